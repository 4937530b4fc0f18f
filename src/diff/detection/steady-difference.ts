import { boxMeans } from '../../imaging/box-means.ts';
import type { FloatPlanes } from '../../imaging/image.ts';
import { BLUE_SHARE, GREEN_SHARE, RED_SHARE } from '../../imaging/pyramid.ts';

/** A box filter of this reach (pixels of the picture, to either side) is as wide as a block of an encoder. */
const REACH_PX = 4;

/** A signed difference of two pictures without what encoders do to it. */
export interface SteadyDifference {
  /** As fine as it was in lightness; in colour as coarse as encoders keep that. */
  readonly fine: FloatPlanes;
  /** Smoothed over patches, where noise and edges that lie a little beside themselves cancel out; what changed stays. */
  readonly coarse: FloatPlanes;
}

/** Replaces the colour of a difference, which is what its channels do not share, by that of a smoothed one. */
function takeColour({ width, height, planes }: FloatPlanes, smoothed: FloatPlanes): FloatPlanes {
  const [red, green, blue] = planes;
  const [smoothRed, smoothGreen, smoothBlue] = smoothed.planes;
  const [toRed, toGreen, toBlue] = planes.map((plane) => new Float32Array(plane.length));
  for (let pixel = 0; pixel < red.length; pixel++) {
    const light =
      RED_SHARE * (red[pixel] - smoothRed[pixel]) +
      GREEN_SHARE * (green[pixel] - smoothGreen[pixel]) +
      BLUE_SHARE * (blue[pixel] - smoothBlue[pixel]);
    toRed[pixel] = smoothRed[pixel] + light;
    toGreen[pixel] = smoothGreen[pixel] + light;
    toBlue[pixel] = smoothBlue[pixel] + light;
  }
  return { width, height, planes: [toRed, toGreen, toBlue] };
}

/**
 * Steadies a difference: encoders keep colour at half the size and in few levels, so that thin coloured things fade,
 * while lightness and the colour of patches stay.
 *
 * @param halvings how often the planes were halved
 */
export function steadyDifference(difference: FloatPlanes, halvings: number): SteadyDifference {
  const { width, height } = difference;
  const smooth = ({ planes }: FloatPlanes): FloatPlanes => {
    const [red, green, blue] = planes.map((plane) => boxMeans(plane, width, height, REACH_PX / 2 ** halvings));
    return { width, height, planes: [red, green, blue] };
  };
  const smoothed = smooth(difference);
  return { fine: takeColour(difference, smoothed), coarse: smooth(smoothed) };
}
