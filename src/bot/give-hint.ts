import { cellAt } from '../contract/grid.ts';
import type { ZoomOptions } from '../contract/messages.ts';
import { type HintView, nextHint } from '../game/hints.ts';
import { translator } from '../i18n.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, followUpPrivately, replyPrivately } from './replies.ts';
import type { BotServices } from './services.ts';
import { circleView, hintView } from './views/hint.ts';
import { zoomOnCircle } from './zoom-pictures.ts';

type CircleHint = Extract<HintView, { kind: 'circle' }>;

/** The cells that a circle reaches into. */
function partAround(
  { circle: { x, y, radius } }: CircleHint,
  { key }: Game['puzzle'],
): Pick<ZoomOptions, 'from' | 'to'> {
  const { width, height, grid } = key;
  const within = (value: number, length: number) => Math.max(0, Math.min(length - 1, Math.round(value)));
  const at = (dx: number, dy: number) => ({ x: within(x + dx, width), y: within(y + dy, height) });
  return { from: cellAt(at(-radius, -radius), grid, key), to: cellAt(at(radius, radius), grid, key) };
}

/** Shows the circle too. The hint is told in words already, so what fails here costs nobody anything. */
async function showCircle(interaction: Answerable, hint: CircleHint, game: Game, services: BotServices): Promise<void> {
  try {
    const part = partAround(hint, game.puzzle);
    const { circle } = hint;
    const picture = await zoomOnCircle({ ...part, circle }, game.puzzle, interaction.user.id, services);
    await followUpPrivately(interaction, circleView(picture, hint, translator(interaction.locale)));
  } catch (err) {
    services.log.warn({ err, roundId: game.round.id }, 'a hint could not be drawn');
  }
}

/** Gives a player the next hint of a round. @throws CodedError of the rules, or `round-not-found` */
export async function giveHint(interaction: Answerable, game: Game, services: BotServices): Promise<void> {
  const { round, puzzle } = game;
  const asked = { id: interaction.id, playerId: interaction.user.id, at: Date.now() };
  const given = await changeRound(round.id, services.stores, (before) => nextHint(before, puzzle.key, asked));
  await replyPrivately(interaction, hintView(given, translator(interaction.locale)));
  services.posts.refresh(round.id, interaction);
  if (given.hint.kind === 'circle') await showCircle(interaction, given.hint, game, services);
}
