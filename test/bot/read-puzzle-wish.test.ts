import type { ChatInputCommandInteraction } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { readReadyMade, readWish } from '../../src/bot/read-puzzle-wish.ts';
import { codedErrorOf } from '../support/coded.ts';

const IMAGE = { url: 'https://cdn.example/a.png' };

/** A command with these options, as far as they are read. */
function asked(given: Readonly<Record<string, unknown>>): ChatInputCommandInteraction {
  const get = (name: string) => given[name] ?? null;
  const options = { get, getAttachment: get, getBoolean: get, getInteger: get, getString: get };
  return { options } as unknown as ChatInputCommandInteraction;
}

describe('readWish', () => {
  it('asks for all kinds, as many as there are, things, and the plain board when nothing is said', () => {
    const { choices } = readWish(asked({ image: IMAGE }));
    expect(choices).toEqual({ fewer: true, odd: true, proposals: 'objects', layout: 'auto', grid: 'ticks' });
  });

  it('asks for exactly the number that is named, unless fewer will do', () => {
    const fewer = (given: object) => readWish(asked({ image: IMAGE, ...given })).choices?.fewer;
    expect(fewer({ differences: 7 })).toBe(false);
    expect(fewer({ differences: 7, fewer: true })).toBe(true);
    expect(fewer({ fewer: false })).toBe(false);
  });

  it('lets changes look odd unless it was said that fewer will do', () => {
    const odd = (given: object) => readWish(asked({ image: IMAGE, ...given })).choices?.odd;
    expect(odd({})).toBe(true);
    expect(odd({ differences: 7, fewer: false })).toBe(true);
    expect(odd({ differences: 7, fewer: true })).toBe(false);
  });

  it('reads what makers choose', () => {
    const given = {
      edits: 'remove, Duplicate,remove',
      fewer: true,
      proposals: 'circles',
      layout: 'stacked',
      grid: 'lines',
    };
    expect(readWish(asked({ image: IMAGE, ...given })).choices).toEqual({
      ...given,
      edits: ['remove', 'duplicate'],
      odd: false,
    });
  });

  it.each(['', 'remove,,move', 'erase'])('refuses kinds that there are not: "%s"', async (edits) => {
    const refused = async () => readWish(asked({ image: IMAGE, edits }));
    expect(await codedErrorOf(refused())).toMatchObject({ code: 'option-invalid', details: { option: 'edits' } });
  });
});

describe('readReadyMade', () => {
  it.each(['edits', 'fewer', 'proposals', 'layout', 'grid'])('has no use for %s', async (option) => {
    const refused = async () => readReadyMade(asked({ image: IMAGE, altered: IMAGE, [option]: 'x' }));
    expect(await codedErrorOf(refused())).toMatchObject({ code: 'not-for-ready-made', details: { option } });
  });
});
