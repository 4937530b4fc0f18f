import type { EditKind } from '../../contract/answer-key.ts';
import { EDIT_KINDS } from '../../contract/answer-key.ts';
import type { Box, Size } from '../../contract/geometry.ts';
import type { PuzzleOptions } from '../../contract/messages.ts';
import { scaleBox } from '../../imaging/geometry.ts';
import type { Random } from '../../imaging/random.ts';
import type { Proposal, ProposalSet } from '../../segmentation/propose.ts';
import { EDITS } from '../edits/registry.ts';
import { closedness } from '../edits/suitability.ts';
import { boxesAround } from '../edits/thing-rim.ts';
import { findStanding, isKept } from '../find-standing.ts';
import { expectDifficulty } from './expect-difficulty.ts';
import type { Option } from './option.ts';
import { fitsLevel } from './place-rules.ts';

/** One kind of edit of one proposal, not made yet. */
export interface Try extends Option {
  readonly source: Proposal;
  /** The larger thing that the proposal is a part of or grows out of. */
  readonly host: Proposal | undefined;
  /** Whether what comes of it may look odd; no when absent. */
  readonly isOdd?: boolean;
}

/** How much chance may move a try's value: puzzles of one picture differ, bad things stay behind good ones. */
const CHANCE = 0.5;
/**
 * An edit that suits worse than this is not tried. Of all such tries in twelve pictures and twenty drawn scenes at all
 * levels nothing came of 54 removals, 39 copies and 30 mirrorings, and before of 129 parts. What hardly could be laid over
 * itself came through and showed: a few threads of a band, a twig with its leaves.
 */
const LEAST_SUITABLE: Readonly<Record<EditKind, number>> = {
  ...{ recolour: 0.01, remove: 0.1, rotate: 0.01, move: 0.01, mirror: 0.2, resize: 0.05 },
  ...{ duplicate: 0.15, detail: 0.1, replace: 0.05 },
};
/** Kinds that need no thing: where circles are asked for they are tried everywhere, ... */
const ANYWHERE: readonly EditKind[] = ['recolour', 'remove'];
/** ... at this worth. */
const ANYWHERE_WORTH = 0.01;
/** The kind by which anything with a contour can be changed cleanly: what looks odd then goes behind all else. */
const ODD_KIND: EditKind = 'recolour';
const ODD_WORTH = 0.002;

const byChance = (random: Random) => 1 + CHANCE * (random.next() - 0.5);

/** The boxes that a difference may come to: where a kind does not say more, it takes the thing's rim along. */
const reachOf = (kind: EditKind, box: Box, image: Size): readonly Box[] =>
  (EDITS[kind].reach ?? boxesAround)(box, image);

/**
 * All kinds of edit of all proposals of the right size and place that suit each other, best first; behind them, where the
 * puzzle may be odd, every proposal in a colour that such a thing has not.
 */
export function findTries(
  found: ProposalSet,
  image: Size,
  { level, edits = EDIT_KINDS, odd = false }: Pick<PuzzleOptions, 'level' | 'edits' | 'odd'>,
  random: Random,
): Try[] {
  const { size, proposals, areAnywhere = false } = found;
  const kept = proposals.filter(({ keep }) => keep !== null);
  return proposals
    .flatMap((source) => {
      const box = scaleBox(source.placed.box, size, image);
      const fitting = edits.flatMap((kind) => {
        const reached = reachOf(kind, box, image).find((each) => fitsLevel(each, level, image));
        return reached ? [{ kind, reached }] : [];
      });
      if (fitting.length === 0 || isKept(source, kept)) return [];
      const { role, host } = findStanding(source, found);
      const luck = byChance(random);
      const appeal = source.objectness * luck;
      return fitting.flatMap(({ kind, reached }) => {
        const own = EDITS[kind].suits(source, role);
        const suits = own >= LEAST_SUITABLE[kind] ? own : areAnywhere && ANYWHERE.includes(kind) ? ANYWHERE_WORTH : 0;
        const difficulty = expectDifficulty(source, kind, level);
        const one = { source, host, box: reached, kind, difficulty };
        const natural = suits > 0 ? [{ ...one, value: suits * appeal * byChance(random) }] : [];
        if (!odd || areAnywhere || kind !== ODD_KIND) return natural;
        return [...natural, { ...one, isOdd: true, value: ODD_WORTH * closedness(source) * luck }];
      });
    })
    .sort((a, b) => b.value - a.value);
}
