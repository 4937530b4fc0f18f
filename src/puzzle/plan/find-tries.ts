import type { EditKind } from '../../contract/answer-key.ts';
import { EDIT_KINDS } from '../../contract/answer-key.ts';
import type { Size } from '../../contract/geometry.ts';
import type { PuzzleOptions } from '../../contract/messages.ts';
import { scaleBox } from '../../imaging/geometry.ts';
import type { Random } from '../../imaging/random.ts';
import type { Proposal, ProposalSet } from '../../segmentation/propose.ts';
import { EDITS } from '../edits/registry.ts';
import { boxesAround } from '../edits/thing-rim.ts';
import { findStanding, isKept } from '../find-standing.ts';
import { expectDifficulty } from './expect-difficulty.ts';
import { type Option, placeInBand } from './option.ts';
import { fitsLevel } from './place-rules.ts';

/** One kind of edit of one proposal, not made yet. */
export interface Try extends Option {
  /** The larger thing that the proposal is a part of. */
  readonly host: Proposal | undefined;
}

/** How much chance may move a try's value: puzzles of one picture differ, bad things stay behind good ones. */
const CHANCE = 0.5;
/** An edit that suits worse than this is not tried. */
const LEAST_SUITABLE = 0.01;
/** Kinds that need no thing: where circles or regions are asked for, they are tried everywhere. */
const ANYWHERE: readonly EditKind[] = ['recolour', 'remove'];
/** A difference this many bands away from the middle of its level's band keeps half of its appeal. */
const HALF_AWAY = 1;

const byChance = (random: Random) => 1 + CHANCE * (random.next() - 0.5);

/** How well a difficulty suits a level: 1 in the middle of its band. */
function closeness(difficulty: number, level: PuzzleOptions['level']): number {
  return 1 / (1 + ((placeInBand(difficulty, level) - 0.5) / HALF_AWAY) ** 2);
}

/**
 * All kinds of edit of all proposals of the right size and place that suit each other, best first.
 *
 * @param isPicky whether only what looks like a thing is to be changed
 */
export function findTries(
  { size, proposals }: ProposalSet,
  image: Size,
  { level, edits = EDIT_KINDS }: Pick<PuzzleOptions, 'level' | 'edits'>,
  random: Random,
  isPicky: boolean,
): Try[] {
  const kept = proposals.filter(({ keep }) => keep !== null);
  return proposals
    .flatMap((source) => {
      const box = scaleBox(source.placed.box, size, image);
      const mayTurnColour = fitsLevel(box, level, image);
      // Every other kind takes the rim of the thing along, or more.
      const mayDoMore = boxesAround(box, image).some((larger) => fitsLevel(larger, level, image));
      if ((!mayTurnColour && !mayDoMore) || isKept(source, kept)) return [];
      const { role, host } = findStanding(source, proposals);
      const appeal = source.objectness * byChance(random);
      const isLastResort = (kind: EditKind) => !isPicky && ANYWHERE.includes(kind);
      return edits.flatMap((kind) => {
        const suits = Math.max(EDITS[kind].suits(source, role), isLastResort(kind) ? LEAST_SUITABLE : 0);
        if (suits < LEAST_SUITABLE || !(kind === 'recolour' ? mayTurnColour : mayDoMore)) return [];
        const difficulty = expectDifficulty(source, kind, level);
        const value = suits * appeal * closeness(difficulty, level) * byChance(random);
        return [{ source, host, box, kind, difficulty, value }];
      });
    })
    .sort((a, b) => b.value - a.value);
}
