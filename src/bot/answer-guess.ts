import { parseTarget } from '../game/parse-target.ts';
import { applyGuess } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, replyPrivately } from './replies.ts';
import type { BotServices } from './services.ts';
import { followUpWithAnswers } from './show-answers.ts';
import { guessView } from './views/guess.ts';

/**
 * Judges what a player typed and tells them at once, after it is written. The last find shows everybody the answers.
 *
 * @throws CodedError `cell-not-understood`, `round-ended`, `round-not-found`
 */
export async function answerGuess(
  interaction: Answerable,
  { round, puzzle }: Game,
  text: string,
  services: BotServices,
): Promise<void> {
  const { key } = puzzle;
  const target = parseTarget(text, key);
  const guess = { id: interaction.id, playerId: interaction.user.id, target, at: Date.now() };
  const change = await changeRound(round.id, services.stores, (before) => applyGuess(before, key, guess));
  const outcome = { ...change, key, playerId: guess.playerId, target };
  await replyPrivately(interaction, guessView(outcome, translator(interaction.locale)));
  if (change.verdict.kind !== 'found') return;
  services.posts.refresh(round.id);
  if (change.round.ended !== null) await followUpWithAnswers(interaction, { round: change.round, puzzle }, services);
}
