import { describe, expect, it } from 'vitest';
import { draftFile, draftView } from '../../../src/bot/views/draft.ts';
import { giveUpView } from '../../../src/bot/views/give-up.ts';
import { circleView } from '../../../src/bot/views/hint.ts';
import { puzzlePostView } from '../../../src/bot/views/puzzle-post.ts';
import { roundName } from '../../../src/bot/views/round-name.ts';
import { shareView } from '../../../src/bot/views/share.ts';
import { summaryView } from '../../../src/bot/views/summary.ts';
import { gridParts, zoomPartView, zoomStartView } from '../../../src/bot/views/zoom.ts';
import { MAX_DIFFERENCES } from '../../../src/contract/limits.ts';
import type { EncodedPicture } from '../../../src/contract/messages.ts';
import type { Draft } from '../../../src/game/draft.ts';
import { shareCard } from '../../../src/game/share-card.ts';
import { translator } from '../../../src/i18n.ts';
import { find, sampleKey, samplePuzzle, sampleRound } from '../sample-game.ts';
import { expectValid, filesOf, partsOf, textOf } from './valid-view.ts';

const t = translator('en-US');
const [ada, bob] = ['100000000000000001', '100000000000000002'];
const picture: EncodedPicture = { bytes: new Uint8Array([1]), mediaType: 'image/png', width: 1, height: 1 };
const labelsOf = (view: Parameters<typeof partsOf>[0]) =>
  partsOf(view).flatMap((part) => ('label' in part ? [String(part.label)] : []));

const [first] = sampleKey.differences;
/** As many differences as a puzzle can have. */
const differences = Array.from({ length: MAX_DIFFERENCES }, (_, index) => ({ ...first, id: index + 1 }));
const fullKey = { ...sampleKey, differences } as typeof sampleKey;

const draft: Draft = {
  id: 'draft-1',
  ownerId: ada,
  createdAt: 0,
  key: sampleKey,
  kept: [1, 3],
  pictures: { original: 'a.png', altered: 'b.png', preview: 'c.png' },
  mode: 'race',
  timeLimitMs: null,
  state: { kind: 'open' },
};

describe('the preview of a ready-made puzzle', () => {
  it('names every place in words, beside the picture and in its text', () => {
    const view = draftView(draft, t, { file: draftFile(draft, picture.bytes, t) });
    expectValid(view);
    expect(textOf(view).join()).toContain('**2 of 3 count:** 1. B1 · 3. C7');
    expect(filesOf(view)[0]?.description).toContain('1. B1, 2. K4, 3. C7');
    const [menu] = partsOf(view).filter((part) => 'options' in part);
    expect(menu).toMatchObject({
      custom_id: 'draft-keep:draft-1',
      min_values: 1,
      max_values: 3,
      options: [
        { label: '1. B1', value: '1', default: true },
        { label: '2. K4', value: '2', default: false },
        { label: '3. C7', value: '3', default: true },
      ],
    });
  });

  it('stays within the limits with all that a puzzle can have, and when it is being posted', () => {
    const kept = differences.map(({ id }) => id);
    const view = draftView({ ...draft, key: fullKey, kept }, t, { isPosting: true });
    expectValid(view);
    expect(textOf(view).join()).toContain('drawing the board');
  });
});

describe('the summary of a round', () => {
  it('tells in words all that the post does, leads to the pictures, and has the same buttons', () => {
    const round = sampleRound({ guesses: [find(2, bob)], guildId: '42' });
    const view = summaryView(round, samplePuzzle, t);
    expectValid(view);
    expect(textOf(view)[0]).toContain('**1 of 3 found** · K4 by <@100000000000000002>');
    expect(textOf(view)[0]).toContain('https://discord.com/channels/42/200000000000000002/300000000000000003');
    const post = puzzlePostView(round, samplePuzzle, t);
    expect(labelsOf(view)).toEqual(labelsOf(post));
    expectValid(summaryView({ ...round, guildId: null }, { ...samplePuzzle, key: fullKey }, t));
  });
});

describe('a post where the bot is a guest', () => {
  it('says until when it is brought up to date, while that matters', () => {
    const round = sampleRound({ reach: 'token' });
    const view = puzzlePostView(round, samplePuzzle, t);
    expectValid(view);
    expect(textOf(view)[0]).toContain('(until <t:900:R>)');
    const over = sampleRound({ reach: 'token', ended: { why: 'revealed', at: 1 } });
    expect(textOf(puzzlePostView(over, samplePuzzle, t))[0]).not.toContain('guest');
  });
});

describe('zooming', () => {
  it.each([
    { columns: 12, rows: 8 },
    { columns: 12, rows: 12 },
    { columns: 3, rows: 12 },
    { columns: 5, rows: 3 },
  ])('has a name on every button, for grids of $columns x $rows', (grid) => {
    expectValid(zoomStartView(sampleRound(), grid, t));
    for (const part of gridParts(grid).flat()) {
      const view = zoomPartView(sampleRound(), part, picture, t);
      expectValid(view);
      expect(labelsOf(view).every((label) => label.length > 0)).toBe(true);
    }
  });

  it('on a hint tells the place in words too', () => {
    const view = circleView(
      picture,
      { kind: 'circle', differenceId: 1, circle: first?.circle ?? never(), cell: { column: 1, row: 0 }, part: 5 },
      t,
    );
    expectValid(view);
    expect(filesOf(view)[0]?.description).toContain('B1.5');
  });
});

describe('a round among others', () => {
  it('is told in plain text', () => {
    const round = sampleRound({ guesses: [find(2, bob)] });
    const named = { round, puzzle: samplePuzzle };
    expect(roundName(named, 65_000, t)).toBe('medium, 3 differences, 1 of 3 found, open for 1:05');
    const solo = { round: sampleRound({ mode: 'solo' }), puzzle: samplePuzzle };
    expect(roundName(solo, 0, t)).toBe('medium, 3 differences, nobody has played yet, open for 0:00');
  });
});

describe('a share', () => {
  it('tells found, helped, others and open apart by shape, in numbers too, and no place', () => {
    const hints = [{ id: 'h', playerId: ada, differenceId: 1, step: 'quadrant', at: 1 }] as const;
    const round = sampleRound({ guesses: [find(1, ada), find(2, bob)], hints });
    const card = shareCard(round, sampleKey, ada);
    if (card === undefined) throw new Error('Ada has played');
    const view = shareView(card, ada, t);
    expectValid(view);
    expect(textOf(view)[0]).toMatch(/\n💡👥⬛\n1 of 3 · ⏱ 0:00 · 0 wrong · 1 hint · \d+ points$/);
    expect(textOf(view)[0]).not.toMatch(/B1|K4|C7/);
  });
});

it('an offer to give up says what that means', () => {
  const view = giveUpView(sampleRound(), t);
  expectValid(view);
  expect(textOf(view)[0]).toContain('only you see the answers');
});

function never(): never {
  throw new Error('the sample key has differences');
}
