import type { Box } from '../../contract/geometry.ts';
import { encodeRunLengths, type RunLengthMask } from '../../contract/run-length-mask.ts';
import { renderSvgAlpha } from '../../imaging/codec.ts';
import type { Scene, SceneObject } from './scene-model.ts';
import { layerSvg, objectSvg, type PixelBox, pixelBoxOf } from './scene-svg.ts';
import type { Setting } from './setting.ts';

/** What of an object can be seen. */
export interface ObjectMask {
  /** The visible pixels; its box is tight around them (a single empty pixel when nothing is visible). */
  readonly mask: RunLengthMask;
  /** Pixels of the mask. */
  readonly visiblePixels: number;
  /** The share of the object's own pixels that others hide, 0 to 1. */
  readonly occlusion: number;
}

interface Silhouette {
  readonly box: PixelBox;
  /** Coverage, 0 to 255, row-major in the box. */
  readonly alpha: Uint8Array;
}

/** A pixel belongs to an object when its coverage is more than half. */
const SOLID_ALPHA = 127;

async function silhouetteOf(svg: string, box: PixelBox): Promise<Silhouette> {
  return { box, alpha: (await renderSvgAlpha(svg)).data };
}

function forEachSolid({ box, alpha }: Silhouette, imageWidth: number, visit: (index: number) => void): void {
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (alpha[y * box.width + x] > SOLID_ALPHA) visit((box.y + y) * imageWidth + box.x + x);
    }
  }
}

function tightBox(data: Uint8Array, width: number, { x, y, ...size }: Box): Box {
  let [left, right, top, bottom] = [x + size.width, x, y + size.height, y];
  for (let row = y; row < y + size.height; row++) {
    for (let column = x; column < x + size.width; column++) {
      if (data[row * width + column] === 0) continue;
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row + 1);
    }
  }
  return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : { x, y, width: 1, height: 1 };
}

/** Everything that is drawn, from near to far. Layers beneath all objects hide nothing and are left out. */
function nearToFar(setting: Setting, scene: Scene): { object?: SceneObject; silhouette: Promise<Silhouette> }[] {
  const drawn = scene.layers.flatMap((layer, index) => {
    const below = new Set(scene.layers.slice(0, index).map(({ id }) => id));
    const hides = scene.objects.some((object) => below.has(object.layer));
    const whole = { x: 0, y: 0, ...scene.size };
    const own = scene.objects.filter((object) => object.layer === layer.id);
    return [
      ...(hides ? [{ silhouette: silhouetteOf(layerSvg(setting, scene, layer, whole), whole) }] : []),
      ...own.map((object) => {
        const box = pixelBoxOf(setting, scene, object);
        return { object, silhouette: silhouetteOf(objectSvg(setting, scene, object, box), box) };
      }),
    ];
  });
  return drawn.reverse();
}

/**
 * Finds the visible pixels of every object: its own coverage rendered alone, less whatever is drawn over it. Shadows
 * belong to no object.
 *
 * @returns by id of object
 */
export async function sceneMasks(setting: Setting, scene: Scene): Promise<Map<string, ObjectMask>> {
  const { width, height } = scene.size;
  const taken = new Uint8Array(width * height);
  const visible = new Uint8Array(width * height);
  const masks = new Map<string, ObjectMask>();
  for (const { object, silhouette } of nearToFar(setting, scene)) {
    const shape = await silhouette;
    let [total, seen] = [0, 0];
    forEachSolid(shape, width, (index) => {
      total++;
      visible[index] = taken[index] === 0 ? 1 : 0;
      seen += visible[index];
      taken[index] = 1;
    });
    if (object) {
      const mask = encodeRunLengths(visible, width, tightBox(visible, width, shape.box));
      masks.set(object.id, { mask, visiblePixels: seen, occlusion: total === 0 ? 1 : 1 - seen / total });
    }
    forEachSolid(shape, width, (index) => {
      visible[index] = 0;
    });
  }
  return masks;
}
