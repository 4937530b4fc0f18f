import { describe, expect, it } from 'vitest';
import { isTransient } from '../../src/bot/discord-errors.ts';
import { retryTransient } from '../../src/bot/retry.ts';
import { apiError, serverError, socketError } from './discord-failures.ts';

/** A request that fails with these errors first, and how often it was sent. */
function failing(...errors: Error[]) {
  const sent = { times: 0 };
  const request = async () => {
    sent.times++;
    const error = errors.shift();
    if (error !== undefined) throw error;
    return 'done';
  };
  return { request, sent };
}

describe('retryTransient', () => {
  it('sends once what succeeds', async () => {
    const { request, sent } = failing();
    expect(await retryTransient(request)).toBe('done');
    expect(sent.times).toBe(1);
  });

  it('sends again what may succeed in a moment', async () => {
    const { request, sent } = failing(socketError(), serverError());
    expect(await retryTransient(request)).toBe('done');
    expect(sent.times).toBe(3);
  });

  it('does not repeat what Discord refused', async () => {
    const { request, sent } = failing(apiError(50_013, 403));
    await expect(retryTransient(request)).rejects.toThrow('code 50013');
    expect(sent.times).toBe(1);
  });

  it('gives up within the three seconds that an acknowledgement has', async () => {
    const { request, sent } = failing(...Array.from({ length: 9 }, socketError));
    const begin = performance.now();
    await expect(retryTransient(request)).rejects.toThrow('other side closed');
    expect(performance.now() - begin).toBeLessThan(2500);
    expect(sent.times).toBe(4);
  });
});

describe('isTransient', () => {
  it.each([
    ['a bug', new TypeError('x'), false],
    ['no error', 'text', false],
    ['a timeout of discord.js', Object.assign(new Error('aborted'), { name: 'AbortError' }), true],
    ['a reset connection', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), true],
  ])('judges %s', (_what, error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });
});
