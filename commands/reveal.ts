import { SlashCommandBuilder } from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { findNewestGame } from '../src/bot/find-round.ts';
import { localize } from '../src/bot/localize.ts';
import { showAnswers } from '../src/bot/show-answers.ts';
import { usableEverywhere } from '../src/bot/usable-everywhere.ts';

export default {
  data: localize(usableEverywhere(new SlashCommandBuilder()), (t) => ({
    name: t('commands.reveal.name'),
    description: t('commands.reveal.description'),
  })),
  acknowledge: 'by-itself',
  async execute(interaction, services) {
    const game = await findNewestGame(interaction.channelId, services.stores);
    await showAnswers(interaction, game, services);
  },
} satisfies Command;
