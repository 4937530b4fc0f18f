import type { FloatPlanes } from '../../imaging/image.ts';
import { boxMeans } from '../../imaging/kernels/box-means.ts';
import { addCalmer, stepsOf } from '../../imaging/kernels/busy-planes.ts';
import type { PlaneRoom } from '../../imaging/kernels/plane-room.ts';

/** Encoders spread the noise of an edge over blocks of 8 pixels, of 16 where colour is kept at half size. */
export const ENCODER_REACH_PX = 16;

/**
 * How busy a pair is around each pixel: mean steps between neighbours in grey levels, 0 where it is flat. The calmer
 * picture of the two counts, so that a thing that is in one of them only does not hide itself.
 *
 * @param a planes of the room, as `b`; they are not released
 * @param reaches pixels to either side over which the mean is taken; with several, their means are added up
 * @returns a plane of the room
 */
export function activityOf(room: PlaneRoom, a: FloatPlanes, b: FloatPlanes, reaches: readonly number[]): Float32Array {
  const [stepsA, stepsB] = [stepsOf(room, a), stepsOf(room, b)];
  const [busyA, busyB] = [room.plane(), room.plane()];
  const activity = room.plane().fill(0);
  for (const reach of reaches) {
    boxMeans(room, stepsA, reach, busyA);
    boxMeans(room, stepsB, reach, busyB);
    addCalmer(room, busyA, busyB, activity);
  }
  room.release(stepsA, stepsB, busyA, busyB);
  return activity;
}
