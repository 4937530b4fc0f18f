import { rgbToLabInto } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import type { PlacedMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { SOFT_REACH_PX } from '../../../segmentation/soften-edges.ts';
import { edgeReach } from '../looking/edge-reach.ts';
import { isAlike, type MainColour, okLabOfBytes } from './main-colour.ts';

/** A step along a row or a column. */
interface Way {
  readonly x: number;
  readonly y: number;
}

/** CIE Lab distance below which both sides pass for one surface. */
const ONE_SURFACE = 8;
/** Pixels of a larger thing that stand for all. */
const HOST_SAMPLES = 2000;
/** OkLab lightness within which a part of the larger thing is as lit as the part that is looked at. */
const SAME_LIGHT = 0.14;
const SOLID = 0.5;

const WAYS: readonly Way[] = [
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: 1 },
  { x: 0, y: -1 },
];

const alphaAt = ({ box, alpha }: Matte, x: number, y: number): number => {
  const [column, row] = [x - box.x, y - box.y];
  const isIn = column >= 0 && row >= 0 && column < box.width && row < box.height;
  return isIn ? alpha.data[row * box.width + column] : 0;
};

/** How many steps it takes from an outline until a pixel is all thing, or all ground; undefined where that is too far. */
function stepsTo(matte: Matte, whole: 0 | 1, x: number, y: number, way: Way, reach: number): number | undefined {
  for (let steps = reach; steps <= reach + SOFT_REACH_PX; steps++) {
    if (alphaAt(matte, x + steps * way.x, y + steps * way.y) === whole) return steps;
  }
  return undefined;
}

/**
 * The share of a thing's outline across which its surface goes on, 0 to 1: there it would be cut by an edge that is not in
 * the picture. Both sides are looked at beyond the blur between them.
 */
export function openness(main: MainColour, matte: Matte, image: RgbImage): number {
  const reach = edgeReach(image);
  const lab = new Float64Array(6);
  const { box, alpha } = matte;
  let [places, open] = [0, 0];
  const look = (x: number, y: number, way: Way) => {
    const inward = stepsTo(matte, 1, x, y, { x: -way.x, y: -way.y }, reach);
    const outward = stepsTo(matte, 0, x, y, way, reach);
    if (inward === undefined || outward === undefined) return;
    const [outerX, outerY] = [x + way.x * outward, y + way.y * outward];
    if (outerX < 0 || outerY < 0 || outerX >= image.width || outerY >= image.height) return;
    const inner = ((y - way.y * inward) * image.width + x - way.x * inward) * 3;
    const outer = (outerY * image.width + outerX) * 3;
    if (!isAlike(okLabOfBytes(image.data, inner), main.colour)) return;
    places++;
    rgbToLabInto(image.data[inner], image.data[inner + 1], image.data[inner + 2], lab, 0);
    rgbToLabInto(image.data[outer], image.data[outer + 1], image.data[outer + 2], lab, 3);
    if (Math.hypot(lab[0] - lab[3], lab[1] - lab[4], lab[2] - lab[5]) < ONE_SURFACE) open++;
  };
  for (let pixel = 0; pixel < alpha.data.length; pixel++) {
    if (alpha.data[pixel] < SOLID) continue;
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    for (const way of WAYS) if (alphaAt(matte, x + way.x, y + way.y) < SOLID) look(x, y, way);
  }
  return places === 0 ? 0 : open / places;
}

/** How much more of its main colour the larger thing has that this one is a part of, in shares of its own. */
export function hostShare(main: MainColour, matte: Matte, image: RgbImage, host: PlacedMask | undefined): number {
  if (!host) return 0;
  const { box, mask } = host;
  const own = main.share * main.area;
  // Odd, so that it does not walk down a column.
  const stride = Math.max(1, Math.floor(mask.data.length / HOST_SAMPLES)) | 1;
  let count = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel += stride) {
    if (!mask.data[pixel]) continue;
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    if (alphaAt(matte, x, y) > 0) continue;
    const colour = okLabOfBytes(image.data, (y * image.width + x) * 3);
    if (Math.abs(colour.l - main.colour.l) < SAME_LIGHT && isAlike(colour, main.colour)) count++;
  }
  return (count * stride) / Math.max(1, own);
}
