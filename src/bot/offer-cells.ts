import type { AutocompleteInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { suggestCells } from '../game/suggest-cells.ts';
import { chosenGame } from './choose-round.ts';
import type { GameStores } from './game-stores.ts';
import { MAX_GUESS_LENGTH } from './views/guess.ts';

/** Discord shows no more. */
const MAX_CHOICES = 25;

/** Completes a guess in the puzzle that is chosen, or the newest of the channel; without one there is nothing to offer. */
export async function offerCells(interaction: AutocompleteInteraction, stores: GameStores): Promise<void> {
  const asked = { playerId: interaction.user.id, typed: interaction.options.getFocused(), max: MAX_CHOICES };
  try {
    const { round, puzzle } = await chosenGame(interaction, stores);
    const texts = suggestCells(round, puzzle.key, asked).filter(({ length }) => length <= MAX_GUESS_LENGTH);
    await interaction.respond(texts.map((text) => ({ name: text, value: text })));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    await interaction.respond([]);
  }
}
