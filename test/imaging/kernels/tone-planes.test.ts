import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRgbImage } from '../../../src/imaging/image.ts';
import { withPlaneRoom } from '../../../src/imaging/kernels/plane-room.ts';
import { tonePlanes, tonePlanesPlainly } from '../../../src/imaging/kernels/tone-planes.ts';

const pictures = fc
  .record({ width: fc.integer({ min: 2, max: 17 }), height: fc.integer({ min: 2, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((bytes) => createRgbImage(width, height, bytes)),
  );
const table = fc
  .array(fc.float({ min: 0, max: 255, noNaN: true }), { minLength: 256, maxLength: 256 })
  .map((tones) => Float32Array.from(tones));
const IDENTITY = Float32Array.from({ length: 256 }, (_, byte) => byte);

describe('tonePlanes', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(pictures, fc.tuple(table, table, table), fc.constantFrom(0, 1), (picture, tables, halvings) => {
        const [width, height] = [picture.width >> halvings, picture.height >> halvings];
        const size = { width, height, planes: 3, bytes: picture.data.length };
        withPlaneRoom(size, (room) => {
          expect(tonePlanes(room, picture, tables, halvings)).toEqual(tonePlanesPlainly(picture, tables, halvings));
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('tonePlanesPlainly', () => {
  const picture = createRgbImage(3, 2, Uint8Array.of(1, 2, 3, 5, 6, 7, 90, 90, 90, 9, 10, 11, 13, 14, 15, 90, 90, 90));

  it('parts the channels', () => {
    const { planes } = tonePlanesPlainly(picture, [IDENTITY, IDENTITY, IDENTITY], 0);
    expect(planes.map((plane) => [...plane])).toEqual([
      [1, 5, 90, 9, 13, 90],
      [2, 6, 90, 10, 14, 90],
      [3, 7, 90, 11, 15, 90],
    ]);
  });

  it('halves by means of two by two and drops an odd column', () => {
    const double = IDENTITY.map((tone) => 2 * tone);
    const halved = tonePlanesPlainly(picture, [IDENTITY, double, IDENTITY], 1);
    expect(halved).toEqual({
      width: 1,
      height: 1,
      planes: [Float32Array.of(7), Float32Array.of(16), Float32Array.of(9)],
    });
  });
});
