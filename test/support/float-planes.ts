import fc from 'fast-check';
import type { FloatPlanes } from '../../src/imaging/image.ts';
import { type PlaneRoom, withPlaneRoom } from '../../src/imaging/kernels/plane-room.ts';

/** More than any kernel takes at once. */
const PLANES = 24;

const sizes = fc.record({ width: fc.integer({ min: 1, max: 19 }), height: fc.integer({ min: 1, max: 11 }) });
const levels = fc.float({ min: -255, max: 255, noNaN: true });
const planesOf = (length: number) =>
  fc.array(levels, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));

/** As many sets of three planes, all of one size. */
export const planeSets = (count: number): fc.Arbitrary<FloatPlanes[]> =>
  sizes.chain(({ width, height }) => {
    const plane = planesOf(width * height);
    const set = fc.tuple(plane, plane, plane).map((planes): FloatPlanes => ({ width, height, planes }));
    return fc.array(set, { minLength: count, maxLength: count });
  });

/** Some work on planes in a room of their size. */
export const inRoom = <Result>({ width, height }: FloatPlanes, work: (room: PlaneRoom) => Result): Result =>
  withPlaneRoom({ width, height, planes: PLANES, bytes: width * height * PLANES }, work);

/** Planes as a room's own. */
export function enter(room: PlaneRoom, { planes }: FloatPlanes): FloatPlanes {
  const entered = room.planes();
  planes.forEach((plane, channel) => {
    entered.planes[channel].set(plane);
  });
  return entered;
}
