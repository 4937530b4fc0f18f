import type { Box } from '../contract/geometry.ts';
import { copyRgbImage, type Mask, type RgbImage } from '../imaging/image.ts';
import { LANES } from '../imaging/kernels/laplace-grid.ts';
import { dilate } from '../imaging/morphology.ts';
import { padMask, trimMask } from '../imaging/placed-mask.ts';
import type { HoleTask } from './engine.ts';
import { fadeInto } from './fade-into.ts';
import { solveLaplace } from './laplace.ts';

/** Known pixels on which the two are compared. */
const RING_PX = 2;
/** What differs is looked at over this share of the hole's longer side: light changes slowly, edges do not. */
const WINDOW_RATIO = 0.12;
const MIN_WINDOW_PX = 5;
/** Places of the ring that are looked at: more say nothing new. */
const MAX_SAMPLES = 500;
/** More than this (grey levels) is no difference of light, and spreading it would stain the hole. */
const MAX_CORRECTION = 40;

/** Errors of the membrane (grey levels) that nobody sees. */
const TOLERANCE = 0.25;
/** What differs at one place only fades over so many pixels into the hole. */
const FADE_PX = 3;
/** A difference at one place of this size (grey levels) is an edge that does not meet: it is left as it is. */
const EDGE = 60;

/** A pixel of the ring, in the hole's surroundings, and what must be added there to the filling. */
interface Difference {
  readonly x: number;
  readonly y: number;
  readonly pixel: number;
  readonly colour: readonly [number, number, number];
}

interface Surroundings {
  readonly box: Box;
  readonly hole: Mask;
  readonly ring: readonly Difference[];
}

function surroundingsOf({ image, hole }: HoleTask, filled: RgbImage): Surroundings {
  const whole = { x: 0, y: 0, width: hole.width, height: hole.height };
  const { box, mask } = padMask(trimMask({ box: whole, mask: hole }), RING_PX, hole);
  const near = dilate(mask, RING_PX).data;
  const ring: Difference[] = [];
  for (let y = 0, pixel = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, pixel++) {
      if (!near[pixel] || mask.data[pixel]) continue;
      const at = ((box.y + y) * image.width + box.x + x) * 3;
      const difference = (channel: number) => image.data[at + channel] - filled.data[at + channel];
      ring.push({ x, y, pixel, colour: [difference(0), difference(1), difference(2)] });
    }
  }
  return { box, hole: mask, ring };
}

type Colour = Difference['colour'];

const clamp = (value: number) => Math.min(MAX_CORRECTION, Math.max(-MAX_CORRECTION, value));

/** Looks up what differs around places of the ring, edges left aside. */
class Neighbourhood {
  private readonly samples: readonly Difference[];
  private readonly reach: number;
  private readonly near: readonly Int16Array[];

  constructor(samples: readonly Difference[], reach: number) {
    this.samples = samples;
    this.reach = reach;
    this.near = [0, 1, 2].map(() => new Int16Array(samples.length + 1));
  }

  /** Medians of a place and the samples near it. */
  differenceAround(place: Difference): Colour {
    const { samples, reach, near } = this;
    for (let channel = 0; channel < 3; channel++) near[channel][0] = place.colour[channel];
    let count = 1;
    for (const { x, y, colour } of samples) {
      if (Math.abs(x - place.x) > reach || Math.abs(y - place.y) > reach) continue;
      for (let channel = 0; channel < 3; channel++) near[channel][count] = colour[channel];
      count++;
    }
    const middle = (channel: number) => clamp(near[channel].subarray(0, count).sort()[count >> 1]);
    return [middle(0), middle(1), middle(2)];
  }
}

/** What differs in light around each place of the ring. */
function lightAlong({ hole, ring }: Pick<Surroundings, 'hole' | 'ring'>): Colour[] {
  // Odd: a row across the hole has four pixels of the ring, and an even step would leave out one side of the hole.
  const step = Math.ceil(ring.length / MAX_SAMPLES) | 1;
  const samples = ring.filter((_, index) => index % step === 0);
  const reach = Math.max(MIN_WINDOW_PX + step, WINDOW_RATIO * Math.max(hole.width, hole.height));
  const neighbourhood = new Neighbourhood(samples, reach);
  return ring.map((place) => neighbourhood.differenceAround(place));
}

/** How much of a difference at one place is taken for a seam: less and less of it towards an edge. */
function seamOf(difference: number): number {
  return difference * Math.max(0, 1 - (difference / EDGE) ** 2);
}

/** What must be added in the hole, LANES a pixel: differences of light as a membrane, those of single places fading. */
function correctionOf({ hole, ring }: Surroundings): Float32Array {
  const correction = new Float32Array(hole.data.length * LANES);
  if (ring.every(({ colour }) => colour.every((value) => value === 0))) return correction;
  const seam = new Float32Array(correction.length);
  const light = lightAlong({ hole, ring });
  ring.forEach(({ pixel, colour }, index) => {
    for (let channel = 0, at = pixel * LANES; channel < 3; channel++, at++) {
      correction[at] = light[index][channel];
      seam[at] = seamOf(colour[channel] - light[index][channel]);
    }
  });
  solveLaplace(hole, correction, TOLERANCE);
  fadeInto(hole, seam, FADE_PX);
  for (let at = 0; at < correction.length; at++) correction[at] += seam[at];
  return correction;
}

/**
 * Bends the colours of a filling so that its light meets the picture's at the hole's border: what differs there is spread
 * over the hole as a membrane (Perez, Gangnet & Blake 2003), what differs at single places fades within a few pixels. Edges
 * that do not meet are left alone: they would stain it.
 *
 * @param filled what an engine made of the task, with its own idea of the pixels around the hole
 * @returns a new image; outside the hole it is the task's
 */
export function blendSeam(task: HoleTask, filled: RgbImage): RgbImage {
  const surroundings = surroundingsOf(task, filled);
  const { box, hole } = surroundings;
  const result = copyRgbImage(task.image);
  const correction = correctionOf(surroundings);
  for (let pixel = hole.data.indexOf(1); pixel >= 0; pixel = hole.data.indexOf(1, pixel + 1)) {
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    const to = (y * task.image.width + x) * 3;
    for (let channel = 0; channel < 3; channel++) {
      const value = filled.data[to + channel] + correction[pixel * LANES + channel];
      result.data[to + channel] = Math.round(Math.min(255, Math.max(0, value)));
    }
  }
  return result;
}
