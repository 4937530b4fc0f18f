import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { translator } from '../i18n.ts';
import { findGame, findNewestGame, type Game } from './find-round.ts';
import type { GameStores } from './game-stores.ts';
import { roundName } from './views/round-name.ts';

/** The option that names a round, in the commands that have it. */
export const ROUND_OPTION = 'round';
/** Discord shows no more. */
const MAX_CHOICES = 25;

/**
 * The game that a command is about: the one that its option names, else the newest of the channel.
 *
 * @throws CodedError `no-open-round`, `round-not-found`: also for a round of another channel
 */
export async function chosenGame(
  { options, channelId }: ChatInputCommandInteraction | AutocompleteInteraction,
  stores: GameStores,
): Promise<Game> {
  const roundId = options.getString(ROUND_OPTION);
  if (roundId === null) return findNewestGame(channelId, stores);
  const game = await findGame(roundId, stores);
  if (game.round.channelId !== channelId) throw new CodedError('round-not-found', {});
  return game;
}

/** Offers the open rounds of a channel, the newest first. */
export async function offerRounds(interaction: AutocompleteInteraction, stores: GameStores): Promise<void> {
  const t = translator(interaction.locale);
  const now = Date.now();
  const rounds = await stores.rounds.openIn(interaction.channelId);
  const names = await Promise.all(
    rounds.map(async (round) => {
      const puzzle = await stores.puzzles.get(round.puzzleId);
      return puzzle === undefined ? [] : [{ name: roundName({ round, puzzle }, now, t), value: round.id }];
    }),
  );
  const typed = interaction.options.getFocused().toLowerCase();
  const fitting = names.flat().filter(({ name }) => name.toLowerCase().includes(typed));
  await interaction.respond(fitting.slice(0, MAX_CHOICES));
}
