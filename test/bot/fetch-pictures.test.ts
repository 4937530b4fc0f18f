import { describe, expect, it } from 'vitest';
import type { AttachmentDownloads } from '../../src/bot/attachments.ts';
import { fetchPictures } from '../../src/bot/fetch-pictures.ts';
import { CodedError } from '../../src/contract/coded-error.ts';
import { MAX_WAITING_JOBS } from '../../src/contract/limits.ts';
import { fakeServices } from './fake-services.ts';

const ONE = { url: 'https://example.org/one', size: 1 };
const OTHER = { url: 'https://example.org/other', size: 1 };

function fetchWith(fetch: AttachmentDownloads['fetch'], load: { waiting?: number; active?: number } = {}) {
  const { services } = fakeServices({ downloads: { fetch, active: load.active ?? 0 } });
  const runner = { ...services.runner, load: { running: 2, waiting: load.waiting ?? 0 } };
  return fetchPictures([ONE, OTHER], { ...services, runner });
}

describe('fetchPictures', () => {
  it('gives the pictures in the order of their attachments', async () => {
    const texts = await fetchWith(async ({ url }) => Buffer.from(url));
    expect(texts.map(String)).toEqual([ONE.url, OTHER.url]);
  });

  it('gives the other one up when one cannot be had', async () => {
    let isGivenUp = false;
    const fetched = fetchWith(async ({ url }, signal) => {
      if (url === ONE.url) throw new CodedError('picture-empty', {});
      signal.addEventListener('abort', () => {
        isGivenUp = true;
      });
      return new Promise(() => undefined);
    });
    await expect(fetched).rejects.toMatchObject({ code: 'picture-empty', picture: 'a' });
    expect(isGivenUp).toBe(true);
  });

  it('begins nothing when too many pictures wait or are on their way', async () => {
    let begun = 0;
    const fetch = async () => {
      begun++;
      return new Uint8Array([1]);
    };
    const full = fetchWith(fetch, { waiting: MAX_WAITING_JOBS - 1, active: 1 });
    await expect(full).rejects.toMatchObject({ code: 'queue-full', details: { waiting: MAX_WAITING_JOBS } });
    expect(begun).toBe(0);
    await fetchWith(fetch, { waiting: MAX_WAITING_JOBS - 2, active: 1 });
    expect(begun).toBe(2);
  });
});
