import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { findNewestGame } from '../src/bot/find-round.ts';
import { localize } from '../src/bot/localize.ts';
import { showAnswers } from '../src/bot/show-answers.ts';

export default {
  data: localize(new SlashCommandBuilder(), (t) => ({
    name: t('commands.reveal.name'),
    description: t('commands.reveal.description'),
  }))
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall),
  acknowledge: 'by-itself',
  async execute(interaction, services) {
    const game = await findNewestGame(interaction.channelId, services.stores);
    await showAnswers(interaction, game, services);
  },
} satisfies Command;
