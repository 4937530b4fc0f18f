import { ciede2000, rgbToLabInto } from '../../imaging/colour.ts';
import { createFloatMap, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { type Metric, requireSameShape } from './metric.ts';
import { meanOf } from './similarity.ts';

/** CIEDE2000 between black and white; some saturated colours lie a little farther apart and count as this far. */
const MAX_DELTA_E = 100;
/** The difference that is just noticed between two patches that touch (Mahy 1994). */
const NOTICEABLE_DELTA_E = 2.3;

/** Planes may leave the range of colours after pre-processing; a colour is the nearest byte of each channel. */
function toBytes(plane: Float32Array): Uint8ClampedArray {
  return new Uint8ClampedArray(plane);
}

/** CIEDE2000 at each pixel, computed only where the colours differ. */
function differences(a: FloatPlanes, b: FloatPlanes): FloatMap {
  requireSameShape(a, b);
  const [redA, greenA, blueA] = a.planes.map(toBytes);
  const [redB, greenB, blueB] = b.planes.map(toBytes);
  const result = createFloatMap(a.width, a.height);
  const lab = new Float64Array(6);
  for (let pixel = 0; pixel < result.data.length; pixel++) {
    if (redA[pixel] === redB[pixel] && greenA[pixel] === greenB[pixel] && blueA[pixel] === blueB[pixel]) continue;
    rgbToLabInto(redA[pixel], greenA[pixel], blueA[pixel], lab, 0);
    rgbToLabInto(redB[pixel], greenB[pixel], blueB[pixel], lab, 3);
    result.data[pixel] = Math.min(MAX_DELTA_E, ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]));
  }
  return result;
}

/** Mean CIEDE2000 colour difference, so that a change of hue alone is seen: 0 for equal pictures, 100 at most. */
export const deltaE: Metric = {
  identical: 0,
  amplitude: (value) => value,
  noticeable: NOTICEABLE_DELTA_E / MAX_DELTA_E,
  measure: (a, b) => meanOf(differences(a, b).data),
  map: (a, b) => {
    const result = differences(a, b);
    for (let pixel = 0; pixel < result.data.length; pixel++) result.data[pixel] /= MAX_DELTA_E;
    return result;
  },
};
