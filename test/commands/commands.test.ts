import type { APIApplicationCommandBasicOption } from 'discord.js';
import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/bot/load-commands.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';

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
      ['image', false],
      ['scene', false],
      ['level', false],
      ['differences', false],
      ['seed', false],
    ]);
    expect(options[0]?.file_types).toEqual(['image']);
    expect(options[3]).toMatchObject({ min_value: 1, max_value: 15 });
  });

  it('/puzzle offers every scene by its name, and a surprise first', () => {
    const puzzle = commands.find(({ name }) => name === 'puzzle');
    const { choices } = puzzle.options.find(({ name }: { name: string }) => name === 'scene');
    expect(choices.map(({ value }: { value: string }) => value)).toEqual(['any', ...SCENE_SETTINGS]);
    expect(choices).toContainEqual(expect.objectContaining({ name: 'Surprise me', value: 'any' }));
    expect(choices).toContainEqual(expect.objectContaining({ name: 'Park', value: 'park' }));
  });

  it('/guess has the option that its file reads by name', () => {
    const guess = commands.find(({ name }) => name === 'guess');
    expect(guess.options).toMatchObject([{ name: 'cell', required: true }]);
  });
});
