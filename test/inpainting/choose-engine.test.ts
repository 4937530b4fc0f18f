import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/contract/coded-error.ts';
import { createMask } from '../../src/imaging/image.ts';
import { fillByChoice } from '../../src/inpainting/choose-engine.ts';
import { texture } from '../support/pictures.ts';

const SIZE = { width: 40, height: 40 };
const hole = createMask(SIZE.width, SIZE.height);
hole.data.fill(1, 20 * SIZE.width + 10, 20 * SIZE.width + 30);
const task = { image: texture(SIZE, 'choose'), hole, forbid: createMask(SIZE.width, SIZE.height), seed: 'choose' };

describe('the choice of an engine', () => {
  it('asks no other engine when nobody wants the hole filled any more', async () => {
    const reason = new CodedError('job-cancelled', {});
    await expect(fillByChoice({ ...task, signal: AbortSignal.abort(reason) }, 'auto')).rejects.toBe(reason);
  });

  it('falls back to a membrane where nothing can be copied', async () => {
    const forbid = createMask(SIZE.width, SIZE.height, new Uint8Array(SIZE.width * SIZE.height).fill(1));
    expect(await fillByChoice({ ...task, forbid }, 'auto', true)).toMatchObject({ engine: 'harmonic' });
  });
});
