import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import type { AnswerKey } from '../../contract/answer-key.ts';
import { progress } from '../../game/progress.ts';
import type { GuessTarget, Round, Verdict } from '../../game/round.ts';
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

/** A guess that was judged. */
export interface GuessOutcome {
  /** After the guess. */
  readonly round: Round;
  readonly key: AnswerKey;
  readonly playerId: string;
  readonly target: GuessTarget;
  readonly verdict: Verdict;
}

/** What a player reads after a guess, for their eyes only. */
export function guessView({ round, key, playerId, target, verdict }: GuessOutcome, t: Translate): View {
  const { found, remaining } = progress(round, key);
  const values = { cell: nameOfTarget(target, t), count: remaining.length };
  if (verdict.kind !== 'repeated') return textView(t(`guess.${verdict.kind}`, values));
  const finder = found.find(({ differenceId }) => differenceId === verdict.differenceId)?.playerId ?? playerId;
  return finder === playerId
    ? textView(t('guess.repeatedByYou', values))
    : textView(t('guess.repeated', { ...values, player: mention(finder) }));
}
