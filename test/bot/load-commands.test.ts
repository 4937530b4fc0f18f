import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/bot/load-commands.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

describe('loadCommands', () => {
  it('loads every file of commands/', async () => {
    const names = (await loadCommands()).map(({ data }) => data.name);
    expect(names).toEqual([
      'daily-admin',
      'daily',
      'guess',
      'help',
      'leaderboard',
      'Make a puzzle',
      'privacy',
      'puzzle',
      'reveal',
      'Spot differences',
      'spot',
      'stats',
    ]);
  });

  it('loads a folder of one', async () => {
    expect(await loadCommands(fixture('good'))).toMatchObject([{ data: { name: 'ping' } }]);
  });

  it.each([
    ['not-a-command', /not-a-command\/broken\.ts exports no command/],
    ['throws', /throws\/broken\.ts cannot be loaded/],
    ['twins', /twins\/b\.ts names its command ping/],
  ])('names the bad file in %s', async (name, message) => {
    await expect(loadCommands(fixture(name))).rejects.toThrow(message);
  });
});
