import type { Box } from '../../contract/geometry.ts';
import { renderSvg } from '../../imaging/codec.ts';
import { boxGap, growBox, unionBox } from '../../imaging/geometry.ts';
import { copyRgbImage, type RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import { inDrawingOrder, type Scene, type SceneObject } from '../scene/scene-model.ts';
import { pixelBoxOf, scenePartSvg } from '../scene/scene-svg.ts';
import type { Setting } from '../scene/setting.ts';
import type { ObjectChange } from './ways.ts';

/** Shadows reach beyond an object's drawing by this share of its longer side ... */
const SHADOW_RATIO = 0.2;
/** ... and so many pixels, at most. */
const SHADOW_PX = 20;
const CHANNELS = 3;

/** The pixels that an object and its shadow may reach. */
function reachOf(setting: Setting, scene: Scene, object: SceneObject): Box {
  const box = pixelBoxOf(setting, scene, object);
  return growBox(box, Math.ceil(SHADOW_RATIO * Math.max(box.width, box.height)) + SHADOW_PX, scene.size);
}

/** The rows and columns in which two images of one size differ. */
function changedBox(a: RgbImage, b: RgbImage): Box | undefined {
  let [left, right, top, bottom] = [a.width, 0, a.height, 0];
  for (let at = 0; at < a.data.length; at++) {
    if (a.data[at] === b.data[at]) continue;
    const pixel = Math.floor(at / CHANNELS);
    const [x, y] = [pixel % a.width, Math.floor(pixel / a.width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

/**
 * Draws a part of a scene with an object changed.
 *
 * Where only a part is drawn, edges come out a few levels different from those of the whole picture: what the change
 * leaves alone keeps the picture's own pixels.
 *
 * @param picture the whole scene as it was drawn
 * @returns the smallest patch that holds the change; undefined where nothing looks different
 */
export async function redraw(
  setting: Setting,
  scene: Scene,
  { before, after }: ObjectChange,
  picture: RgbImage,
): Promise<Patch | undefined> {
  const reaches = [before, after].flatMap((object) => object ?? []).map((object) => reachOf(setting, scene, object));
  const box = reaches.reduce(unionBox);
  const near = scene.objects.filter((object) => boxGap(reachOf(setting, scene, object), box) === 0);
  // What changes keeps its turn: things at one depth are drawn in their order.
  const instead = after ?? [];
  const changed = before ? near.flatMap((object) => (object === before ? instead : object)) : near.concat(instead);
  const draw = (objects: readonly SceneObject[]) =>
    renderSvg(scenePartSvg(setting, { ...scene, objects: inDrawingOrder(scene.layers, objects) }, box));
  const [was, is] = await Promise.all([draw(near), draw(changed)]);
  const place = changedBox(was, is);
  if (!place) return undefined;
  const image = copyRgbImage(cropImage(picture, box).image);
  for (let at = 0; at < is.data.length; at += CHANNELS) {
    const isSame = [0, 1, 2].every((channel) => was.data[at + channel] === is.data[at + channel]);
    if (!isSame) image.data.set(is.data.subarray(at, at + CHANNELS), at);
  }
  return { ...cropImage(image, place), box: { ...place, x: box.x + place.x, y: box.y + place.y } };
}
