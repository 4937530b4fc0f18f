import type { RgbImage } from '../../imaging/image.ts';

/** Every so many rows is looked at: a share needs no more. */
const ROW_STEP = 4;
/** A step of this many bytes between neighbours would not look the same after a shift. */
const MIN_STEP = 8;
/** Two pictures lie on each other as they are when at least this share of their telling pixels is equal to the byte. */
const MIN_EQUAL_SHARE = 0.5;
/** Below this many telling pixels nothing can be said. */
const MIN_TELLING_PIXELS = 50;

/** Whether two images are equal to the byte. */
export function areEqual(a: RgbImage, b: RgbImage): boolean {
  return a.width === b.width && a.height === b.height && Buffer.compare(a.data, b.data) === 0;
}

/**
 * Whether most of what is not flat in either picture is the same in the other, byte for byte: then one was made from the
 * other by editing, and nothing has moved. Takes about a millisecond.
 */
export function areMostlyUnchanged(a: RgbImage, b: RgbImage): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  const { width, height } = a;
  const [one, other] = [a.data, b.data];
  let telling = 0;
  let equal = 0;
  for (let y = 0; y + 1 < height; y += ROW_STEP) {
    for (let x = 0, at = y * width * 3 + 1; x + 1 < width; x++, at += 3) {
      const right = at + 3;
      const below = at + width * 3;
      const stepA = Math.abs(one[right] - one[at]) + Math.abs(one[below] - one[at]);
      const stepB = Math.abs(other[right] - other[at]) + Math.abs(other[below] - other[at]);
      if (stepA < MIN_STEP && stepB < MIN_STEP) continue;
      telling++;
      if (one[at] === other[at] && one[right] === other[right] && one[below] === other[below]) equal++;
    }
  }
  return telling >= MIN_TELLING_PIXELS && equal >= MIN_EQUAL_SHARE * telling;
}
