import { parseTargets } from '../game/parse-targets.ts';
import { applyGuesses } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import { afterEnd } from './after-end.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, replyPrivately } from './replies.ts';
import type { BotServices } from './services.ts';
import { followUpWithAnswers } from './show-answers.ts';
import { guessView } from './views/guess.ts';

/**
 * Judges what a player typed and tells them at once, after it is written. The last find shows everybody the answers.
 *
 * @throws CodedError of parsing and of the rules, or `round-not-found`
 */
export async function answerGuess(
  interaction: Answerable,
  { round, puzzle }: Game,
  text: string,
  services: BotServices,
): Promise<void> {
  const { key } = puzzle;
  const targets = parseTargets(text, key);
  const guess = { id: interaction.id, playerId: interaction.user.id, targets, at: Date.now() };
  const change = await changeRound(round.id, services.stores, (before) => applyGuesses(before, key, guess));
  const skipped = targets.length - change.judged.length;
  const outcome = { ...change, key, playerId: guess.playerId, skipped };
  await replyPrivately(interaction, guessView(outcome, translator(interaction.locale)));
  if (!change.judged.some(({ verdict }) => verdict.kind === 'found')) return;
  services.posts.refresh(round.id, interaction);
  if (change.round.ended === null) return;
  await afterEnd(change.round, services);
  await followUpWithAnswers(interaction, { round: change.round, puzzle }, services);
}
