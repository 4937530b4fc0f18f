import { SlashCommandBuilder } from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { localize } from '../src/bot/localize.ts';
import { replyPrivately } from '../src/bot/replies.ts';
import { usableEverywhere } from '../src/bot/usable-everywhere.ts';
import { privacyView } from '../src/bot/views/privacy.ts';
import { translator } from '../src/i18n.ts';

export default {
  data: localize(usableEverywhere(new SlashCommandBuilder()), (t) => ({
    name: t('commands.privacy.name'),
    description: t('commands.privacy.description'),
  })),
  acknowledge: 'by-itself',
  execute: (interaction, { retentionDays, promptServer }) =>
    replyPrivately(interaction, privacyView(retentionDays, promptServer, translator(interaction.locale))),
} satisfies Command;
