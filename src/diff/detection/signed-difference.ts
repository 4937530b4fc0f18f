import type { FloatPlanes, Mask } from '../../imaging/image.ts';

/** A minus B in each channel, grey levels from -255 to 255; 0 where the pictures do not overlap. */
export function signedDifference(a: FloatPlanes, b: FloatPlanes, overlap: Mask): FloatPlanes {
  const { width, height } = a;
  const plane = (channel: 0 | 1 | 2) => {
    const [one, other] = [a.planes[channel], b.planes[channel]];
    const result = new Float32Array(one.length);
    for (let pixel = 0; pixel < result.length; pixel++) {
      result[pixel] = overlap.data[pixel] ? one[pixel] - other[pixel] : 0;
    }
    return result;
  };
  return { width, height, planes: [plane(0), plane(1), plane(2)] };
}

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
