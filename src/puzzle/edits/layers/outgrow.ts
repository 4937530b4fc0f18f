import { atLeast } from '../../../imaging/at-least.ts';
import { findComponents, type RunComponent } from '../../../imaging/components.ts';
import { createMask, type RgbImage } from '../../../imaging/image.ts';
import { type Lab, labDistance, medianLab } from '../../../imaging/lab.ts';
import { countSet, type PlacedMask, trimMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { Surroundings } from '../looking/surroundings.ts';

/** What is around an outline is looked at so far from it, beyond its blur: in pixels, and as a share of the image's longer side. */
const REACH = { least: 3, ratio: 1 / 320 };
/** Lab distance from the ground from which on something else is seen, and how many times that of half the ground. */
const OTHER = { least: 14, usual: 2.5 };
/**
 * Along so much more of its outline a thing may come to stand before something else than its ground. Of 70 things that had
 * grown by 1.3, the flesh of two slices, which had outgrown their peel, came to .64 and .69; no other but a sheet that covered
 * others had more than .5.
 */
const MOST_NEW_SHARE = 0.5;
/** What touches a thing is swallowed when this share of it is covered ... */
const SWALLOWED = 0.7;
/** ... and is missed when it has this share of the thing's pixels: the head of a figure whose body grows. */
const LEAST_SIZE = 0.02;
/** A pixel of which this much belongs to a layer is covered. */
const COVERED = 0.5;
/** What is swallowed lies within this share of a thing's longer side. */
const NEAR_RATIO = 0.4;

const reachIn = ({ width, height }: RgbImage) =>
  Math.max(REACH.least, Math.round(REACH.ratio * Math.max(width, height)));

/** The colours around an outline. */
function ringOf(around: Surroundings, reach: number): Lab[] {
  const { data } = around.ring(reach);
  const colours: Lab[] = [];
  for (let pixel = data.indexOf(1); pixel >= 0; pixel = data.indexOf(1, pixel + 1)) colours.push(around.labOf(pixel));
  return colours;
}

/** A thing, what stands around it, and the ground that most of that is. */
class Standing {
  readonly colours: readonly Lab[];
  private readonly thing: PlacedMask;
  private readonly around: Surroundings;
  private readonly reach: number;
  private readonly ground: Lab;
  private readonly limit: number;

  constructor(image: RgbImage, { box, alpha }: Matte) {
    this.thing = trimMask({ box, mask: atLeast(alpha, COVERED) });
    this.reach = reachIn(image);
    const near = Math.ceil(NEAR_RATIO * Math.max(this.thing.box.width, this.thing.box.height));
    this.around = new Surroundings(image, this.thing, this.reach + near);
    this.colours = ringOf(this.around, this.reach);
    this.ground = medianLab(this.colours);
    const distances = Float64Array.from(this.colours, (lab) => labDistance(lab, this.ground)).sort();
    this.limit = Math.max(OTHER.least, OTHER.usual * (distances[distances.length >> 1] ?? 0));
  }

  /** The share of some colours that are not the ground's. */
  otherShare(labs: readonly Lab[]): number {
    return labs.filter((lab) => this.isOther(lab)).length / labs.length;
  }

  /** Whether something that touches the thing and is no ground is nearly all covered by a layer. */
  swallows(layer: Matte): boolean {
    const { away, width } = this.around;
    const others = createMask(width, away.length / width);
    for (let pixel = 0; pixel < away.length; pixel++) {
      // Beside the thing all is a blend: what touches it begins where its blur ends.
      if (away[pixel] >= this.reach && this.isOther(this.around.labOf(pixel))) others.data[pixel] = 1;
    }
    const least = LEAST_SIZE * countSet(this.thing.mask);
    return findComponents(others).some((part) => part.area >= least && this.touches(part) && this.isIn(part, layer));
  }

  private isOther(lab: Lab): boolean {
    return labDistance(lab, this.ground) > this.limit;
  }

  private touches({ runs }: RunComponent): boolean {
    const { away } = this.around;
    return runs.some(({ start, end }) => {
      for (let pixel = start; pixel < end; pixel++) if (away[pixel] < this.reach + 1) return true;
      return false;
    });
  }

  private isIn({ runs, area }: RunComponent, { box, alpha }: Matte): boolean {
    let covered = 0;
    for (const { start, end } of runs) {
      for (let pixel = start; pixel < end; pixel++) {
        const { x, y } = this.around.at(pixel);
        const [column, row] = [x - box.x, y - box.y];
        const isInBox = column >= 0 && row >= 0 && column < box.width && row < box.height;
        if (isInBox && alpha.data[row * box.width + column] >= COVERED) covered++;
      }
    }
    return covered >= SWALLOWED * area;
  }
}

/**
 * Whether a thing that is laid over itself hides what belongs to it: it reaches beyond its ground nearly all around, as the flesh
 * of a slice beyond its peel, or covers what touches it, as a figure its head. What only comes to stand before something else
 * on one side does not.
 *
 * @param matte the thing as it is; holds a pixel of which half is seen
 * @param layer the thing as it is laid over itself
 */
export function outgrows(image: RgbImage, matte: Matte, layer: Matte): boolean {
  const standing = new Standing(image, matte);
  const reach = reachIn(image);
  const outline = trimMask({ box: layer.box, mask: atLeast(layer.alpha, COVERED) });
  const after = ringOf(new Surroundings(image, outline, reach + 2), reach);
  if (standing.colours.length === 0 || after.length === 0) return false;
  const newShare = standing.otherShare(after) - standing.otherShare(standing.colours);
  return newShare > MOST_NEW_SHARE || standing.swallows(layer);
}
