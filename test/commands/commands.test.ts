import type { APIApplicationCommandBasicOption } from 'discord.js';
import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/bot/load-commands.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { COMMAND_RULES } from '../../src/playground/validation/command-rules.ts';

const commands = (await loadCommands()).map(({ data }) => JSON.parse(JSON.stringify(data.toJSON())));

/** Those that make no sense in direct messages. */
const SERVER_COMMANDS = ['daily', 'daily-admin', 'leaderboard', 'stats'];

/** The specification has permissions as numbers, the API and its documentation as texts. */
const asSpecified = (command: { readonly default_member_permissions?: string }) =>
  command.default_member_permissions == null
    ? command
    : { ...command, default_member_permissions: Number(command.default_member_permissions) };

describe('the commands', () => {
  it('keep the rules that Discord’s schema leaves out', () => {
    for (const rule of Object.values(COMMAND_RULES)) expect(rule(commands)).toEqual([]);
  });

  it.each(commands.map((command) => [command.name, command]))('/%s is what Discord takes', (_name, command) => {
    expect(ApplicationCommandUpdateRequestSchema.safeParse(asSpecified(command)).error).toBeUndefined();
    const inServers = { contexts: [0], integration_types: [0] };
    const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
    expect(command).toMatchObject(SERVER_COMMANDS.includes(command.name) ? inServers : everywhere);
  });

  it('/puzzle has the options that its file reads by name', () => {
    const puzzle = commands.find(({ name }) => name === 'puzzle');
    const options = puzzle.options as (APIApplicationCommandBasicOption & { file_types?: string[] })[];
    expect(options.map(({ name, required }) => [name, required ?? false])).toEqual([
      ['image', false],
      ['altered', false],
      ['panels', false],
      ['scene', false],
      ['level', false],
      ['differences', false],
      ['seed', false],
      ['mode', false],
      ['minutes', false],
      ['edits', false],
      ['fewer', false],
      ['proposals', false],
      ['layout', false],
      ['grid', false],
      ['prompt', false],
    ]);
    expect(options[0]?.file_types).toEqual(['image']);
    expect(options[5]).toMatchObject({ min_value: 1, max_value: 15 });
  });

  it('/puzzle offers every scene by its name, and a surprise first', () => {
    const puzzle = commands.find(({ name }) => name === 'puzzle');
    const { choices } = puzzle.options.find(({ name }: { name: string }) => name === 'scene');
    expect(choices.map(({ value }: { value: string }) => value)).toEqual(['any', ...SCENE_SETTINGS]);
    expect(choices).toContainEqual(expect.objectContaining({ name: 'Surprise me', value: 'any' }));
    expect(choices).toContainEqual(expect.objectContaining({ name: 'Park', value: 'park' }));
  });

  it('/spot has the options that its file reads by name', () => {
    const spot = commands.find(({ name }) => name === 'spot');
    expect(spot.options).toMatchObject([
      { name: 'a', required: true, file_types: ['image'] },
      { name: 'b', required: false, file_types: ['image'] },
      { name: 'map', type: 5 },
      { name: 'private', type: 5 },
    ]);
  });

  it('“Spot differences” is in the menu of messages', () => {
    const found = commands.find(({ name }) => name === 'Spot differences');
    expect(found).toMatchObject({ type: 3 });
    expect(found).not.toHaveProperty('description');
    expect(found).not.toHaveProperty('options');
  });

  it('/daily-admin is for those who may manage the server, unless its admins say otherwise', () => {
    const admin = commands.find(({ name }) => name === 'daily-admin');
    expect(admin.default_member_permissions).toBe('32');
    const parts = admin.options.map(({ name }: { name: string }) => name);
    expect(parts).toEqual(['set', 'add', 'remove', 'list', 'skip', 'post-now', 'repair', 'off']);
  });

  it('/guess has the option that its file reads by name', () => {
    const guess = commands.find(({ name }) => name === 'guess');
    expect(guess.options).toMatchObject([
      { name: 'cell', required: true },
      { name: 'round', required: false },
    ]);
  });
});
