import type { Attachment, ChatInputCommandInteraction } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { makePuzzle } from '../../src/bot/make-puzzle.ts';
import type { BotServices } from '../../src/bot/services.ts';
import { MAX_WAITING_JOBS } from '../../src/contract/limits.ts';
import { fakeInteraction } from './fake-interaction.ts';
import { fakeServices } from './fake-services.ts';

/** Asks for a puzzle while this many pictures wait and this many are on their way. */
async function ask(waiting: number, active: number): Promise<{ error: unknown; fetched: number }> {
  let fetched = 0;
  const fetch: BotServices['downloads']['fetch'] = async () => {
    fetched++;
    throw new Error('fetched');
  };
  const { services } = fakeServices();
  const runner = { ...services.runner, load: { running: 2, waiting } };
  const { interaction } = fakeInteraction({ kind: 'command' });
  const wish = {
    image: { url: '', size: 1 } as Attachment,
    level: 'easy',
    differences: 3,
    seed: 's',
    mode: 'race',
    timeLimitMs: undefined,
  } as const;
  const busy = { ...services, runner, downloads: { fetch, active } };
  const error = await makePuzzle(interaction as ChatInputCommandInteraction, wish, busy).catch((thrown) => thrown);
  return { error, fetched };
}

/** What the runner is asked to do when somebody wants a scene. */
async function requestOf(scene: 'park' | 'any') {
  const requests: unknown[] = [];
  const { services } = fakeServices();
  const run: BotServices['runner']['run'] = async (request) => {
    requests.push(request);
    throw new Error('asked');
  };
  const { interaction } = fakeInteraction({ kind: 'command' });
  const wish = { scene, level: 'easy', differences: 3, seed: 's', mode: 'race', timeLimitMs: undefined } as const;
  const busy = { ...services, runner: { ...services.runner, run } };
  await expect(makePuzzle(interaction as ChatInputCommandInteraction, wish, busy)).rejects.toThrow('asked');
  return requests;
}

describe('makePuzzle', () => {
  it.each(['park', 'any'] as const)('fetches nothing for a scene: %s', async (scene) => {
    const options = expect.objectContaining({ level: 'easy', differences: 3, seed: 's' });
    expect(await requestOf(scene)).toEqual([{ kind: 'make-puzzle', scene, options }]);
  });

  it('counts pictures on their way as waiting, so that they cannot fill the memory', async () => {
    const { error, fetched } = await ask(MAX_WAITING_JOBS - 1, 1);
    expect(error).toMatchObject({ code: 'queue-full', details: { waiting: MAX_WAITING_JOBS } });
    expect(fetched).toBe(0);
  });

  it('fetches while there is room', async () => {
    const { error, fetched } = await ask(MAX_WAITING_JOBS - 2, 1);
    expect(error).toMatchObject({ message: 'fetched' });
    expect(fetched).toBe(1);
  });
});
