import type { EditKind } from '../../contract/answer-key.ts';
import { EDIT_KINDS } from '../../contract/answer-key.ts';
import type { Box, Size } from '../../contract/geometry.ts';
import type { PuzzleOptions } from '../../contract/messages.ts';
import { scaleBox } from '../../imaging/geometry.ts';
import type { Random } from '../../imaging/random.ts';
import type { Proposal, ProposalSet } from '../../segmentation/propose.ts';
import { EDITS } from '../edits/registry.ts';
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
/** What is tried although nothing looks like a thing goes behind all else. */
const LAST_RESORT = 0.01;
/** Kinds that need no thing: where circles or regions are asked for, they are tried everywhere. */
const ANYWHERE: readonly EditKind[] = ['recolour', 'remove'];

const byChance = (random: Random) => 1 + CHANCE * (random.next() - 0.5);

/** The boxes that a difference may come to: where a kind does not say more, it takes the thing's rim along. */
const reachOf = (kind: EditKind, box: Box, image: Size): readonly Box[] =>
  (EDITS[kind].reach ?? boxesAround)(box, image);

/**
 * All kinds of edit of all proposals of the right size and place that suit each other, best first.
 *
 * @param isPicky whether only what looks like a thing is to be changed
 */
export function findTries(
  found: ProposalSet,
  image: Size,
  { level, edits = EDIT_KINDS }: Pick<PuzzleOptions, 'level' | 'edits'>,
  random: Random,
  isPicky: boolean,
): Try[] {
  const { size, proposals } = found;
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
      const appeal = source.objectness * byChance(random);
      const isLastResort = (kind: EditKind) => !isPicky && ANYWHERE.includes(kind);
      return fitting.flatMap(({ kind, reached }) => {
        const own = EDITS[kind].suits(source, role);
        const suits = own >= LEAST_SUITABLE[kind] ? own : isLastResort(kind) ? LAST_RESORT : 0;
        if (suits === 0) return [];
        const difficulty = expectDifficulty(source, kind, level);
        const value = suits * appeal * byChance(random);
        return [{ source, host, box: reached, kind, difficulty, value }];
      });
    })
    .sort((a, b) => b.value - a.value);
}
