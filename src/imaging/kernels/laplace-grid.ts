import type { KernelArray, Kernels } from './kernels.ts';

/** Floats of a pixel: three channels and a 0, so that they are one vector. */
export const LANES = 4;
/** Numbers of a span: its first pixel and the one after its last. */
export const SPAN_LENGTH = 2;

/** A grid on which Laplace's equation is solved, row-major. */
export interface LaplaceGrid {
  readonly width: number;
  readonly height: number;
  /** LANES a pixel. */
  readonly values: KernelArray<Float32Array>;
  /** Right hand side of the equation, LANES a pixel. */
  readonly source: KernelArray<Float32Array>;
  /** The unknown pixels, row by row: SPAN_LENGTH numbers each. No span goes on in the next row. */
  readonly spans: KernelArray<Int32Array>;
}

/** The loops, in WebAssembly or plainly. */
export interface LaplaceLoops {
  /**
   * One Gauss-Seidel sweep: each unknown becomes `share` times what its neighbours add up to, less its source.
   *
   * @returns the largest movement
   */
  relax(grid: LaplaceGrid, share: number): number;
  /** Writes into the source of a grid of half the sides what is left of the equation. */
  restrictResidual(grid: LaplaceGrid, coarse: LaplaceGrid): void;
  /** Adds the values of a grid of half the sides to the unknowns, bilinearly. */
  addCoarse(grid: LaplaceGrid, coarse: LaplaceGrid): void;
}

/** The loops in WebAssembly. */
export function laplaceLoops(kernels: Kernels): LaplaceLoops {
  return {
    relax({ width, height, values, source, spans }, share) {
      const count = spans.view.length / SPAN_LENGTH;
      return kernels.relax(values.address, source.address, spans.address, count, width, height, share);
    },
    restrictResidual({ width, height, values, source, spans }, coarse) {
      coarse.source.view.fill(0);
      const [from, rest, list, count] = [
        values.address,
        source.address,
        spans.address,
        spans.view.length / SPAN_LENGTH,
      ];
      kernels.restrictResidual(from, rest, list, count, width, height, coarse.source.address, coarse.width);
    },
    addCoarse({ width, values, spans }, coarse) {
      const count = spans.view.length / SPAN_LENGTH;
      const from = coarse.values.address;
      kernels.addCoarse(values.address, spans.address, count, width, from, coarse.width, coarse.height);
    },
  };
}
