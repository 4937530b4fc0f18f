import { describe, expect, it } from 'vitest';
import { withPlaneRoom } from '../../../src/imaging/kernels/plane-room.ts';

const SIZE = { width: 7, height: 5 };

describe('withPlaneRoom', () => {
  it('gives planes that do not overlap, as far apart as it says', () => {
    withPlaneRoom({ ...SIZE, planes: 4 }, (room) => {
      const { planes } = room.planes();
      const own = room.plane();
      expect(planes[2].byteOffset - planes[1].byteOffset).toBe(room.planeBytes);
      [...planes, own].forEach((plane, at) => {
        plane.fill(at);
      });
      expect([...planes, own].map((plane) => plane.every((value, _, { 0: first }) => value === first))).toEqual(
        Array(4).fill(true),
      );
    });
  });

  it('gives what was released again, and refuses more than it holds', () => {
    withPlaneRoom({ ...SIZE, planes: 5 }, (room) => {
      const [first, set] = [room.plane(), room.planes()];
      room.release(first, set);
      expect(room.planes().planes[0].byteOffset).toBe(set.planes[0].byteOffset);
      expect(room.plane().byteOffset).toBe(first.byteOffset);
    });
    expect(() => withPlaneRoom({ width: 300, height: 200, planes: 1 }, (room) => room.planes())).toThrow(RangeError);
  });

  it('closes when the work fails', () => {
    const addresses = [1, 2].map(() => {
      let buffer: unknown;
      const work = () =>
        withPlaneRoom({ ...SIZE, planes: 1 }, (room) => {
          buffer = room.plane().buffer;
          throw new Error('failed');
        });
      expect(work).toThrow('failed');
      return buffer;
    });
    expect(addresses[0]).toBe(addresses[1]);
  });
});
