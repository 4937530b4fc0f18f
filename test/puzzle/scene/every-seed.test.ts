import { beforeAll, describe, expect, it } from 'vitest';
import { composeScene } from '../../../src/puzzle/scene/compose-scene.ts';
import { boxInScene, liesInside } from '../../../src/puzzle/scene/object-geometry.ts';
import { sceneMasks } from '../../../src/puzzle/scene/scene-masks.ts';
import { CANVAS, type Scene } from '../../../src/puzzle/scene/scene-model.ts';
import { listSettings, loadSetting, type Setting } from '../../../src/puzzle/scene/setting.ts';
import { createQuickVisibility } from './quick-visibility.ts';

const SEEDS = Array.from({ length: 200 }, (_, index) => String(index + 1));
const MIN_OBJECTS = 15;
const MAX_OBJECTS = 40;
const MIN_CLEAR_OBJECTS = 10;
const CLEAR_SHARE = 0.6;

describe.each(await listSettings())('the scenes of the setting %s', (name) => {
  let setting: Setting;
  let scenes: Scene[];

  beforeAll(async () => {
    setting = await loadSetting(name);
    scenes = SEEDS.map((seed) => composeScene(setting, seed, CANVAS));
  });

  it('gives every seed enough objects, none of them outside the picture', () => {
    for (const { seed, frame, objects } of scenes) {
      expect(objects.length, `seed ${seed}`).toBeGreaterThanOrEqual(MIN_OBJECTS);
      expect(objects.length, `seed ${seed}`).toBeLessThanOrEqual(MAX_OBJECTS);
      expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
      for (const object of objects) {
        const box = setting.templates.get(object.type)?.viewBox;
        expect(box && liesInside(boxInScene(object, box), frame, 0), `seed ${seed}: ${object.id}`).toBe(true);
      }
    }
  });

  it('lets enough objects of every seed be seen', async () => {
    const visibleShares = createQuickVisibility(setting);
    for (const scene of scenes) {
      const shares = [...(await visibleShares(scene)).values()];
      expect(shares.filter((share) => share >= CLEAR_SHARE).length, `seed ${scene.seed}`).toBeGreaterThanOrEqual(
        MIN_CLEAR_OBJECTS,
      );
      expect(shares.filter((share) => share < CLEAR_SHARE).length, `hidden in seed ${scene.seed}`).toBeLessThanOrEqual(
        3,
      );
    }
  });

  it('shows in the exact masks what the quick look sees', async () => {
    const quick = await createQuickVisibility(setting)(scenes[0]);
    const exact = await sceneMasks(setting, { ...scenes[0], size: { width: 600, height: 400 } });
    for (const [id, { occlusion }] of exact)
      expect(Math.abs(1 - occlusion - (quick.get(id) ?? 0)), id).toBeLessThan(0.12);
  });

  it('uses each of its parts in some scene', () => {
    const used = new Set(scenes.flatMap(({ objects }) => objects.map(({ type }) => type)));
    expect(setting.manifest.parts.filter(({ id }) => !used.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
