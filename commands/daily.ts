import {
  ApplicationIntegrationType,
  InteractionContextType,
  SlashCommandBuilder,
  SlashCommandStringOption,
} from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { completeDay, playDaily } from '../src/bot/daily-play.ts';
import { localize } from '../src/bot/localize.ts';

const day = localize(new SlashCommandStringOption().setAutocomplete(true), (t) => ({
  name: t('commands.daily.options.day.name'),
  description: t('commands.daily.options.day.description'),
}));

export default {
  data: localize(new SlashCommandBuilder(), (t) => ({
    name: t('commands.daily.name'),
    description: t('commands.daily.description'),
  }))
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .addStringOption(day),
  acknowledge: 'by-itself',
  failures: 'private',
  execute: playDaily,
  autocomplete: completeDay,
} satisfies Command;
