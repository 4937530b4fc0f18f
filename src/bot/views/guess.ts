import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import type { AnswerKey, KeyDifference } from '../../contract/answer-key.ts';
import { ownState, progress } from '../../game/progress.ts';
import type { Guess, Round } from '../../game/round.ts';
import { scorePlayer } from '../../game/scoring.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { lastCellName, mention, nameOfTarget } from './places.ts';
import { textView, type View } from './view.ts';

/** The custom id of the field in the guess modal. */
export const CELL_FIELD = 'cell';
/** Five pixels (`1599, 1199`) are the longest thing to type; what is longer is no guess. */
export const MAX_GUESS_LENGTH = 80;

/** The modal that asks for a cell. */
export function guessModal(round: Round, key: AnswerKey, t: Translate): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId(CELL_FIELD)
    .setStyle(TextInputStyle.Short)
    .setPlaceholder(t('modal.placeholder'))
    .setMaxLength(MAX_GUESS_LENGTH)
    .setRequired(true);
  const label = new LabelBuilder()
    .setLabel(t('modal.label'))
    .setDescription(t('modal.description', { lastCell: lastCellName(key) }))
    .setTextInputComponent(input);
  return new ModalBuilder()
    .setCustomId(buildCustomId({ kind: 'guessed', roundId: round.id }))
    .setTitle(t('modal.title'))
    .addLabelComponents(label);
}

/** The guesses of one interaction, judged. */
export interface GuessOutcome {
  /** After the guesses. */
  readonly round: Round;
  readonly key: AnswerKey;
  readonly playerId: string;
  readonly judged: readonly Guess[];
  /** Places that were named after the end of the player's board. */
  readonly skipped: number;
}

function guessLine({ target, verdict }: Guess, points: number, outcome: GuessOutcome, t: Translate): string {
  const { round, key, playerId } = outcome;
  const cell = nameOfTarget(target, t);
  if (verdict.kind === 'near') return t('guess.near', { cell });
  if (verdict.kind === 'missed') return t('guess.missed', { cell, points });
  const difference = key.differences.find(({ id }) => id === verdict.differenceId);
  if (verdict.kind === 'found') return t('guess.found', { cell, points, edit: t(`edits.${editOf(difference)}`) });
  const { found } = progress(round, key, playerId);
  const finder = found.find(({ differenceId }) => differenceId === verdict.differenceId)?.playerId ?? playerId;
  return finder === playerId
    ? t('guess.repeatedByYou', { cell })
    : t('guess.repeated', { cell, player: mention(finder) });
}

function editOf(difference: KeyDifference | undefined): KeyDifference['edit'] {
  if (difference === undefined) throw new Error('What was found is in the key.');
  return difference.edit;
}

/** How the player stands now. */
function stateLines({ round, key, playerId, skipped }: GuessOutcome, t: Translate): string[] {
  const { found, total, points, triesLeft, end } = ownState(round, key, playerId);
  const tries = t('guess.tries', { count: triesLeft });
  return [
    ...(skipped > 0 ? [t('guess.skipped', { count: skipped })] : []),
    ...(end === undefined ? [] : [t(`guess.end.${end}`)]),
    t('guess.state', { found: found.length, total, points, tries }),
  ];
}

/** What a player reads after guessing, for their eyes only. */
export function guessView(outcome: GuessOutcome, t: Translate): View {
  const { byGuess } = scorePlayer(outcome.round, outcome.key, outcome.playerId);
  const lines = outcome.judged.map((guess) => guessLine(guess, byGuess.get(guess.id) ?? 0, outcome, t));
  return textView([...lines, ...stateLines(outcome, t)].join('\n'));
}
