import type { Size } from '../contract/geometry.ts';
import type { Mask } from '../imaging/image.ts';

/** Pixels vote on each other within this distance. */
const REACH_PX = 3;
/** RGB distance at which a pixel's vote counts 60 % of what that of one of the same colour counts. */
const COLOUR_SIGMA = 25;
/** Distance (px) at which it counts 60 % of what that of a touching one counts. */
const PLACE_SIGMA_PX = 3;
/** Rounds of votes: more of them carry shares along lines into what only has like colours. */
const ROUNDS = 6;
/** Squared colour distances are sorted into classes of this width. */
const CLASS_SHIFT = 4;
const FARTHEST_SQUARED = 3 * 255 ** 2;

/** Even where no colour is alike somebody's vote counts. */
const LEAST_WEIGHT = 1e-6;

const COLOUR_WEIGHTS = Float32Array.from({ length: (FARTHEST_SQUARED >> CLASS_SHIFT) + 1 }, (_, each) =>
  Math.max(LEAST_WEIGHT, Math.exp(-((each + 0.5) * 2 ** CLASS_SHIFT) / (2 * COLOUR_SIGMA ** 2))),
);

const SIDE_PX = 2 * REACH_PX + 1;
const VOTERS = Array.from({ length: SIDE_PX ** 2 }, (_, at) => ({
  dx: (at % SIDE_PX) - REACH_PX,
  dy: Math.floor(at / SIDE_PX) - REACH_PX,
})).filter(({ dx, dy }) => (dx !== 0 || dy !== 0) && dx * dx + dy * dy <= REACH_PX ** 2);
const PLACE_WEIGHTS = Float32Array.from(VOTERS, ({ dx, dy }) =>
  Math.exp(-(dx * dx + dy * dy) / (2 * PLACE_SIGMA_PX ** 2)),
);

/** Distances from a pixel to its voters in an image so wide. */
const offsetsFor = (width: number) => Int32Array.from(VOTERS, ({ dx, dy }) => dy * width + dx);

/** How much each voter of each open pixel counts, VOTERS.length values a pixel whose sum is 1. */
function weigh(colours: Uint8Array, open: Int32Array, { width, height }: Size): Float32Array {
  const count = VOTERS.length;
  const offsets = offsetsFor(width);
  const weights = new Float32Array(open.length * count);
  for (let number = 0, first = 0; number < open.length; number++, first += count) {
    const at = open[number] * 3;
    const [x, y] = [open[number] % width, Math.floor(open[number] / width)];
    const isInside = x >= REACH_PX && x + REACH_PX < width && y >= REACH_PX && y + REACH_PX < height;
    let sum = 0;
    for (let each = 0; each < count; each++) {
      const { dx, dy } = VOTERS[each];
      // Voters beyond the image's border count nothing.
      if (!isInside && (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height)) continue;
      const to = at + offsets[each] * 3;
      const red = colours[to] - colours[at];
      const green = colours[to + 1] - colours[at + 1];
      const blue = colours[to + 2] - colours[at + 2];
      const alike = COLOUR_WEIGHTS[(red * red + green * green + blue * blue) >> CLASS_SHIFT];
      weights[first + each] = PLACE_WEIGHTS[each] * alike;
      sum += weights[first + each];
    }
    for (let each = first; each < first + count; each++) weights[each] /= sum;
  }
  return weights;
}

/** Lets every open pixel take the mean share of its voters, round after round, forwards and backwards in turn. */
function vote(shares: Float32Array, open: Int32Array, weights: Float32Array, width: number): void {
  const offsets = offsetsFor(width);
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < open.length; turn++) {
      const number = round % 2 === 0 ? turn : open.length - 1 - turn;
      const [pixel, first] = [open[number], number * offsets.length];
      let share = 0;
      for (let each = 0; each < offsets.length; each++) {
        const weight = weights[first + each];
        if (weight > 0) share += weight * shares[pixel + offsets[each]];
      }
      shares[pixel] = share;
    }
  }
}

/**
 * Moves the border of a mask to the edges of the picture: the pixels near it ask those around them, like colours more
 * than others, whether they belong to the thing (a cross bilateral filter, Petschnigg et al. 2004, in several rounds). A
 * line drawn around a thing stays whole on one side, whatever its colour is.
 *
 * @param colours 8-bit RGB, interleaved, of the mask's pixels
 * @param inward signed distance of each pixel to the mask's border, positive inside
 * @param band pixels up to so far from the border are asked
 */
export function voteEdges(mask: Mask, colours: Uint8Array, inward: Float32Array, band: number): Mask {
  const room = new Int32Array(mask.data.length);
  let count = 0;
  for (let pixel = 0; pixel < inward.length; pixel++) if (Math.abs(inward[pixel]) <= band) room[count++] = pixel;
  const open = room.subarray(0, count);
  const shares = Float32Array.from(mask.data);
  vote(shares, open, weigh(colours, open, mask), mask.width);
  const voted = mask.data.slice();
  for (const pixel of open) voted[pixel] = shares[pixel] >= 0.5 ? 1 : 0;
  return { ...mask, data: voted };
}
