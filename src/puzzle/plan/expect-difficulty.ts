import type { EditKind, Level } from '../../contract/answer-key.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import { differenceDifficulty } from '../difficulty.ts';
import { SALIENT_DISTANCE } from '../measure-features.ts';
import { MIN_DELTA_E } from '../visibility.ts';

/** What an edit makes of a proposal. */
interface Outcome {
  /** Its pixels and those that change, as a factor: rims and shadows go along, old and new place both count. */
  readonly area: number;
  /** Median CIEDE2000 of the change of what does not stand out at all (of what is painted: where nothing is asked for) ... */
  readonly least: number;
  /** ... and how much it grows with the proposal's Lab distance from its ring (with what the level asks for). */
  readonly growth: number;
  /** That distance as a share of SALIENT_DISTANCE and the saliency of the place, as a factor. */
  readonly saliency: number;
  /** How much edges change, 0 to 1. */
  readonly edges: number;
}

/**
 * What came of the differences that were made of twelve pictures and twenty drawn scenes at each level: medians of what was
 * measured over what the proposal said, and for the change of colour the line with the least absolute error. What turns or
 * grows on its place changes as much as it is patterned, however little it stands out.
 */
const OUTCOMES: Readonly<Record<EditKind, Outcome>> = {
  remove: { area: 1.25, least: 2.5, growth: 0.7, saliency: 0.7, edges: 0.4 },
  duplicate: { area: 1.4, least: 1, growth: 0.8, saliency: 0.7, edges: 0.4 },
  replace: { area: 1.55, least: 0, growth: 0.9, saliency: 0.55, edges: 0.05 },
  detail: { area: 1.6, least: 0, growth: 0.85, saliency: 0.65, edges: 0.3 },
  recolour: { area: 0.95, least: 4.5, growth: 1, saliency: 1.15, edges: 0.04 },
  resize: { area: 1.75, least: 21, growth: 0.12, saliency: 0.75, edges: 0.08 },
  move: { area: 1.8, least: 0, growth: 0.85, saliency: 0.3, edges: 0.01 },
  rotate: { area: 1.35, least: 0, growth: 0.35, saliency: 0.6, edges: 0.03 },
  mirror: { area: 1.2, least: 17.5, growth: 0, saliency: 0.75, edges: 0.06 },
};
/** The clutter of region outlines around a proposal and that of the pixels around a difference, as a factor. */
const CLUTTER = 0.29;

/** What of a thing tells how hard a change of it would be to find. */
export type Conspicuousness = Pick<Proposal, 'areaRatio' | 'ringContrast' | 'clutter' | 'centrality'>;

/**
 * How hard a difference would be to find, told from the proposal alone: 0 to 100. The same model as for what was made,
 * with features that are guessed before anything is.
 */
export function expectDifficulty(source: Conspicuousness, kind: EditKind, level: Level): number {
  const { area, least, growth, saliency, edges } = OUTCOMES[kind];
  return differenceDifficulty(kind, {
    areaRatio: area * source.areaRatio,
    deltaE: least + growth * (kind === 'recolour' ? MIN_DELTA_E[level] : source.ringContrast),
    polarity: 0,
    edges,
    saliency: Math.min(1, (saliency * source.ringContrast) / SALIENT_DISTANCE),
    clutter: CLUTTER * source.clutter,
    distance: 1 - source.centrality,
  });
}
