import type { ChatInputCommandInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { chartBars, summarise } from '../game/player-stats.ts';
import { translator } from '../i18n.ts';
import { knownPlayer } from './player-streak.ts';
import { deferReply, editReply } from './replies.ts';
import type { BotServices } from './services.ts';
import { statsView } from './views/stats.ts';

/** Shows what somebody has made of the dailies of a server, to the one who asks. @throws CodedError of the job */
export async function showStats(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const { guildId, user, options, locale } = interaction;
  if (guildId === null) throw new CodedError('not-in-a-server', {});
  await deferReply(interaction, 'private');
  const playerId = (options.getUser('player') ?? user).id;
  const { stores, runner, stopping } = services;
  const { record, streak } = await knownPlayer(guildId, playerId, stores);
  const { claimedKeys } = await stores.dailies.get(guildId);
  const bars = chartBars(record, streak, claimedKeys);
  const request = { kind: 'draw-chart', bars } as const;
  const drawn = record.days.length === 0 ? undefined : await runner.run(request, { userId: user.id, signal: stopping });
  const stats = { playerId, streak, summary: summarise(record), bars, chart: drawn?.picture };
  await editReply(interaction, statsView(stats, translator(locale)));
}
