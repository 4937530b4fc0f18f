import { SlashCommandBuilder, SlashCommandStringOption } from 'discord.js';
import { answerGuess } from '../src/bot/answer-guess.ts';
import { chosenGame, offerRounds, ROUND_OPTION } from '../src/bot/choose-round.ts';
import type { Command } from '../src/bot/command.ts';
import { localize } from '../src/bot/localize.ts';
import { offerCells } from '../src/bot/offer-cells.ts';
import { usableEverywhere } from '../src/bot/usable-everywhere.ts';
import { MAX_GUESS_LENGTH } from '../src/bot/views/guess.ts';

const cell = localize(
  new SlashCommandStringOption().setMaxLength(MAX_GUESS_LENGTH).setRequired(true).setAutocomplete(true),
  (t) => ({
    name: t('commands.guess.options.cell.name'),
    description: t('commands.guess.options.cell.description'),
  }),
);

const round = localize(new SlashCommandStringOption().setAutocomplete(true), (t) => ({
  name: t('commands.guess.options.round.name'),
  description: t('commands.guess.options.round.description'),
}));

export default {
  data: localize(usableEverywhere(new SlashCommandBuilder()), (t) => ({
    name: t('commands.guess.name'),
    description: t('commands.guess.description'),
  }))
    .addStringOption(cell)
    .addStringOption(round),
  acknowledge: 'by-itself',
  async execute(interaction, services) {
    const game = await chosenGame(interaction, services.stores);
    await answerGuess(interaction, game, interaction.options.getString('cell', true), services);
  },
  autocomplete: (interaction, { stores }) =>
    interaction.options.getFocused(true).name === ROUND_OPTION
      ? offerRounds(interaction, stores)
      : offerCells(interaction, stores),
} satisfies Command;
