import { labelComponents } from '../imaging/components.ts';
import { guidedFilter } from '../imaging/guided-filter.ts';
import { createFloatMap, createMask, type FloatMap, type RgbImage } from '../imaging/image.ts';
import type { Saliency } from './saliency.ts';

/** What is less salient than this share of the most salient is no part of the main subject. */
const SUBJECT_SALIENCY = 0.5;
/** The alpha's edge follows the image's within this share of its longer side. */
const EDGE_RATIO = 0.012;
/** Variance of grey, 0 to 1, below which the image shows no edge to follow. */
const FLAT_VARIANCE = 1e-4;

/** The largest connected part that is salient, on the map's own grid; empty when nothing is. */
function mainPart({ width, height, data }: FloatMap): Float32Array {
  const mask = createMask(
    width,
    height,
    Uint8Array.from(data, (value) => (value >= SUBJECT_SALIENCY ? 1 : 0)),
  );
  const { labels, components } = labelComponents(mask);
  if (components.length === 0) return new Float32Array(data.length);
  const largest = components.reduce((a, b) => (b.area > a.area ? b : a));
  return Float32Array.from(labels.data, (label) => (label === largest.label ? 1 : 0));
}

/**
 * The main subject of an image as a soft alpha at its own size, 0 to 1: the largest salient part, its edge laid on the
 * image's own by the guided filter.
 */
export function findSubject(image: RgbImage, { map }: Saliency): FloatMap {
  const { width, height, data } = image;
  const part = mainPart(map);
  const coarse = new Float32Array(width * height);
  const grey = new Float32Array(width * height);
  for (let y = 0, pixel = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * map.height) / height) * map.width;
    for (let x = 0; x < width; x++, pixel++) {
      coarse[pixel] = part[row + Math.floor(((x + 0.5) * map.width) / width)];
      grey[pixel] = (0.299 * data[pixel * 3] + 0.587 * data[pixel * 3 + 1] + 0.114 * data[pixel * 3 + 2]) / 255;
    }
  }
  const radius = Math.max(2, Math.round(EDGE_RATIO * Math.max(width, height)));
  const alpha = guidedFilter(grey, coarse, width, height, radius, FLAT_VARIANCE);
  return createFloatMap(
    width,
    height,
    alpha.map((value) => Math.min(1, Math.max(0, value))),
  );
}
