import {
  ApplicationIntegrationType,
  InteractionContextType,
  SlashCommandBuilder,
  SlashCommandStringOption,
} from 'discord.js';
import { BOARD_GAMES, BOARD_SCOPES } from '../src/bot/board-choice.ts';
import type { Command } from '../src/bot/command.ts';
import { showLeaderboard } from '../src/bot/leaderboard.ts';
import { type Localizable, localizations, localize } from '../src/bot/localize.ts';
import { BOARD_PERIODS } from '../src/game/leaderboards.ts';
import { type Translate, translator } from '../src/i18n.ts';

const describe = <Option extends Localizable>(option: Option, key: 'period' | 'scope' | 'games'): Option =>
  localize(option, (t) => ({
    name: t(`commands.leaderboard.options.${key}.name`),
    description: t(`commands.leaderboard.options.${key}.description`),
  }));

/** A value to choose, by its name in every language. */
const choice = (value: string, name: (t: Translate) => string) => ({
  name: name(translator('en')),
  name_localizations: localizations(name),
  value,
});
const periods = BOARD_PERIODS.map((period) => choice(period, (t) => t(`leaderboard.periods.${period}`)));
const scopes = BOARD_SCOPES.map((scope) => choice(scope, (t) => t(`leaderboard.scopes.${scope}`)));
const games = BOARD_GAMES.map((game) => choice(game, (t) => t(`leaderboard.games.${game}`)));

export default {
  data: localize(new SlashCommandBuilder(), (t) => ({
    name: t('commands.leaderboard.name'),
    description: t('commands.leaderboard.description'),
  }))
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .addStringOption(describe(new SlashCommandStringOption().addChoices(periods), 'period'))
    .addStringOption(describe(new SlashCommandStringOption().addChoices(scopes), 'scope'))
    .addStringOption(describe(new SlashCommandStringOption().addChoices(games), 'games')),
  acknowledge: 'by-itself',
  failures: 'private',
  execute: (interaction, services) => {
    const { options } = interaction;
    const wanted = {
      period: BOARD_PERIODS.find((period) => period === options.getString('period')) ?? 'week',
      scope: BOARD_SCOPES.find((scope) => scope === options.getString('scope')) ?? 'server',
      games: BOARD_GAMES.find((game) => game === options.getString('games')) ?? 'all',
    } as const;
    return showLeaderboard(interaction, wanted, services);
  },
} satisfies Command;
