import { describe, expect, it } from 'vitest';
import { parseTargets } from '../../src/game/parse-targets.ts';
import { suggestCells } from '../../src/game/suggest-cells.ts';
import { KEY, newRound, play } from './rounds.ts';

const suggest = (typed: string, round = newRound(), max = 25) =>
  suggestCells(round, KEY, { playerId: 'ada', typed, max });

describe('suggestCells', () => {
  it('offers cells that begin like what is typed, column by column', () => {
    expect(suggest('c')).toEqual(['C1', 'C2', 'C3', 'C4', 'C5']);
    expect(suggest('', newRound(), 7)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'B1', 'B2']);
  });

  it('offers the parts of a cell that is named', () => {
    expect(suggest('b4')).toEqual(['B4', ...Array.from({ length: 9 }, (_, index) => `B4.${index + 1}`)]);
    expect(suggest('4b')[0]).toBe('B4');
  });

  it('keeps the places that were named before', () => {
    expect(suggest('b4, c').slice(0, 2)).toEqual(['B4, C1', 'B4, C2']);
  });

  it('leaves out where the player has found nothing, and only that', () => {
    const round = play(newRound(), 'ada E1', 'bob E2', 'ada A1');
    expect(suggest('e', round)).toEqual(['E2', 'E3', 'E4', 'E5']);
    expect(suggest('a', round)[0]).toBe('A1');
  });

  it('offers nothing for what begins like no cell', () => {
    expect(suggest('xyz')).toEqual([]);
  });

  it('offers what can be guessed', () => {
    for (const text of suggest('b4 c')) expect(parseTargets(text, KEY)).toHaveLength(2);
  });
});
