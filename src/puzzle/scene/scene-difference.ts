import type { Box, Point } from '../../contract/geometry.ts';
import { encodeRunLengths, forEachSpan, type RunLengthMask } from '../../contract/run-length-mask.ts';
import { renderSvg } from '../../imaging/codec.ts';
import type { RgbImage } from '../../imaging/image.ts';
import type { Random } from '../../imaging/random.ts';
import { OBJECT_CHANGES, type ObjectChangeKind } from './object-changes.ts';
import { boxInScene } from './object-geometry.ts';
import { type ObjectMask, sceneMasks } from './scene-masks.ts';
import { inDrawingOrder, type Scene, type SceneObject } from './scene-model.ts';
import { objectSvg, pixelBoxOf, sceneSvg } from './scene-svg.ts';
import type { Setting } from './setting.ts';

/** One known difference between two scenes. */
export interface SceneDifference {
  readonly kind: ObjectChangeKind;
  readonly objectId: string;
  readonly type: string;
}

/** A scene and its double in which some objects are changed. */
export interface SceneDouble {
  readonly altered: Scene;
  /** In the order of the kinds asked for. */
  readonly differences: readonly SceneDifference[];
}

/** Both pictures and where exactly they differ. */
export interface SceneDifferencePair {
  readonly original: RgbImage;
  readonly altered: RgbImage;
  /** Each with the pixels that the object shows in either picture; its shadow is not among them. */
  readonly differences: readonly (SceneDifference & { readonly mask: RunLengthMask })[];
}

/** A fair difference shows at least this share of the object's own box in a clearly other colour. */
const MIN_CHANGED_SHARE = 0.03;
/** Levels, of 255, by which some channel of a pixel differs clearly. */
const CLEAR_LEVELS = 24;
/** Hidden objects make no fair differences. */
const MAX_OCCLUSION = 0.3;
/** Changed objects keep at least this distance between their centres, in scene units. */
const MIN_APART = 130;

function clearlyDifferent(a: RgbImage, b: RgbImage): number {
  let count = 0;
  for (let at = 0; at < a.data.length; at += 3) {
    const levels = [0, 1, 2].map((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]));
    if (Math.max(...levels) >= CLEAR_LEVELS) count++;
  }
  return count / (a.data.length / 3);
}

/** Whether the change of an object that stays where it is can be seen at all: a colour may not show in every variant. */
async function showsInPlace(setting: Setting, scene: Scene, before: SceneObject, after: SceneObject): Promise<boolean> {
  const box = pixelBoxOf(setting, scene, before);
  const images = [before, after].map((object) => renderSvg(objectSvg(setting, scene, object, box)));
  const [first, second] = await Promise.all(images);
  return clearlyDifferent(first, second) >= MIN_CHANGED_SHARE;
}

function centreOf(setting: Setting, object: SceneObject): Point {
  const viewBox = setting.templates.get(object.type)?.viewBox;
  const box = viewBox ? boxInScene(object, viewBox) : { ...object, width: 0, height: 0 };
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function withObject(scene: Scene, object: SceneObject, changed: SceneObject | 'gone'): Scene {
  const others = scene.objects.filter(({ id }) => id !== object.id);
  return { ...scene, objects: inDrawingOrder(scene.layers, changed === 'gone' ? others : [...others, changed]) };
}

/** Objects that may be changed: easy to see, and with nothing on them that would lose its ground. */
function candidates(scene: Scene, masks: ReadonlyMap<string, ObjectMask>): SceneObject[] {
  const hosts = new Set(scene.objects.map(({ host }) => host));
  return scene.objects.filter(({ id }) => !hosts.has(id) && (masks.get(id)?.occlusion ?? 1) <= MAX_OCCLUSION);
}

/**
 * Changes one object of a scene for each kind asked for, each a different one and apart from the others.
 *
 * @returns undefined when the scene has no fair object for one of the kinds
 */
export async function doubleScene(
  setting: Setting,
  scene: Scene,
  kinds: readonly ObjectChangeKind[],
  random: Random,
): Promise<SceneDouble | undefined> {
  const open = random.shuffle(candidates(scene, await sceneMasks(setting, scene)));
  const taken: Point[] = [];
  const differences: SceneDifference[] = [];
  let altered = scene;
  const isFree = (object: SceneObject) => {
    const { x, y } = centreOf(setting, object);
    return taken.every((other) => Math.hypot(other.x - x, other.y - y) >= MIN_APART);
  };
  for (const kind of kinds) {
    const found = await findChange(setting, altered, kind, open.filter(isFree), random, isFree);
    if (!found) return undefined;
    const { object, changed } = found;
    taken.push(centreOf(setting, object), ...(changed === 'gone' ? [] : [centreOf(setting, changed)]));
    open.splice(open.indexOf(object), 1);
    altered = withObject(altered, object, changed);
    differences.push({ kind, objectId: object.id, type: object.type });
  }
  return { altered, differences };
}

async function findChange(
  setting: Setting,
  scene: Scene,
  kind: ObjectChangeKind,
  objects: readonly SceneObject[],
  random: Random,
  isFree: (object: SceneObject) => boolean,
): Promise<{ object: SceneObject; changed: SceneObject | 'gone' } | undefined> {
  for (const object of objects) {
    const part = setting.manifest.parts.find(({ id }) => id === object.type);
    if (!part) throw new Error(`${object.type}: no such part in ${setting.name}`);
    const changed = OBJECT_CHANGES[kind](object, { setting, scene, part, random });
    if (changed === 'gone') return { object, changed };
    if (!changed || !isFree(changed)) continue;
    if (await showsInPlace(setting, scene, object, changed)) return { object, changed };
  }
  return undefined;
}

function united(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
  return { x, y, width: right - x, height: bottom - y };
}

function unionMask(masks: readonly RunLengthMask[], width: number, height: number): RunLengthMask {
  const data = new Uint8Array(width * height);
  for (const mask of masks) forEachSpan(mask, (y, from, to) => data.fill(1, y * width + from, y * width + to));
  return encodeRunLengths(data, width, masks.map(({ box }) => box).reduce(united));
}

/** Renders a scene and its double, with the truth. */
export async function renderDouble(setting: Setting, scene: Scene, double: SceneDouble): Promise<SceneDifferencePair> {
  const { width, height } = scene.size;
  const scenes = [scene, double.altered];
  const [original, altered] = await Promise.all(scenes.map((each) => renderSvg(sceneSvg(setting, each))));
  const masks = await Promise.all(scenes.map((each) => sceneMasks(setting, each)));
  const differences = double.differences.map((difference) => {
    const own = masks.flatMap((each) => each.get(difference.objectId)?.mask ?? []);
    return { ...difference, mask: unionMask(own, width, height) };
  });
  return { original, altered, differences };
}
