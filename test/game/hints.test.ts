import { describe, expect, it } from 'vitest';
import { type HintView, nextHint } from '../../src/game/hints.ts';
import { judgeGuess } from '../../src/game/judge-guess.ts';
import { pricesOf } from '../../src/game/prices.ts';
import type { Round } from '../../src/game/round.ts';
import { giveUp } from '../../src/game/round-rules.ts';
import { maskFrom } from '../contract/masks.ts';
import { keyOf } from './keys.ts';
import { KEY, newRound, play } from './rounds.ts';

/** Asks for hints one after the other. */
function ask(round: Round, count: number): { round: Round; views: HintView[]; prices: number[] } {
  const views: HintView[] = [];
  const prices: number[] = [];
  let current = round;
  for (let number = 0; number < count; number++) {
    const id = `h${current.hints.length + 1}`;
    const { round: next, hint, price } = nextHint(current, KEY, { id, playerId: 'ada', at: 2000 });
    views.push(hint);
    prices.push(price);
    current = next;
  }
  return { round: current, views, prices };
}

describe('nextHint', () => {
  it('names the quadrant, then the cell, then circles it, from the easiest difference to the hardest', () => {
    const circle = (x: number, y: number) => ({ x, y, radius: 1 });
    expect(ask(newRound(), 9).views).toEqual([
      { kind: 'quadrant', differenceId: 2, quadrant: 'top-left' },
      { kind: 'cell', differenceId: 2, cell: { column: 2, row: 1 } },
      { kind: 'circle', differenceId: 2, circle: circle(24, 14), cell: { column: 2, row: 1 }, part: 5 },
      { kind: 'quadrant', differenceId: 1, quadrant: 'top-left' },
      { kind: 'cell', differenceId: 1, cell: { column: 0, row: 0 } },
      { kind: 'circle', differenceId: 1, circle: circle(4, 4), cell: { column: 0, row: 0 }, part: 5 },
      { kind: 'quadrant', differenceId: 3, quadrant: 'bottom-right' },
      { kind: 'cell', differenceId: 3, cell: { column: 6, row: 4 } },
      { kind: 'circle', differenceId: 3, circle: circle(64, 44), cell: { column: 6, row: 4 }, part: 5 },
    ]);
  });

  it('costs more the closer it leads, together a whole find', () => {
    const prices = ask(newRound(), 3).prices;
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(prices.reduce((sum, price) => sum + price, 0)).toBeGreaterThanOrEqual(pricesOf(KEY).find);
  });

  it('leads each player from the start, whatever others were told', () => {
    const { round } = ask(newRound(), 3);
    const { hint } = nextHint(round, KEY, { id: 'bob 1', playerId: 'bob', at: 2000 });
    expect(hint).toEqual({ kind: 'quadrant', differenceId: 2, quadrant: 'top-left' });
  });

  it('in solo looks at the board of the player', () => {
    const round = play(newRound({ mode: 'solo' }), 'bob C2');
    const { hint } = nextHint(round, KEY, { id: 'h', playerId: 'ada', at: 2000 });
    expect(hint.differenceId).toBe(2);
  });

  it('names a cell that a guess can hit', () => {
    const [, hint] = ask(newRound(), 2).views;
    if (hint?.kind !== 'cell') throw new Error('the second hint names a cell');
    expect(judgeGuess(KEY, hint, new Set())).toEqual({ kind: 'found', differenceId: hint.differenceId });
  });

  it('leaves out what was found, and goes on where it stopped', () => {
    const { round } = ask(newRound(), 1);
    const { views } = ask(play(round, 'bob C2'), 2);
    expect(views.map(({ kind, differenceId }) => [kind, differenceId])).toEqual([
      ['quadrant', 1],
      ['cell', 1],
    ]);
  });

  it('repeats the circle of the easiest when all is told, for nothing', () => {
    const { round, views, prices } = ask(newRound(), 10);
    expect(views.at(-1)).toMatchObject({ kind: 'circle', differenceId: 2 });
    expect(prices.at(-1)).toBe(0);
    expect(round.hints).toHaveLength(9);
  });

  it('is not for those who gave up', () => {
    const round = giveUp(newRound(), 'ada', 1500);
    expect(() => ask(round, 1)).toThrow(expect.objectContaining({ code: 'board-closed' }));
  });

  it('records who asked and what it pointed to', () => {
    expect(ask(newRound(), 1).round.hints).toEqual([
      { id: 'h1', playerId: 'ada', differenceId: 2, step: 'quadrant', at: 2000 },
    ]);
  });

  it('tells a hint that is asked for again once more, without recording it', () => {
    const { round, views, prices } = ask(newRound(), 3);
    const again = nextHint(round, KEY, { id: 'h1', playerId: 'ada', at: 9999 });
    expect(again).toEqual({ round, hint: views[0], price: prices[0] });
    expect(again.round).toBe(round);
  });

  it('gives none after the end, but still knows the old ones', () => {
    const asked = ask(newRound(), 1);
    const over = play(asked.round, 'ada A1', 'ada C2', 'ada G5');
    expect(() => nextHint(over, KEY, { id: 'h9', playerId: 'ada', at: 9999 })).toThrow(
      expect.objectContaining({ code: 'round-ended' }),
    );
    expect(nextHint(over, KEY, { id: 'h1', playerId: 'ada', at: 9999 }).hint).toEqual(asked.views[0]);
  });

  it.each([
    ['top-left', { x: 34, y: 24 }],
    ['top-right', { x: 35, y: 24 }],
    ['bottom-left', { x: 34, y: 25 }],
    ['bottom-right', { x: 35, y: 25 }],
  ])('cuts the picture in the middle: %s', (quadrant, at) => {
    const key = keyOf({ width: 70, height: 50 }, { columns: 7, rows: 5 }, [maskFrom(['#'], at)]);
    const { hint } = nextHint(newRound(), key, { id: 'h1', playerId: 'ada', at: 2000 });
    expect(hint).toMatchObject({ kind: 'quadrant', quadrant });
  });
});
