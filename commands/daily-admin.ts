import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { administerDaily, completeDailyAdmin } from '../src/bot/daily-admin.ts';
import { DAILY_ADMIN_PARTS } from '../src/bot/daily-options.ts';
import { localize } from '../src/bot/localize.ts';

const data = localize(new SlashCommandBuilder(), (t) => ({
  name: t('commands.dailyAdmin.name'),
  description: t('commands.dailyAdmin.description'),
}))
  .setContexts(InteractionContextType.Guild)
  .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);
for (const part of DAILY_ADMIN_PARTS) data.addSubcommand(part);

export default {
  data,
  acknowledge: 'by-itself',
  failures: 'private',
  execute: administerDaily,
  autocomplete: completeDailyAdmin,
} satisfies Command;
