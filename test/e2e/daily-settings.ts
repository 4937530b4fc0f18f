import { type DailyServer, type DailySettings, newDailyServer } from '../../src/game/daily.ts';

/** A daily at eight in the evening in Berlin. */
export function sampleSettings(changes: Partial<DailySettings> = {}): DailySettings {
  return {
    channelId: '200000000000000002',
    time: '20:00',
    zone: 'Europe/Berlin',
    level: 'medium',
    differences: 5,
    roleId: null,
    poolOrder: 'oldest',
    isGlobal: false,
    locale: 'en-US',
    adminId: '300000000000000003',
    since: 0,
    ...changes,
  };
}

/** A server with such a daily. */
export function sampleServer(settings: Partial<DailySettings> = {}, changes: Partial<DailyServer> = {}): DailyServer {
  const guildId = changes.guildId ?? '400000000000000004';
  return { ...newDailyServer(guildId), settings: sampleSettings(settings), ...changes };
}
