import { createMask, type Mask } from './image.ts';
import { invert } from './morphology.ts';

/**
 * A small shape around a pixel, symmetric to both axes: entry k is how many pixels it reaches to either side of the
 * middle in its k-th row. The number of rows is odd.
 */
export type StructuringElement = readonly number[];

export const SQUARE_3: StructuringElement = [1, 1, 1];
export const SQUARE_5: StructuringElement = [2, 2, 2, 2, 2];
/** OpenCV's 5x5 ellipse: a 5x3 block with one pixel above and one below. */
export const ELLIPSE_5: StructuringElement = [0, 2, 2, 2, 0];

/** Sets each pixel that has a set pixel within `reach` in its row. */
function dilateRows({ width, data }: Mask, reach: number): Uint8Array {
  if (reach === 0) return data;
  const result = new Uint8Array(data.length);
  for (let from = data.indexOf(1); from >= 0; ) {
    const start = from - (from % width);
    const end = start + width;
    let to = from + 1;
    while (to < end && data[to] === 1) to++;
    result.fill(1, Math.max(start, from - reach), Math.min(end, to + reach));
    from = data.indexOf(1, to);
  }
  return result;
}

function dilateOnce(mask: Mask, element: StructuringElement): Mask {
  const { width, height } = mask;
  const result = new Uint8Array(mask.data.length);
  const middle = (element.length - 1) / 2;
  const wide = new Map([...new Set(element)].map((reach) => [reach, dilateRows(mask, reach)]));
  element.forEach((reach, row) => {
    const source = wide.get(reach) ?? mask.data;
    const shift = (row - middle) * width;
    const first = Math.max(0, -shift);
    const last = Math.min(source.length, source.length - shift);
    for (let at = first; at < last; at++) result[at] |= source[at + shift];
  });
  return createMask(width, height, result);
}

/** Grows a mask by the element, `times` times over; outside the image nothing is set. */
export function dilateBy(mask: Mask, element: StructuringElement, times: number): Mask {
  let result = mask;
  for (let pass = 0; pass < times; pass++) result = dilateOnce(result, element);
  return result;
}

/** Shrinks a mask by the element, `times` times over; outside the image counts as set. */
export function erodeBy(mask: Mask, element: StructuringElement, times: number): Mask {
  return invert(dilateBy(invert(mask), element, times));
}

/** Removes what the element, grown `times` times, does not fit into. */
export function openBy(mask: Mask, element: StructuringElement, times: number): Mask {
  return dilateBy(erodeBy(mask, element, times), element, times);
}
