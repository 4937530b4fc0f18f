import type { KernelArray, Kernels } from './kernels.ts';

/** A patch is this many pixels to each side of its centre. */
export const PATCH_RADIUS_PX = 3;
/** Bytes of features a pixel has. */
export const FEATURE_BYTES = 8;

/** Words of scratch that votes take: two for each patch over a pixel. */
export const VOTES_LENGTH = 2 * (2 * PATCH_RADIUS_PX + 1) ** 2;

/** What the loops over patches work on, row-major where it is a map. */
export interface PatchField {
  readonly width: number;
  readonly height: number;
  /** FEATURE_BYTES a pixel. */
  readonly features: KernelArray<Uint8Array>;
  /** 1 = a patch around this pixel may be copied from. Never within PATCH_RADIUS_PX of the border. */
  readonly valid: KernelArray<Uint8Array>;
  /** The centre of the patch that continues the patch around this pixel; -1 where none is sought. */
  readonly sources: KernelArray<Int32Array>;
  /** Sum of squared differences of the two. */
  readonly costs: KernelArray<Int32Array>;
  /** How much each patch's vote counts. */
  readonly weights: KernelArray<Float32Array>;
  /** Pixels to fill, ascending. */
  readonly hole: KernelArray<Int32Array>;
  /** Scratch for VOTES_LENGTH words. */
  readonly votes: KernelArray<Int32Array>;
}

/** Which patches are worked on, and which of their features count. */
export interface Targets {
  /** Centres, ascending; never within PATCH_RADIUS_PX of the border. */
  readonly centres: KernelArray<Int32Array>;
  /** 255 in each byte of features that counts, 0 in others; all count when absent. */
  readonly known?: KernelArray<Uint8Array>;
}

/** Names a pass of PatchMatch: its direction and the state of its random numbers, not 0. */
export interface Pass {
  readonly isForward: boolean;
  readonly seed: number;
}

/** How votes become one: their weighted mean, moved to where they are dense. */
export interface Mode {
  /** Votes this far away (squared difference of features) count a quarter. > 0. */
  readonly bandwidth: number;
  /** Steps of mean shift; 0 leaves the mean. */
  readonly shifts: number;
}

/** The loops, in WebAssembly or plainly. */
export interface PatchLoops {
  /** Writes the cost of every target's source. */
  measure(field: PatchField, targets: Targets): void;
  /** Looks for better sources, once through. @returns the state of the random numbers */
  improve(field: PatchField, targets: Targets, pass: Pass): number;
  /** Fills the features of the hole with what most patches say. @returns the sum of all changes */
  vote(field: PatchField, mode: Mode): number;
  /** Writes for each pixel of a list the pixel that shows best what most patches say; -1 where none says anything. */
  choose(field: PatchField, mode: Mode, list: KernelArray<Int32Array>, result: KernelArray<Int32Array>): void;
}

/** The loops in WebAssembly. */
export function patchLoops(kernels: Kernels): PatchLoops {
  return {
    measure({ features, sources, costs, width }, { centres, known }) {
      const count = centres.view.length;
      const mask = known?.address ?? 0;
      kernels.measureField(features.address, mask, sources.address, costs.address, centres.address, count, width);
    },
    improve({ features, valid, sources, costs, width, height }, { centres, known }, { isForward, seed }) {
      return kernels.improveField(
        features.address,
        known?.address ?? 0,
        valid.address,
        sources.address,
        costs.address,
        centres.address,
        centres.view.length,
        width,
        height,
        isForward ? 1 : 0,
        seed,
      );
    },
    vote({ features, sources, weights, hole, votes, width, height }, { bandwidth, shifts }) {
      const [from, field, weigh, count] = [features.address, sources.address, weights.address, hole.view.length];
      return kernels.vote(from, field, weigh, hole.address, count, width, height, bandwidth, shifts, votes.address);
    },
    choose({ features, sources, weights, votes, width, height }, { bandwidth, shifts }, list, result) {
      kernels.choose(
        features.address,
        sources.address,
        weights.address,
        list.address,
        list.view.length,
        width,
        height,
        bandwidth,
        shifts,
        votes.address,
        result.address,
      );
    },
  };
}
