import type { RgbImage } from '../../imaging/image.ts';

/** About so many rows are looked at: a share needs no more. */
const ROWS = 100;
/** A step of this many bytes between neighbours would not look the same after a shift. */
const MIN_STEP = 8;
/** Two pictures lie on each other as they are when at least this share of their telling pixels is equal to the byte. */
const MIN_EQUAL_SHARE = 0.5;
/** Below this many telling pixels nothing can be said. */
const MIN_TELLING_PIXELS = 50;

/** Whether two images are equal to the byte. */
function areEqual(a: RgbImage, b: RgbImage): boolean {
  return a.width === b.width && a.height === b.height && Buffer.compare(a.data, b.data) === 0;
}

/**
 * Whether most of what is not flat in either picture is the same in the other, byte for byte: then one was made from the
 * other by editing, and nothing has moved.
 */
function areMostlyUnchanged(a: RgbImage, b: RgbImage): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  const { width, height } = a;
  const rowStep = Math.max(1, Math.floor(height / ROWS));
  const [one, other] = [a.data, b.data];
  let telling = 0;
  let equal = 0;
  for (let y = 0; y + 1 < height; y += rowStep) {
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

/**
 * Whether one of two pictures was made from the other by editing, with nothing lost in between and nothing moved. Takes
 * about a millisecond.
 */
export function areCopies(a: RgbImage, b: RgbImage): boolean {
  return areEqual(a, b) || areMostlyUnchanged(a, b);
}
