import type { FloatPlanes } from '../../imaging/image.ts';

/** The size of the channel that differs most at each pixel. */
export function largestChannel({ planes: [red, green, blue] }: FloatPlanes): Float32Array {
  const result = new Float32Array(red.length);
  for (let pixel = 0; pixel < result.length; pixel++) {
    const r = Math.abs(red[pixel]);
    const g = Math.abs(green[pixel]);
    const b = Math.abs(blue[pixel]);
    const larger = r > g ? r : g;
    result[pixel] = larger > b ? larger : b;
  }
  return result;
}
