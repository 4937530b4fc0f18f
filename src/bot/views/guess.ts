import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import type { AnswerKey } from '../../contract/answer-key.ts';
import { type Progress, progress } from '../../game/progress.ts';
import type { Guess, Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { lastCellName, mention, nameOfTarget } from './places.ts';
import { textView, type View } from './view.ts';

/** The custom id of the field in the guess modal. */
export const CELL_FIELD = 'cell';
/** A pixel (`1599, 1199`) is the longest thing to type; what is longer is no guess. */
export const MAX_GUESS_LENGTH = 20;

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
}

function guessLine({ target, verdict }: Guess, { found, remaining }: Progress, playerId: string, t: Translate): string {
  const values = { cell: nameOfTarget(target, t), count: remaining.length };
  if (verdict.kind !== 'repeated') return t(`guess.${verdict.kind}`, values);
  const finder = found.find(({ differenceId }) => differenceId === verdict.differenceId)?.playerId ?? playerId;
  return finder === playerId
    ? t('guess.repeatedByYou', values)
    : t('guess.repeated', { ...values, player: mention(finder) });
}

/** What a player reads after guessing, for their eyes only. */
export function guessView({ round, key, playerId, judged }: GuessOutcome, t: Translate): View {
  const state = progress(round, key, playerId);
  return textView(judged.map((guess) => guessLine(guess, state, playerId, t)).join('\n'));
}
