import type { FloatPlanes } from '../../imaging/image.ts';
import { boxMeans } from '../../imaging/kernels/box-means.ts';
import { type SteadyLevels, steadyLevels } from '../../imaging/kernels/difference-planes.ts';
import type { PlaneRoom } from '../../imaging/kernels/plane-room.ts';
import { BLUE_SHARE, GREEN_SHARE, RED_SHARE } from '../../imaging/pyramid.ts';

/** A box filter of this reach (pixels of the picture, to either side) is as wide as a block of an encoder. */
const REACH_PX = 4;
/**
 * A difference is at most this many times what is left of it over a patch. What lies beside itself, lost sharpness or
 * rings after an encoder is lighter here and darker there, and leaves nothing; a thin line leaves a third.
 */
const MAX_FINE_OVER_COARSE = 2.5;

/**
 * The size of a difference without what encoders do to it: they keep colour at half the size and in few levels, so that
 * thin coloured things fade, while lightness and the colour of patches stay. Fine in lightness, and in colour as coarse
 * as encoders keep that; coarse over patches, where noise and edges that lie a little beside themselves cancel out.
 *
 * @param difference planes of the room; they are not released
 * @param halvings how often the planes were halved
 */
export function steadyDifference(room: PlaneRoom, difference: FloatPlanes, halvings: number): SteadyLevels {
  const smooth = ({ planes }: FloatPlanes): FloatPlanes => {
    const smoothed = room.planes();
    planes.forEach((plane, channel) => {
      boxMeans(room, plane, REACH_PX / 2 ** halvings, smoothed.planes[channel]);
    });
    return smoothed;
  };
  const smoothed = smooth(difference);
  const smoother = smooth(smoothed);
  const shares = [RED_SHARE, GREEN_SHARE, BLUE_SHARE];
  const levels = steadyLevels(room, [difference, smoothed, smoother], shares, MAX_FINE_OVER_COARSE);
  room.release(smoothed, smoother);
  return levels;
}
