import { copyRgbImage, type RgbImage } from '../../../imaging/image.ts';
import { dilate } from '../../../imaging/morphology.ts';
import { countSet, type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';
import { scatter } from './scatter.ts';

/** Directions that are tried, degrees apart, and then finely around the best. */
const COARSE_DEGREES = 4;
const FINE_DEGREES = 1;
/** Pixels of the border that stand for all when a direction is judged. */
const CHORDS = 400;
/** The picture is read beyond so many pixels around the place: its very border is mixed. */
const MIXED_PX = 2;
/** A place with more pixels takes too long, and lines rarely run straight across it. */
const MAX_PIXELS = 40_000;
/** Where ends and borders differ by more than this on the average (grey levels, all channels) the lines are streaks. */
const MAX_UNLIKE = 20;
/** A direction that is worse by this factor has none beside it that is not. */
const PROMISING = 2;
/** Around a place without texture this share of the pixels differs by no more than so many grey levels from the next. */
const LEAST_QUIET = 0.8;
const QUIET_STEP = 7;
const RING_PX = 8;
const SIDES = [
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: 1 },
  { x: 0, y: -1 },
];
const RADIANS = Math.PI / 180;
const CHANNELS = 3;

/** Reads the image between its pixels (bilinear) into `out`. */
function readInto({ width, height, data }: RgbImage, x: number, y: number, out: Float64Array, to: number): void {
  const [left, top] = [
    Math.min(width - 2, Math.max(0, Math.floor(x))),
    Math.min(height - 2, Math.max(0, Math.floor(y))),
  ];
  const [across, down] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  for (let channel = 0; channel < CHANNELS; channel++) {
    const at = (top * width + left) * CHANNELS + channel;
    const upper = data[at] * (1 - across) + data[at + CHANNELS] * across;
    const below = at + width * CHANNELS;
    const lower = data[below] * (1 - across) + data[below + CHANNELS] * across;
    out[to + channel] = upper * (1 - down) + lower * down;
  }
}

/** A step of one pixel. */
interface Direction {
  readonly across: number;
  readonly down: number;
}

const directionOf = (turn: number): Direction => ({ across: Math.cos(turn), down: Math.sin(turn) });

/** Straight lines across a place in one direction. */
class Chords {
  private readonly image: RgbImage;
  private readonly hole: PlacedMask;
  /** Colours at the two ends of the last chord. */
  private readonly ends = new Float64Array(2 * CHANNELS);

  /** The place with the mixed pixels around it. */
  private readonly rimmed: PlacedMask;

  constructor(image: RgbImage, hole: PlacedMask) {
    this.image = image;
    this.hole = hole;
    const { box, mask } = padMask(hole, MIXED_PX, image);
    this.rimmed = { box, mask: dilate(mask, MIXED_PX) };
  }

  /** How far it is from a pixel of the place to its end in a direction; undefined where it ends at the picture's border. */
  private wayOut(x: number, y: number, across: number, down: number): number | undefined {
    const { box, mask } = this.rimmed;
    const { width, height } = this.image;
    const { x: left, y: top } = this.hole.box;
    for (let way = 1; ; way++) {
      const imageX = left + Math.round(x + way * across);
      const imageY = top + Math.round(y + way * down);
      if (imageX < 0 || imageY < 0 || imageX >= width || imageY >= height) return undefined;
      const column = imageX - box.x;
      const row = imageY - box.y;
      const isIn = column >= 0 && row >= 0 && column < box.width && row < box.height;
      if (!isIn || !mask.data[row * box.width + column]) return way;
    }
  }

  /** The colour of a pixel of the place on its chord, into `out`. @returns how unlike its ends are; undefined for no chord */
  read(pixel: number, { across, down }: Direction, out: Float64Array): number | undefined {
    const { box } = this.hole;
    const y = Math.floor(pixel / box.width);
    const x = pixel - y * box.width;
    const ahead = this.wayOut(x, y, across, down);
    const behind = ahead === undefined ? undefined : this.wayOut(x, y, -across, -down);
    if (ahead === undefined || behind === undefined) return undefined;
    const { ends } = this;
    readInto(this.image, box.x + x - behind * across, box.y + y - behind * down, ends, 0);
    readInto(this.image, box.x + x + ahead * across, box.y + y + ahead * down, ends, CHANNELS);
    let unlike = 0;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const [one, other] = [ends[channel], ends[CHANNELS + channel]];
      unlike += Math.abs(one - other);
      out[channel] = (one * ahead + other * behind) / (ahead + behind);
    }
    return unlike;
  }
}

