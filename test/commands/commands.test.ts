import type { APIApplicationCommandBasicOption } from 'discord.js';
import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/bot/load-commands.ts';

const commands = (await loadCommands()).map(({ data }) => JSON.parse(JSON.stringify(data.toJSON())));

describe('the commands', () => {
  it.each(commands.map((command) => [command.name, command]))('/%s is what Discord takes', (_name, command) => {
    expect(ApplicationCommandUpdateRequestSchema.safeParse(command).error).toBeUndefined();
    expect(command).toMatchObject({ contexts: [0, 1], integration_types: [0] });
  });

  it('/puzzle has the options that its file reads by name', () => {
    const puzzle = commands.find(({ name }) => name === 'puzzle');
    const options = puzzle.options as (APIApplicationCommandBasicOption & { file_types?: string[] })[];
    expect(options.map(({ name, required }) => [name, required ?? false])).toEqual([
      ['image', true],
      ['level', false],
      ['differences', false],
      ['seed', false],
    ]);
    expect(options[0]?.file_types).toEqual(['image']);
    expect(options[2]).toMatchObject({ min_value: 1, max_value: 15 });
  });

  it('/guess has the option that its file reads by name', () => {
    const guess = commands.find(({ name }) => name === 'guess');
    expect(guess.options).toMatchObject([{ name: 'cell', required: true }]);
  });
});
