import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { solveSymmetric } from '../registration/solve.ts';
import { fitLight, type LightFit } from './light-fit.ts';
import { biweight, outlierReach } from './robust.ts';

/**
 * A light fit that may bend between its ends, as gamma does: with v = 255 (value / 255) ^ power the level becomes
 * v * gain + offset + bend * v * (255 - v) / 255.
 */
export interface ToneFit extends LightFit {
  readonly power: number;
  readonly bend: number;
}

/** Levels of the same places in two pictures. */
export interface LevelPairs {
  readonly a: Float32Array;
  readonly b: Float32Array;
}

export const IDENTITY_TONE: ToneFit = { gain: 1, offset: 0, power: 1, bend: 0 };
const ITERATIONS = 4;
/** A tone rises everywhere by at least this many levels a level: what falls was led astray. */
const MIN_SLOPE = 0.3;
/** A freer tone must lower the mean residual by at least this share: of two that explain about the same the plainer one is true. */
const MIN_GAIN_SHARE = 0.1;
/** Grey levels; a change counts no more than this in the mean residual. */
const MAX_LOSS = 32;
/** Levels nearer to an end of the range than this say little about the power. */
const END_LEVELS = 24;
/** Displays and scanners lie within these powers of each other. */
const POWER_RANGE = { min: 0.5, max: 2 };
/** Grey levels; places that differ by no more are in one light. */
const SAME_LEVEL = 1;
/** When so many places are in one light the pictures are: the rest are changes. */
const SAME_LIGHT_SHARE = 0.8;
/** When so many are, black or white ones probably, only what keeps the ends of the range can have happened. */
const SAME_ENDS_SHARE = 0.5;
/** Fewer places than this, or than this share of all, may be the changed things alone. */
const MIN_TELLING = 30;
const MIN_TELLING_SHARE = 0.05;
const TERMS = 3;

const hump = (value: number) => (value * (MAX_GREY_LEVEL - value)) / MAX_GREY_LEVEL;
const isCut = (value: number) => value <= 0 || value >= MAX_GREY_LEVEL;
const isRising = ({ gain, bend }: ToneFit) => gain - Math.abs(bend) >= MIN_SLOPE;

/** The level that a level becomes. May lie outside of 0 to 255. */
export function toneOf({ gain, offset, power, bend }: ToneFit, value: number): number {
  const level = power === 1 ? value : MAX_GREY_LEVEL * (value / MAX_GREY_LEVEL) ** power;
  return level * gain + offset + bend * hump(level);
}

/** What a tone leaves between the pictures; 0 where A was cut off at an end and the tone leads beyond it. */
function residualsOf(a: Float32Array, b: Float32Array, tone: ToneFit): Float32Array {
  const residuals = new Float32Array(a.length);
  for (let at = 0; at < a.length; at++) {
    const level = toneOf(tone, b[at]);
    residuals[at] = isCut(a[at]) && isCut(level) ? 0 : a[at] - level;
  }
  return residuals;
}

const clip = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** What is left when both pictures are cut to what either can show in A's light. */
function cutResiduals({ a, b }: LevelPairs, tone: ToneFit): Float32Array {
  const [low, high] = [toneOf(tone, 0), toneOf(tone, MAX_GREY_LEVEL)];
  const residuals = new Float32Array(a.length);
  for (let at = 0; at < a.length; at++) {
    residuals[at] = clip(a[at], low, high) - clip(toneOf(tone, b[at]), 0, MAX_GREY_LEVEL);
  }
  return residuals;
}

function meanLoss(pairs: LevelPairs, tone: ToneFit): number {
  const residuals = cutResiduals(pairs, tone);
  let sum = 0;
  for (let at = 0; at < residuals.length; at++) sum += Math.min(MAX_LOSS, Math.abs(residuals[at]));
  return sum / residuals.length;
}

/** The power alone that carries B's levels to A's: the median of what single values say. */
function fitPower(a: Float32Array, b: Float32Array): ToneFit {
  const isTelling = (value: number) => value >= END_LEVELS && value <= MAX_GREY_LEVEL - END_LEVELS;
  const powers: number[] = [];
  for (let at = 0; at < a.length; at++) {
    if (isTelling(a[at]) && isTelling(b[at])) {
      powers.push(Math.log(a[at] / MAX_GREY_LEVEL) / Math.log(b[at] / MAX_GREY_LEVEL));
    }
  }
  const sorted = Float64Array.from(powers).sort();
  const power = sorted.length === 0 ? 1 : sorted[sorted.length >> 1];
  return { ...IDENTITY_TONE, power: Math.min(POWER_RANGE.max, Math.max(POWER_RANGE.min, power)) };
}

/** Adds to a tone of power 1 what weighted least squares find in its residuals; undefined when the levels do not determine it. */
function correct(a: Float32Array, b: Float32Array, tone: ToneFit): ToneFit | undefined {
  const residuals = residualsOf(a, b, tone);
  const reach = outlierReach(residuals);
  const products = new Float64Array(TERMS * TERMS);
  const right = new Float64Array(TERMS);
  const terms = new Float64Array(TERMS).fill(1);
  for (let at = 0; at < b.length; at++) {
    const weight = isCut(a[at]) ? 0 : biweight(residuals[at], reach);
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
  return { power: 1, gain: tone.gain + gain, offset: tone.offset + offset, bend: tone.bend + bend };
}

function bendLine(a: Float32Array, b: Float32Array, line: ToneFit): ToneFit {
  let tone = line;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = correct(a, b, tone);
    if (next === undefined || !isRising(next)) break;
    tone = next;
  }
  return tone;
}

/** The share of places that agree as they are. */
function shareInSameLight(pairs: LevelPairs): number {
  let same = 0;
  for (const residual of cutResiduals(pairs, IDENTITY_TONE)) if (Math.abs(residual) <= SAME_LEVEL) same++;
  return same / pairs.a.length;
}

/**
 * Fits the tones that carry one channel of B to that of A in a registered pair: none, a power, a line or a bent line, the
 * plainest that explains about what the freest does. Changes between the pictures, up to nearly half of the places,
 * have no weight.
 *
 * @param telling places of which neither picture lost anything at an end of the range
 * @param all these, and those that may be cut off as a whole
 */
export function fitTone(telling: LevelPairs, all: LevelPairs): ToneFit {
  const { a, b } = telling;
  const same = shareInSameLight(all);
  const isTold = a.length >= Math.max(MIN_TELLING, MIN_TELLING_SHARE * all.a.length);
  if (!isTold || same >= SAME_LIGHT_SHARE) return IDENTITY_TONE;
  const plainestFirst = [IDENTITY_TONE, fitPower(a, b)];
  if (same < SAME_ENDS_SHARE) {
    const line: ToneFit = { ...IDENTITY_TONE, ...fitLight(a, b) };
    plainestFirst.push(line, bendLine(a, b, line));
  }
  const losses = plainestFirst.map((tone) => meanLoss(all, tone));
  const allowed = Math.min(...losses) / (1 - MIN_GAIN_SHARE);
  return plainestFirst[losses.findIndex((loss) => loss <= allowed)];
}
