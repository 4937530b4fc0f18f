import { describe, expect, it } from 'vitest';
import { maxPostFileBytes, refuseTooLarge } from '../../src/bot/post-size.ts';
import type { EncodedPicture, PuzzleResult } from '../../src/contract/messages.ts';
import { sampleKey } from './sample-game.ts';

const MIB = 1024 * 1024;
const TIMINGS = { decodeMs: 0, proposeMs: 0, planMs: 0, editMs: 0, checkMs: 0, drawMs: 0, totalMs: 0 };

function made(board: number, original: number, altered: number, answers: number): PuzzleResult {
  const picture = (mebibytes: number): EncodedPicture => ({
    bytes: new Uint8Array(mebibytes * MIB),
    mediaType: 'image/png',
    width: 1,
    height: 1,
  });
  const pictures = { board: picture(board), original: picture(original), altered: picture(altered) };
  const engine = { name: 'test', proposals: 0, edits: 0, rejectedEdits: 0 };
  return { ...pictures, answers: picture(answers), key: sampleKey, engine, timings: TIMINGS };
}

describe('the size of a post', () => {
  it('lets three files fit into one message', () => {
    expect(maxPostFileBytes(100 * MIB, 3) * 3).toBeLessThan(25 * MIB);
    expect(maxPostFileBytes(2 * MIB, 3)).toBe(2 * MIB);
    expect(maxPostFileBytes(20 * MIB, 1)).toBe(20 * MIB);
    // Discord did not say: its default applies, which is more than a third of a message.
    expect(maxPostFileBytes(0, 3)).toBe(maxPostFileBytes(10 * MIB, 3));
    expect(maxPostFileBytes(0, 1)).toBe(10 * MIB);
  });

  it('is fine within the limits; the answers are posted alone', () => {
    expect(() => refuseTooLarge(made(8, 8, 8, 9), 10 * MIB)).not.toThrow();
  });

  it.each([
    ['one file', made(11, 1, 1, 1), { megabytes: 11, maxMegabytes: 10 }],
    ['the answers', made(1, 1, 1, 10.5), { megabytes: 10.5, maxMegabytes: 10 }],
    ['all together', made(9, 9, 7.1, 1), { megabytes: 25.1, maxMegabytes: 24.9 }],
  ])('is refused when %s is too large', (_what, result, details) => {
    expect(() => refuseTooLarge(result, 10 * MIB)).toThrow(
      expect.objectContaining({ code: 'answer-too-large', details }),
    );
  });
});
