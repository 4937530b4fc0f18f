import type { FloatPlanes } from '../image.ts';
import { openKernelRoom, roomFor } from './kernels.ts';

/** How a path is walked, and where it joins another one. */
interface Walk {
  /** A path ends with a step shorter than this, in pixels and units of colour together. */
  readonly convergedStep: number;
  /** A path that comes this close to another one's, in pixels and in units of colour, ends where that one ended. */
  readonly nearSpatial: number;
  readonly nearRange: number;
}

/** The window of mean shift. */
export interface ModeWindow {
  /** Radius in pixels, greater than 0. */
  readonly spatialRadius: number;
  /** Radius in units of the planes, greater than 0. */
  readonly rangeRadius: number;
  /** EXACT_WALK unless said otherwise. */
  readonly walk?: Walk;
}

/** Found by comparing with the label maps of the EDISON system. */
export const EXACT_WALK: Walk = { convergedStep: 0.1, nearSpatial: 0.4, nearRange: 0.15 };

/** Takes half the time: regions hold drawn things just as well, but differ from the reference's here and there. */
export const QUICK_WALK: Walk = { convergedStep: 0.2, nearSpatial: 0.8, nearRange: 0.6 };

/** What all walks have in common; found like EXACT_WALK. */
export const MODE_RULES = {
  /** Around a centre lighter than this, differences of lightness count more: eyes see them better there. */
  brightFrom: 80,
  brightWeight: 4,
  maxSteps: 100,
} as const;

/** Farther than any colour from any other, and its square is still a number. */
const NO_COLOUR = 1e9;
const LANES = 4;
/** x, y, l, u, v. */
const TRAIL_FLOATS = 5;

/** Planes with a margin of no colour beside every row, so that no window needs to be cut. */
interface PaddedPlanes {
  readonly stride: number;
  readonly margin: number;
}

function paddingFor(width: number, { spatialRadius }: ModeWindow): PaddedPlanes {
  const margin = Math.ceil(spatialRadius);
  return { margin, stride: width + 2 * margin + LANES };
}

function copyPadded(plane: Float32Array, width: number, { stride, margin }: PaddedPlanes, to: Float32Array): void {
  to.fill(NO_COLOUR);
  for (let from = 0, at = margin; from < plane.length; from += width, at += stride) {
    to.set(plane.subarray(from, from + width), at);
  }
}

/**
 * Mean shift filtering in the joint domain of place and colour (Comaniciu & Meer 2002, section 3; uniform kernel):
 * every pixel takes the colour of the mode that its path converges to.
 *
 * @param luv L*u*v* planes
 * @returns the modes' L, u, v, interleaved
 */
export function meanShiftModes(luv: FloatPlanes, window: ModeWindow): Float32Array {
  const { width, height, planes } = luv;
  const { walk = EXACT_WALK } = window;
  const pixels = width * height;
  const padding = paddingFor(width, window);
  const padded = padding.stride * height;
  const bytes = (length: number) => roomFor(length * Float32Array.BYTES_PER_ELEMENT);
  const room = openKernelRoom(3 * bytes(padded) + bytes(3 * pixels) + bytes(TRAIL_FLOATS * pixels) + bytes(pixels));
  try {
    const [l, u, v] = planes.map((plane) => {
      const { view, address } = room.floats(padded);
      copyPadded(plane, width, padding, view);
      return address;
    });
    const modes = room.floats(3 * pixels);
    const trails = room.floats(TRAIL_FLOATS * pixels);
    const owners = room.integers(pixels);
    owners.view.fill(-1);
    room.kernels.meanShiftModes(
      l,
      u,
      v,
      modes.address,
      trails.address,
      owners.address,
      width,
      height,
      padding.stride,
      padding.margin,
      window.spatialRadius,
      window.rangeRadius,
      MODE_RULES.brightFrom,
      MODE_RULES.brightWeight,
      walk.convergedStep ** 2,
      walk.nearSpatial ** 2,
      walk.nearRange ** 2,
      MODE_RULES.maxSteps,
    );
    return modes.view.slice();
  } finally {
    room.close();
  }
}
