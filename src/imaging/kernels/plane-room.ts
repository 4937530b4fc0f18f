import type { Size } from '../../contract/geometry.ts';
import type { FloatPlanes } from '../image.ts';
import { type Kernels, openKernelRoom, roomFor } from './kernels.ts';

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const CHANNELS = 3;
/** For what is not a plane: rows, tables and lists, each rounded up. */
const ROWS = 8;
const TABLES_BYTES = 16_384;

/**
 * Planes of one size that kernels see where they are, so that one step after the other works on them without a copy and
 * without new memory. What is taken holds arbitrary values; what is released may be taken again.
 */
export interface PlaneRoom extends Size {
  readonly kernels: Kernels;
  /** Bytes from one plane of FloatPlanes to the next. */
  readonly planeBytes: number;
  plane(): Float32Array;
  planes(): FloatPlanes;
  floats(length: number): Float32Array;
  doubles(length: number): Float64Array;
  bytes(length: number): Uint8Array;
  release(...taken: readonly (Float32Array | Float64Array | Uint8Array | FloatPlanes)[]): void;
}

/** How much a room holds at once. */
export interface PlaneRoomSize extends Size {
  readonly planes: number;
  /** Besides the planes: images and masks. */
  readonly bytes?: number;
}

/** Opens a room for as long as some work takes. Nothing that was taken from it is of any use afterwards. */
export function withPlaneRoom<Result>(size: PlaneRoomSize, work: (room: PlaneRoom) => Result): Result {
  const { width, height, planes, bytes = 0 } = size;
  const pixels = width * height;
  const planeBytes = roomFor(pixels * FLOAT_BYTES);
  const scratchBytes = ROWS * roomFor(width * Float64Array.BYTES_PER_ELEMENT) + TABLES_BYTES;
  const room = openKernelRoom(planes * planeBytes + roomFor(bytes) + scratchBytes);
  const { buffer } = room.bytes(0).view;
  const released = new Map<number, number[]>();
  /** Where an array of this many bytes lies; a place that was released is taken first. */
  const place = (length: number) => released.get(roomFor(length))?.pop() ?? room.bytes(roomFor(length)).address;
  const floats = (length: number) => new Float32Array(buffer, place(length * FLOAT_BYTES), length);
  const release = (at: number, length: number) => {
    const places = released.get(roomFor(length));
    if (places) places.push(at);
    else released.set(roomFor(length), [at]);
  };
  try {
    return work({
      width,
      height,
      kernels: room.kernels,
      planeBytes,
      plane: () => floats(pixels),
      planes: () => {
        const at = place(CHANNELS * planeBytes);
        const plane = (channel: number) => new Float32Array(buffer, at + channel * planeBytes, pixels);
        return { width, height, planes: [plane(0), plane(1), plane(2)] };
      },
      floats,
      doubles: (length) => new Float64Array(buffer, place(length * Float64Array.BYTES_PER_ELEMENT), length),
      bytes: (length) => new Uint8Array(buffer, place(length), length),
      release: (...taken) => {
        for (const each of taken) {
          if ('planes' in each) release(each.planes[0].byteOffset, CHANNELS * planeBytes);
          else release(each.byteOffset, each.byteLength);
        }
      },
    });
  } finally {
    room.close();
  }
}
