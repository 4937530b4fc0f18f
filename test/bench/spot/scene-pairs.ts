import type { Box, Size } from '../../../src/contract/geometry.ts';
import { SCENE_SETTINGS, type SceneSetting } from '../../../src/contract/scene-settings.ts';
import { renderSvg } from '../../../src/imaging/codec.ts';
import { boxGap } from '../../../src/imaging/geometry.ts';
import { createMask, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { createRandom, type Random } from '../../../src/imaging/random.ts';
import { OBJECT_CHANGE_KINDS } from '../../../src/puzzle/scene/object-changes.ts';
import { doubleScene, type SceneDifference, type SceneDouble } from '../../../src/puzzle/scene/scene-difference.ts';
import { inDrawingOrder, type Scene } from '../../../src/puzzle/scene/scene-model.ts';
import { pixelBoxOf, sceneSvg } from '../../../src/puzzle/scene/scene-svg.ts';
import { loadSetting, type Setting } from '../../../src/puzzle/scene/setting.ts';
import { createScene } from '../../../src/puzzle/scene.ts';
import { keptPair } from './pair-cache.ts';
import { changedMask, mergeGap, placedOf, type TrueDifference, type TruePair } from './true-pair.ts';

/** Sizes of real puzzles, one after the other. */
const SIZES: readonly Size[] = [
  { width: 1200, height: 800 },
  { width: 900, height: 600 },
  { width: 720, height: 960 },
  { width: 1200, height: 800 },
  { width: 640, height: 480 },
];
const MIN_DIFFERENCES = 3;
const MAX_DIFFERENCES = 8;
const ATTEMPTS = 20;
/** Two changes that are nearly as near as the gap may be seen as one or as two: no fair question. */
const CLEARLY_APART = 2;

const render = (setting: Setting, scene: Scene) => renderSvg(sceneSvg(setting, scene));

/** The scene with one change of its double alone. */
function withOnly(scene: Scene, altered: Scene, { objectId }: SceneDifference): Scene {
  const others = scene.objects.filter(({ id }) => id !== objectId);
  const changed = altered.objects.filter(({ id }) => id === objectId);
  return { ...scene, objects: inDrawingOrder(scene.layers, [...others, ...changed]) };
}

function nearestOf(boxes: readonly Box[], x: number, y: number): number {
  const distances = boxes.map((box) => boxGap(box, { x, y, width: 1, height: 1 }));
  return distances.indexOf(Math.min(...distances));
}

/** A thing that moved far is missing in one place and new in another: two places to find. */
function splitMoved(changed: Mask, places: readonly Box[]): (Mask | undefined)[] {
  const masks = places.map(() => createMask(changed.width, changed.height));
  changed.data.forEach((value, pixel) => {
    if (value) masks[nearestOf(places, pixel % changed.width, Math.floor(pixel / changed.width))].data[pixel] = 1;
  });
  return masks;
}

function placesOf(setting: Setting, scenes: readonly Scene[], { objectId }: SceneDifference): Box[] {
  return scenes.flatMap((scene) =>
    scene.objects.filter(({ id }) => id === objectId).map((object) => pixelBoxOf(setting, scene, object)),
  );
}

/** The pixels of one change, its shadow among them; those of a thing that moved far in two places. */
async function truthOf(
  setting: Setting,
  scene: Scene,
  { altered }: SceneDouble,
  difference: SceneDifference,
  original: RgbImage,
  whole: Mask,
): Promise<TrueDifference[]> {
  const alone = changedMask(original, await render(setting, withOnly(scene, altered, difference)));
  alone.data.forEach((value, pixel) => {
    alone.data[pixel] = value & whole.data[pixel];
  });
  const places = placesOf(setting, [scene, altered], difference);
  const isApart = difference.kind === 'move' && boxGap(places[0], places[1]) > mergeGap(scene.size);
  return (isApart ? splitMoved(alone, places) : [alone]).flatMap((mask) => {
    const placed = mask && placedOf(mask);
    return placed ? [{ kind: difference.kind, placed }] : [];
  });
}

function areClearlyApart(truth: readonly TrueDifference[], size: Size): boolean {
  const least = CLEARLY_APART * mergeGap(size);
  return truth.every(({ placed }, index) =>
    truth.slice(index + 1).every((other) => boxGap(placed.box, other.placed.box) > least),
  );
}

async function tryPair(setting: Setting, scene: Scene, wanted: number, random: Random) {
  const kinds = Array.from({ length: wanted }, () => random.pick(OBJECT_CHANGE_KINDS));
  const double = await doubleScene(setting, scene, kinds, random);
  if (!double) return undefined;
  const [a, b] = await Promise.all([scene, double.altered].map((each) => render(setting, each)));
  const whole = changedMask(a, b);
  const truths: TrueDifference[] = [];
  for (const difference of double.differences) {
    truths.push(...(await truthOf(setting, scene, double, difference, a, whole)));
  }
  return truths.length >= MIN_DIFFERENCES && areClearlyApart(truths, scene.size) ? { a, b, truth: truths } : undefined;
}

/**
 * Draws a scene and its double with three to eight differences, clearly apart. The same name gives the same pair.
 *
 * @returns undefined when no fair pair was found in several attempts
 */
export async function makeScenePair(
  name: string,
  setting: SceneSetting,
  size: Size,
): Promise<Omit<TruePair, 'name' | 'source'> | undefined> {
  const random = createRandom(`spot/${name}`);
  const [parts, wanted] = [await loadSetting(setting), random.integer(MIN_DIFFERENCES, MAX_DIFFERENCES)];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const scene = await createScene({ seed: `spot/${name}/${attempt}`, setting, size });
    const fewer = Math.max(MIN_DIFFERENCES, wanted - Math.floor(attempt / 3));
    const pair = await tryPair(parts, scene, fewer, random);
    if (pair) return pair;
  }
  return undefined;
}

/** A pair of scenes: the same name gives the same pair. @param round counts from 0 */
export function scenePair(setting: SceneSetting, round: number): Promise<TruePair | undefined> {
  const name = `scene-${setting}/${round}`;
  const size = SIZES[(round + SCENE_SETTINGS.indexOf(setting)) % SIZES.length];
  return keptPair(name, 'scene', () => makeScenePair(name, setting, size));
}
