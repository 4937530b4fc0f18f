import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { solveSymmetric } from '../registration/solve.ts';
import { fitLight, type LightFit } from './light-fit.ts';
import { biweight, outlierReach } from './robust.ts';

/** A light fit that may bend between its ends, as gamma does: value * gain + offset + bend * value * (255 - value) / 255. */
export interface ToneFit extends LightFit {
  readonly bend: number;
}

export const IDENTITY_TONE: ToneFit = { gain: 1, offset: 0, bend: 0 };
const ITERATIONS = 4;
/** A tone rises everywhere by at least this many levels a level: what falls was led astray. */
const MIN_SLOPE = 0.3;
/** A bend lowers the mean residual by at least this share: less is chance. */
const MIN_GAIN_SHARE = 0.03;
/** Grey levels; a change counts no more than this in the mean residual. */
const MAX_LOSS = 32;
const TERMS = 3;

const hump = (value: number) => (value * (MAX_GREY_LEVEL - value)) / MAX_GREY_LEVEL;
const isCut = (value: number) => value <= 0 || value >= MAX_GREY_LEVEL;
const isRising = ({ gain, bend }: ToneFit) => gain - Math.abs(bend) >= MIN_SLOPE;

/** The level that a level becomes. May lie outside of 0 to 255. */
export function toneOf({ gain, offset, bend }: ToneFit, value: number): number {
  return value * gain + offset + bend * hump(value);
}

/** What a tone leaves between the pictures, 0 where one of them was cut off at an end: there it says nothing. */
function residualsOf(a: Float32Array, b: Float32Array, tone: ToneFit): Float32Array {
  const residuals = new Float32Array(a.length);
  for (let at = 0; at < a.length; at++) if (!isCut(a[at]) && !isCut(b[at])) residuals[at] = a[at] - toneOf(tone, b[at]);
  return residuals;
}

function meanLoss(residuals: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < residuals.length; at++) sum += Math.min(MAX_LOSS, Math.abs(residuals[at]));
  return sum / residuals.length;
}

/** Adds to a tone what weighted least squares find in its residuals; undefined when the levels do not determine it. */
function correct(b: Float32Array, residuals: Float32Array, tone: ToneFit): ToneFit | undefined {
  const reach = outlierReach(residuals);
  const products = new Float64Array(TERMS * TERMS);
  const right = new Float64Array(TERMS);
  const terms = new Float64Array(TERMS).fill(1);
  for (let at = 0; at < b.length; at++) {
    const weight = isCut(b[at]) ? 0 : biweight(residuals[at], reach);
    terms[1] = b[at] / MAX_GREY_LEVEL;
    terms[2] = hump(b[at]) / MAX_GREY_LEVEL;
    for (let row = 0; row < TERMS; row++) {
      right[row] += weight * terms[row] * residuals[at];
      for (let column = 0; column < TERMS; column++)
        products[TERMS * row + column] += weight * terms[row] * terms[column];
    }
  }
  const solved = solveSymmetric(products, right);
  if (solved === undefined) return undefined;
  const [offset, gain, bend] = [solved[0], solved[1] / MAX_GREY_LEVEL, solved[2] / MAX_GREY_LEVEL];
  return { gain: tone.gain + gain, offset: tone.offset + offset, bend: tone.bend + bend };
}

/**
 * Fits the tones that carry channel `b` to channel `a` of one registered pair: the line of fitLight, bent when that
 * explains more. Changes between the pictures, up to nearly half of the values, have no weight.
 */
export function fitTone(a: Float32Array, b: Float32Array): ToneFit {
  const line: ToneFit = { ...fitLight(a, b), bend: 0 };
  let tone = line;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = correct(b, residualsOf(a, b, tone), tone);
    if (next === undefined || !isRising(next)) break;
    tone = next;
  }
  const [bent, straight] = [tone, line].map((each) => meanLoss(residualsOf(a, b, each)));
  return bent < (1 - MIN_GAIN_SHARE) * straight ? tone : line;
}
