import type { FloatPlanes, RgbImage } from '../image.ts';
import type { PlaneRoom } from './plane-room.ts';

/** What each byte of a channel becomes. */
export type ToneTable = Float32Array;

const BYTES = 256;

/**
 * Red, green and blue of an image, each byte replaced by its tone.
 *
 * @param tables one for each channel, of 256 values
 * @param halvings 0, or 1 for means of two by two pixels (an odd last row or column is dropped); the room's size
 */
export function tonePlanes(
  room: PlaneRoom,
  { width, height, data }: RgbImage,
  tables: readonly ToneTable[],
  halvings: 0 | 1,
): FloatPlanes {
  const image = room.bytes(data.length);
  image.set(data);
  const all = room.floats(BYTES * tables.length);
  tables.forEach((table, channel) => {
    all.set(table, BYTES * channel);
  });
  const planes = room.planes();
  const { byteOffset } = planes.planes[0];
  const { kernels, planeBytes } = room;
  if (halvings === 1) kernels.toneHalves(image.byteOffset, all.byteOffset, byteOffset, planeBytes, width, height);
  else kernels.tonePlanes(image.byteOffset, all.byteOffset, byteOffset, planeBytes, width * height);
  room.release(image, all);
  return planes;
}

const { fround } = Math;

function wholePlane({ width, height, data }: RgbImage, channel: number, table: ToneTable): Float32Array {
  return Float32Array.from({ length: width * height }, (_, pixel) => table[data[3 * pixel + channel]]);
}

function halfPlane({ width, height, data }: RgbImage, channel: number, table: ToneTable): Float32Array {
  const half = width >> 1;
  return Float32Array.from({ length: half * (height >> 1) }, (_, to) => {
    const y = Math.floor(to / half);
    const p = (2 * y * width + 2 * (to - y * half)) * 3 + channel;
    const q = p + width * 3;
    return 0.25 * fround(fround(table[data[p]] + table[data[p + 3]]) + fround(table[data[q]] + table[data[q + 3]]));
  });
}

/** The twin of tonePlanes in plain TypeScript: the same bits. */
export function tonePlanesPlainly(image: RgbImage, tables: readonly ToneTable[], halvings: 0 | 1): FloatPlanes {
  const make = halvings === 0 ? wholePlane : halfPlane;
  const plane = (channel: number) => make(image, channel, tables[channel]);
  return { width: image.width >> halvings, height: image.height >> halvings, planes: [plane(0), plane(1), plane(2)] };
}
