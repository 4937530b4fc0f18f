import { SlashCommandBuilder } from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { localize } from '../src/bot/localize.ts';
import { replyPrivately } from '../src/bot/replies.ts';
import { usableEverywhere } from '../src/bot/usable-everywhere.ts';
import { helpView } from '../src/bot/views/help.ts';
import { translator } from '../src/i18n.ts';

export default {
  data: localize(usableEverywhere(new SlashCommandBuilder()), (t) => ({
    name: t('commands.help.name'),
    description: t('commands.help.description'),
  })),
  acknowledge: 'by-itself',
  execute: (interaction, services) =>
    replyPrivately(interaction, helpView(services.retentionDays, translator(interaction.locale))),
} satisfies Command;
