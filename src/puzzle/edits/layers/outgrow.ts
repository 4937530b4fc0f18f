import { atLeast } from '../../../imaging/at-least.ts';
import type { Mask, RgbImage } from '../../../imaging/image.ts';
import { type Lab, labDistance, medianLab } from '../../../imaging/lab.ts';
import { countSet, type PlacedMask, trimMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { edgeReach } from '../looking/edge-reach.ts';
import { Surroundings } from '../looking/surroundings.ts';

/** Pixels beyond the reach that hold the ring there. */
const RING_PX = 2;
/** Lab distance from the ground from which on something else is seen, and how many times that of half the ground. */
const OTHER = { least: 14, usual: 2.5 };
/**
 * Along so much more of its outline a thing may come to stand before something else than its ground. Of 70 things that had
 * grown by 1.3, the flesh of two slices, which had outgrown their peel, came to .64 and .69; no other but a sheet that covered
 * others had more than .5.
 */
const MOST_NEW_SHARE = 0.5;
/**
 * Where the ground is plain, on what holds the thing (a card, a box, a frame), along so much more: it is seen to leave that.
 * Of 44 things that had grown in fifty pictures ten stood on plain ground; three of them left what held them, with .22 to .47
 * more, and no other had more than .08.
 */
const MOST_LEFT_SHARE = 0.15;
/**
 * A colour is one of what stands around when this share of that is so near to it (Lab distance), and a thing of whose rim more
 * than this share has such colours is a patch of that. Of 28 a bit of a crowded board had .51 and one whose outline ran
 * through plain ground .64, no thing above .3; with a smaller share of the ground a net through which it is seen had .66.
 */
const GROUND_COLOUR = { distance: 9, share: 0.06 };
const MOST_GROUND_SHARE = 0.4;
/** Colours that stand for all of a band. */
const SAMPLES = 300;
/** What touches a thing is swallowed when this share of it is covered ... */
const SWALLOWED = 0.7;
/** ... and is missed when it has this share of the thing's pixels: the head of a figure whose body grows. */
const LEAST_SIZE = 0.02;
/** A pixel of which this much belongs to a layer is covered. */
const COVERED = 0.5;
/** What is swallowed lies within this share of a thing's longer side. */
const NEAR_RATIO = 0.4;

/** The colours of the pixels of a band along an outline. */
function coloursOf(around: Surroundings, { data }: Mask): Lab[] {
  const colours: Lab[] = [];
  for (let pixel = data.indexOf(1); pixel >= 0; pixel = data.indexOf(1, pixel + 1)) colours.push(around.labOf(pixel));
  return colours;
}

/** Evenly chosen ones of some colours. */
function someOf(colours: readonly Lab[]): Lab[] {
  const step = Math.max(1, Math.floor(colours.length / SAMPLES));
  return colours.filter((_, index) => index % step === 0);
}

/** Whether a colour is one that a notable share of some colours has. */
const isAmong = (lab: Lab, colours: readonly Lab[]) =>
  colours.filter((other) => labDistance(other, lab) < GROUND_COLOUR.distance).length >=
  GROUND_COLOUR.share * colours.length;

/** A thing, what stands around it, and the ground that most of that is: what is known of it serves all its layers. */
export class Ground {
  private readonly image: RgbImage;
  private readonly thing: PlacedMask;
  private readonly around: Surroundings;
  private readonly reach: number;
  private readonly colours: readonly Lab[];
  private readonly usual: Lab;
  private readonly limit: number;
  private parts: readonly Int32Array[] | undefined;

  /** @param matte the thing as it is; holds a pixel of which half is seen */
  constructor(image: RgbImage, { box, alpha }: Matte) {
    this.image = image;
    this.thing = trimMask({ box, mask: atLeast(alpha, COVERED) });
    this.reach = edgeReach(image);
    const near = Math.ceil(NEAR_RATIO * Math.max(this.thing.box.width, this.thing.box.height));
    this.around = new Surroundings(image, this.thing, this.reach + near);
    this.colours = coloursOf(this.around, this.around.ring(this.reach));
    this.usual = medianLab(this.colours);
    const distances = Float64Array.from(this.colours, (lab) => labDistance(lab, this.usual)).sort();
    this.limit = Math.max(OTHER.least, OTHER.usual * (distances[distances.length >> 1] ?? 0));
  }

  /**
   * Whether the thing hides what belongs to it when it is laid over itself: it reaches beyond its ground nearly all around, as
   * the flesh of a slice beyond its peel, leaves what holds it, or covers what touches it, as a figure its head. What only
   * comes to stand before something else on one side does not.
   *
   * @param layer the thing as it is laid over itself
   */
  isOutgrownBy(layer: Matte): boolean {
    const outline = trimMask({ box: layer.box, mask: atLeast(layer.alpha, COVERED) });
    const around = new Surroundings(this.image, outline, this.reach + RING_PX);
    const after = coloursOf(around, around.ring(this.reach));
    if (this.colours.length === 0 || after.length === 0) return false;
    const most = this.limit === OTHER.least ? MOST_LEFT_SHARE : MOST_NEW_SHARE;
    if (this.otherShare(after) - this.otherShare(this.colours) > most) return true;
    this.parts ??= this.findParts();
    return this.parts.some((part) => this.isIn(part, layer));
  }

  /**
   * Whether what was taken for a thing is a patch of what it stands on: nearly all around, the colours within its outline are
   * among those beyond it. Wherever it is laid it breaks what is seen there.
   */
  isPatchOfIt(): boolean {
    const rim = someOf(coloursOf(this.around, this.around.rim(this.reach)));
    const beyond = someOf(this.colours);
    const own = rim.filter((lab) => isAmong(lab, beyond));
    return own.length > MOST_GROUND_SHARE * rim.length;
  }

  /** The share of some colours that are not the ground's. */
  private otherShare(labs: readonly Lab[]): number {
    return labs.filter((lab) => this.isOther(lab)).length / labs.length;
  }

  /** Whether a colour is not the ground's. */
  isOther(lab: Lab): boolean {
    return labDistance(lab, this.usual) > this.limit;
  }

  /**
   * What touches the thing, is no ground and not too small to be missed, as pixels of the surroundings. It is followed from
   * where it touches: most of what is around a thing is never looked at.
   */
  private findParts(): Int32Array[] {
    const { away } = this.around;
    const isSeen = new Uint8Array(away.length);
    const queue = new Int32Array(away.length);
    const least = LEAST_SIZE * countSet(this.thing.mask);
    const parts: Int32Array[] = [];
    let end = 0;
    for (let pixel = 0; pixel < away.length; pixel++) {
      // Beside the thing all is a blend: what touches it begins where its blur ends.
      if (away[pixel] < this.reach || away[pixel] >= this.reach + 1) continue;
      const start = end;
      end = this.take(pixel, isSeen, queue, end);
      for (let at = start; at < end; at++) end = this.takeBeside(queue[at], isSeen, queue, end);
      if (end > start && end - start >= least) parts.push(queue.slice(start, end));
    }
    return parts;
  }

  /** Takes those of the eight pixels beside one that are no ground. @returns the new end of the queue */
  private takeBeside(pixel: number, isSeen: Uint8Array, queue: Int32Array, end: number): number {
    const { width } = this.around;
    const column = pixel % width;
    let newEnd = end;
    for (let row = pixel - width; row <= pixel + width; row += width) {
      if (row < 0 || row >= isSeen.length) continue;
      if (column > 0) newEnd = this.take(row - 1, isSeen, queue, newEnd);
      newEnd = this.take(row, isSeen, queue, newEnd);
      if (column < width - 1) newEnd = this.take(row + 1, isSeen, queue, newEnd);
    }
    return newEnd;
  }

  private take(pixel: number, isSeen: Uint8Array, queue: Int32Array, end: number): number {
    if (isSeen[pixel] === 1) return end;
    isSeen[pixel] = 1;
    if (this.around.away[pixel] < this.reach || !this.isOther(this.around.meanAt(pixel))) return end;
    queue[end] = pixel;
    return end + 1;
  }

  /** Whether a layer covers nearly all of a part. */
  private isIn(part: Int32Array, { box, alpha }: Matte): boolean {
    let covered = 0;
    for (const pixel of part) {
      const { x, y } = this.around.at(pixel);
      const [column, row] = [x - box.x, y - box.y];
      const isInBox = column >= 0 && row >= 0 && column < box.width && row < box.height;
      if (isInBox && alpha.data[row * box.width + column] >= COVERED) covered++;
    }
    return covered >= SWALLOWED * part.length;
  }
}
