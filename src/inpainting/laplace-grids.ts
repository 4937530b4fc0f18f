import type { Mask } from '../imaging/image.ts';
import { type KernelRoom, openKernelRoom, roomFor } from '../imaging/kernels/kernels.ts';
import { LANES, type LaplaceGrid, type LaplaceLoops, laplaceLoops } from '../imaging/kernels/laplace-grid.ts';

const WORD_BYTES = 4;

/** What is unknown of a grid; each next one has half its sides. */
export interface GridShape {
  readonly width: number;
  readonly height: number;
  readonly unknown: Uint8Array;
  readonly spans: Int32Array;
}

/** The set pixels of each row from the first to after the last of every run. */
function spansOf(unknown: Uint8Array, width: number): Int32Array {
  const spans: number[] = [];
  for (let from = unknown.indexOf(1); from >= 0; ) {
    const rowEnd = (Math.floor(from / width) + 1) * width;
    const length = unknown.subarray(from, rowEnd).indexOf(0);
    const to = length < 0 ? rowEnd : from + length;
    spans.push(from, to);
    from = unknown.indexOf(1, to);
  }
  return Int32Array.from(spans);
}

/** The same at half the scale: a pixel is unknown when all of its four are. */
export function halveShape({ width, height, unknown }: GridShape): GridShape {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const rest = new Uint8Array(half.width * half.height).fill(1);
  for (let pixel = unknown.indexOf(0); pixel >= 0; pixel = unknown.indexOf(0, pixel + 1)) {
    rest[(Math.floor(pixel / width) >> 1) * half.width + ((pixel % width) >> 1)] = 0;
  }
  return { ...half, unknown: rest, spans: spansOf(rest, half.width) };
}

/** The unknowns of a mask. */
export function shapeOf({ width, height, data }: Mask): GridShape {
  return { width, height, unknown: data, spans: spansOf(data, width) };
}

/** Lays a grid out in the room; its source is 0, its values are arbitrary. */
function placeGrid(room: KernelRoom, { width, height, spans }: GridShape): LaplaceGrid {
  const length = width * height * LANES;
  const grid = {
    width,
    height,
    values: room.floats(length),
    source: room.floats(length),
    spans: room.integers(spans.length),
  };
  grid.source.view.fill(0);
  grid.spans.view.set(spans);
  return grid;
}

/** Opens a room with a grid for each shape, finest first, works in it and closes it. */
export function withGrids(
  shapes: readonly GridShape[],
  work: (grids: LaplaceGrid[], loops: LaplaceLoops) => void,
): void {
  const lengths = shapes.flatMap(({ width, height, spans }) => {
    const values = width * height * LANES;
    return [values, values, spans.length];
  });
  const room = openKernelRoom(lengths.reduce((sum, length) => sum + roomFor(length * WORD_BYTES), 0));
  try {
    work(
      shapes.map((shape) => placeGrid(room, shape)),
      laplaceLoops(room.kernels),
    );
  } finally {
    room.close();
  }
}
