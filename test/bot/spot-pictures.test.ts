import { MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { Answerable } from '../../src/bot/replies.ts';
import type { BotServices } from '../../src/bot/services.ts';
import { type SpotWish, spotPictures } from '../../src/bot/spot-pictures.ts';
import { CodedError } from '../../src/contract/coded-error.ts';
import type { JobContext } from '../../src/contract/job-runner.ts';
import { DEFAULT_ATTACHMENT_BYTES, MAX_MESSAGE_BYTES } from '../../src/contract/limits.ts';
import type { JobRequest } from '../../src/contract/messages.ts';
import { fakeInteraction } from './fake-interaction.ts';
import { fakeServices } from './fake-services.ts';
import { heatMap, sampleSpot } from './sample-spot.ts';

const A = { url: 'a', size: 1 };
const B = { url: 'b', size: 1 };
const MIB = 1024 * 1024;

/** Asks for a comparison that ends this way. */
async function ask(
  wish: Partial<SpotWish> = {},
  limit?: number,
  end: () => unknown = () => sampleSpot(),
  holds: BotServices['stores']['pictures']['holds'] = async () => false,
) {
  const jobs: { request: JobRequest; context: JobContext | undefined }[] = [];
  const { services } = fakeServices({
    downloads: { fetch: async ({ url }) => Buffer.from(url), active: 0 },
  });
  const run: BotServices['runner']['run'] = async (request, context) => {
    jobs.push({ request, context });
    context?.onProgress?.({ stage: 'check', ratio: 0.5 });
    return end() as never;
  };
  const { interaction, sent } = fakeInteraction({ kind: 'command', userId: '7' });
  Object.assign(interaction, { attachmentSizeLimit: limit });
  const asked = spotPictures(
    interaction as Answerable,
    { a: A, b: B, map: false, audience: 'public', ...wish },
    {
      ...services,
      stores: { ...services.stores, pictures: { ...services.stores.pictures, holds } },
      runner: { ...services.runner, run },
    },
  );
  const error: unknown = await asked.then(
    () => undefined,
    (thrown) => thrown,
  );
  return { jobs, sent, error };
}

describe('spotPictures', () => {
  it('has two pictures compared for the one who asked, and posts what was found', async () => {
    const { jobs, sent, error } = await ask();
    expect(error).toBeUndefined();
    expect(jobs).toMatchObject([
      {
        request: { kind: 'spot-differences', a: Buffer.from('a'), b: Buffer.from('b'), options: { map: false } },
        context: { userId: '7' },
      },
    ]);
    expect(sent.map(({ how }) => how)).toEqual(['defer', 'edit', 'edit']);
    expect(sent[0]?.flags).toBeUndefined();
    expect(sent[1]?.text).toContain('Fetching the pictures …');
    expect(sent[2]?.text).toContain('2 differences');
  });

  it('takes one picture for one that holds both', async () => {
    const { jobs, sent } = await ask({ b: undefined });
    expect(jobs[0]?.request).not.toHaveProperty('b');
    expect(sent[1]?.text).toContain('Fetching the picture …');
  });

  it('is as private as one wishes from the first moment', async () => {
    const { sent } = await ask({ audience: 'private' });
    expect(sent[0]).toMatchObject({ how: 'defer', flags: MessageFlags.Ephemeral });
  });

  it.each([
    ['the limit of the place', false, 8 * MIB, 8 * MIB],
    ['the default when Discord names none', false, undefined, DEFAULT_ATTACHMENT_BYTES],
    ['what two files of one message may have', true, 500 * MIB, MAX_MESSAGE_BYTES / 2],
  ])('keeps files within %s', async (_, map, limit, most) => {
    const { jobs } = await ask({ map }, limit, () => sampleSpot(map ? { map: heatMap } : {}));
    const [{ request }] = jobs;
    if (request.kind !== 'spot-differences') throw new Error('another job');
    expect(request.options?.maxFileBytes).toBeLessThanOrEqual(most);
    expect(request.options?.maxFileBytes).toBeGreaterThan(most * 0.99);
    expect(request.options?.map).toBe(map);
  });

  it('shows no more progress after a failure, and leaves it to be told', async () => {
    const { sent, error } = await ask({}, undefined, () => {
      throw new CodedError('pictures-unrelated', {});
    });
    expect(error).toMatchObject({ code: 'pictures-unrelated', picture: undefined });
    expect(sent.map(({ how }) => how)).toEqual(['defer', 'edit']);
  });

  it('solves no puzzle of its own, whichever picture is one', async () => {
    for (const own of ['a', 'b']) {
      const { jobs, error } = await ask({}, undefined, undefined, async (bytes) => String(bytes) === own);
      expect(error).toMatchObject({ code: 'own-puzzle-picture' });
      expect(jobs).toEqual([]);
    }
  });

  it('says which of two pictures a failure is about', async () => {
    const { error } = await ask({}, undefined, () => {
      throw new CodedError('picture-damaged', {}, { picture: 'b' });
    });
    expect(error).toMatchObject({ code: 'picture-damaged', picture: 'The second picture (b)' });
  });
});
