import type { EditKind, Level } from '../../contract/answer-key.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import { differenceDifficulty } from '../difficulty.ts';
import { MIN_DELTA_E } from '../visibility.ts';

/** What an edit makes of a proposal. */
interface Outcome {
  /** Its pixels and those that change: rims and shadows go along, old and new place both count. */
  readonly area: number;
  /** The proposal's Lab distance from its ring and the median CIEDE2000 of the change. */
  readonly contrast: number;
  /** That distance as a share of SALIENT_CONTRAST and the saliency of the place. */
  readonly saliency: number;
}

/** Medians over the differences that were made of twelve pictures, each as a factor. */
const OUTCOMES: Readonly<Record<EditKind, Outcome>> = {
  remove: { area: 1.4, contrast: 0.75, saliency: 0.7 },
  duplicate: { area: 1.2, contrast: 0.75, saliency: 0.7 },
  replace: { area: 1.4, contrast: 0.6, saliency: 0.7 },
  detail: { area: 1.4, contrast: 0.6, saliency: 1 },
  recolour: { area: 1.2, contrast: 0, saliency: 1.05 },
  resize: { area: 1.45, contrast: 0.5, saliency: 0.75 },
  move: { area: 2.1, contrast: 0.65, saliency: 0.6 },
  rotate: { area: 1.25, contrast: 0.45, saliency: 0.65 },
  mirror: { area: 1.35, contrast: 0.55, saliency: 0.6 },
};
/** The change of colour that a level asks for and the one that is made, as a factor. */
const RECOLOURED = 1.3;
/** Lab distance of a thing from its ring at which it catches every eye. */
const SALIENT_CONTRAST = 45;
/** The clutter of region outlines around a proposal and that of the pixels around a difference, as a factor. */
const CLUTTER = 0.35;
/** Edges change about so much. */
const EDGES = 0.1;

/** What of a thing tells how hard a change of it would be to find. */
export type Conspicuousness = Pick<Proposal, 'areaRatio' | 'ringContrast' | 'clutter' | 'centrality'>;

/**
 * How hard a difference would be to find, told from the proposal alone: 0 to 100. The same model as for what was made,
 * with features that are guessed before anything is.
 */
export function expectDifficulty(source: Conspicuousness, kind: EditKind, level: Level): number {
  const { area, contrast, saliency } = OUTCOMES[kind];
  return differenceDifficulty(kind, {
    areaRatio: area * source.areaRatio,
    deltaE: kind === 'recolour' ? RECOLOURED * MIN_DELTA_E[level] : contrast * source.ringContrast,
    polarity: 0,
    edges: EDGES,
    saliency: Math.min(1, (saliency * source.ringContrast) / SALIENT_CONTRAST),
    clutter: CLUTTER * source.clutter,
    distance: 1 - source.centrality,
  });
}
