import {
  ApplicationIntegrationType,
  InteractionContextType,
  SlashCommandBuilder,
  SlashCommandUserOption,
} from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { localize } from '../src/bot/localize.ts';
import { showStats } from '../src/bot/show-stats.ts';

const player = localize(new SlashCommandUserOption(), (t) => ({
  name: t('commands.stats.options.player.name'),
  description: t('commands.stats.options.player.description'),
}));

export default {
  data: localize(new SlashCommandBuilder(), (t) => ({
    name: t('commands.stats.name'),
    description: t('commands.stats.description'),
  }))
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .addUserOption(player),
  acknowledge: 'by-itself',
  failures: 'private',
  execute: showStats,
} satisfies Command;
