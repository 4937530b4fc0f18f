import type { Size } from '../../src/contract/geometry.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { composeScene } from '../../src/puzzle/scene/compose-scene.ts';
import { doubleScene, renderDouble, type SceneDifferencePair } from '../../src/puzzle/scene/scene-difference.ts';
import { loadSetting } from '../../src/puzzle/scene/setting.ts';

/** A drawn scene and its double in which three things are changed. */
export async function scenePair(name: string, size: Size, seed = 'panels'): Promise<SceneDifferencePair> {
  const setting = await loadSetting(name);
  const scene = composeScene(setting, seed, size);
  const double = await doubleScene(setting, scene, ['remove', 'recolour', 'remove'], createRandom(seed));
  if (!double) throw new Error(`${name}: the seed "${seed}" has no three things that can be changed`);
  return renderDouble(setting, scene, double);
}