/** The pixels of a place that lie at its border, with the way to the nearest pixel outside. */
function borderOf({ box, mask }: PlacedMask): { pixel: number; x: number; y: number }[] {
  const found: { pixel: number; x: number; y: number }[] = [];
  const isSet = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < box.width && y < box.height && mask.data[y * box.width + x] === 1;
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    if (!mask.data[pixel]) continue;
    const [x, y] = [pixel % box.width, Math.floor(pixel / box.width)];
    const way = SIDES.find((side) => !isSet(x + side.x, y + side.y));
    if (way) found.push({ pixel, ...way });
  }
  return found;
}

const colourDistance = (one: Float64Array, other: Float64Array) =>
  Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) + Math.abs(one[2] - other[2]);

/** The direction whose lines have like ends and meet the whole border best; undefined when none leads across well. */
function findDirection(image: RgbImage, hole: PlacedMask, chords: Chords): Direction | undefined {
  const border = borderOf(hole);
  const step = Math.max(1, Math.floor(border.length / CHORDS));
  const chosen = scatter(border.filter((_, index) => index % step === 0));
  const [inside, outside] = [new Float64Array(CHANNELS), new Float64Array(CHANNELS)];
  /** What costs more than `most` is not added up. */
  const costOf = (degrees: number, most: number) => {
    const direction = directionOf(degrees * RADIANS);
    let sum = 0;
    for (const { pixel, x, y } of chosen) {
      if (sum > most) return Number.POSITIVE_INFINITY;
      const unlike = chords.read(pixel, direction, inside);
      if (unlike === undefined) return Number.POSITIVE_INFINITY;
      const [column, row] = [pixel % hole.box.width, Math.floor(pixel / hole.box.width)];
      readInto(image, hole.box.x + column + MIXED_PX * x, hole.box.y + row + MIXED_PX * y, outside, 0);
      sum += unlike + colourDistance(inside, outside);
    }
    return sum;
  };
  const tooMuch = MAX_UNLIKE * chosen.length;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  const look = (degrees: number) => {
    const cost = costOf(degrees, Math.min(least, PROMISING * tooMuch));
    if (cost < least) [best, least] = [degrees, cost];
  };
  for (let degrees = 0; degrees < 180; degrees += COARSE_DEGREES) look(degrees);
  const coarse = best;
  for (let off = -COARSE_DEGREES + FINE_DEGREES; off < COARSE_DEGREES; off += FINE_DEGREES) look(coarse + off);
  return least <= tooMuch ? directionOf(best * RADIANS) : undefined;
}

/** The share of the pixels around a place that hardly differ from their neighbours. */
function quietShare({ width, height, data }: RgbImage, { box, mask }: PlacedMask): number {
  let [quiet, count] = [0, 0];
  const lumaAt = (pixel: number) => (data[pixel * 3] + 2 * data[pixel * 3 + 1] + data[pixel * 3 + 2]) / 4;
  for (let y = Math.max(0, box.y - RING_PX); y < Math.min(height - 1, box.y + box.height + RING_PX); y++) {
    for (let x = Math.max(0, box.x - RING_PX); x < Math.min(width - 1, box.x + box.width + RING_PX); x++) {
      const [column, row] = [x - box.x, y - box.y];
      const isIn = column >= 0 && row >= 0 && column < box.width && row < box.height;
      if (isIn && mask.data[row * box.width + column]) continue;
      const pixel = y * width + x;
      const step = Math.max(
        Math.abs(lumaAt(pixel + 1) - lumaAt(pixel)),
        Math.abs(lumaAt(pixel + width) - lumaAt(pixel)),
      );
      if (step <= QUIET_STEP) quiet++;
      count++;
    }
  }
  return count === 0 ? 0 : quiet / count;
}

/**
 * Fills a place with straight lines from side to side, in the direction in which its sides are most alike: the edge of a
 * board, the line of a floor, a drawn stroke go on across it. For grounds without texture.
 *
 * @returns undefined for a large place, and where no direction leads across
 */
export function stretchAcross(image: RgbImage, hole: PlacedMask): RgbImage | undefined {
  const { box, mask } = hole;
  if (countSet(mask) > MAX_PIXELS || quietShare(image, hole) < LEAST_QUIET) return undefined;
  const chords = new Chords(image, hole);
  const direction = findDirection(image, hole, chords);
  if (direction === undefined) return undefined;
  const stretched = copyRgbImage(image);
  const out = new Float64Array(CHANNELS);
  for (let pixel = mask.data.indexOf(1); pixel >= 0; pixel = mask.data.indexOf(1, pixel + 1)) {
    chords.read(pixel, direction, out);
    const at = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * CHANNELS;
    for (let channel = 0; channel < CHANNELS; channel++) stretched.data[at + channel] = Math.round(out[channel]);
  }
  return stretched;
}
