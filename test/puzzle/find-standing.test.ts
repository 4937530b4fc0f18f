import { describe, expect, it } from 'vitest';
import { countSet, trimMask } from '../../src/imaging/placed-mask.ts';
import { findStanding } from '../../src/puzzle/find-standing.ts';
import { type Proposal, type ProposalSet, propose } from '../../src/segmentation/propose.ts';
import { gridScene } from '../support/pictures.ts';
import { LEVEL_SCENES } from '../support/scenes.ts';
import { maskOf } from '../support/text-grid.ts';

/** Each letter is a cell of so many pixels. */
const CELL_PX = 6;
const [anything] = (await propose(gridScene(LEVEL_SCENES.medium))).proposals;

/** A head on two feet with a beak and a comb on one side of it and, beside it, a stone. */
const PICTURE = [
  '..............',
  '..hhhhhhh.....',
  '..hhhhhhhkk...',
  '..hhhbbhhkk...',
  '..hhhbbhh..ss.',
  '..hhhhhhh..ss.',
  '..hhhhhhh.....',
  '..llrr........',
];

const SIZE = { width: CELL_PX * PICTURE[0].length, height: CELL_PX * PICTURE.length };

/** All that is drawn with some letters. */
function thing(letters: string, more: Partial<Proposal> = {}): Proposal {
  const isIn = (character: string) => (letters.includes(character) ? '#' : '.');
  const rows = PICTURE.flatMap((row) => {
    const drawn = [...row].map((character) => isIn(character).repeat(CELL_PX)).join('');
    return Array.from({ length: CELL_PX }, () => drawn);
  });
  const mask = maskOf(...rows);
  const placed = trimMask({ box: { x: 0, y: 0, width: mask.width, height: mask.height }, mask });
  const area = countSet(mask);
  return { ...anything, objectness: 0.5, weakContrast: 15, keep: null, placed, area, ...more };
}

const head = thing('h', { objectness: 0.25 });
const found = (...proposals: readonly Proposal[]): ProposalSet => ({ size: SIZE, proposals, faces: [] });
const roleOf = (proposal: Proposal, ...others: readonly Proposal[]) =>
  findStanding(proposal, found(proposal, ...others));

describe('what a proposal is to the others', () => {
  it('is a limb where it grows out of a body all around', () => {
    expect(roleOf(thing('b'), head)).toEqual({ role: 'limb', host: head });
  });

  it('is a thing by itself beside a body, before what looks like no thing or is ground, and with a contour of its own', () => {
    const alone = { role: 'alone', host: undefined };
    expect(roleOf(thing('s'), head)).toEqual(alone);
    expect(roleOf(thing('b'), thing('h', { objectness: 0.05 }))).toEqual(alone);
    expect(roleOf(thing('b'), { ...head, area: 100 * head.area })).toEqual(alone);
    expect(roleOf(thing('b', { weakContrast: 30 }), head)).toEqual(alone);
  });

  it('is a limb on one side of a body only where that surely is one', () => {
    const sure = thing('h', { objectness: 0.6 });
    expect(roleOf(thing('k'), sure)).toEqual({ role: 'limb', host: sure });
    expect(roleOf(thing('k'), head).role).toBe('alone');
  });

  it('is no limb of what is hardly larger, however surely that is a thing', () => {
    const sure = { ...head, objectness: 0.9 };
    const beak = thing('b');
    expect(roleOf(beak, { ...sure, area: 2 * beak.area }).role).toBe('limb');
    expect(roleOf(beak, { ...sure, area: 1.9 * beak.area }).role).toBe('alone');
  });

  it('is the less a limb the larger the body is beyond ten times its size', () => {
    const beak = thing('b');
    const body = (times: number) => ({ ...head, objectness: 0.14, area: times * beak.area });
    expect(roleOf(beak, body(10)).role).toBe('limb');
    expect(roleOf(beak, body(20)).role).toBe('alone');
  });

  it('is a limb, whatever its contour, where it and its twin grow out of one body', () => {
    const sharp = { weakContrast: 30, lab: [60, 10, 50] as const };
    const [left, right] = ['l', 'r'].map((letter) => thing(letter, sharp));
    const body = { ...thing('h', { objectness: 0.12 }), area: 8 * left.area };
    expect(roleOf(left, right, body)).toEqual({ role: 'limb', host: body });
    const alone = { role: 'alone', host: undefined };
    expect(roleOf(left, body)).toEqual(alone);
    expect(roleOf(left, thing('r', { ...sharp, lab: [60, 10, -50] }), body)).toEqual(alone);
    expect(roleOf(left, right, { ...body, area: 20 * left.area })).toEqual(alone);
    expect(roleOf(left, right)).toEqual(alone);
  });

  it('is a part of what holds it, whatever it grows out of', () => {
    const bird = thing('hb', { objectness: 0.6 });
    expect(roleOf(thing('b'), head, bird)).toEqual({ role: 'part', host: bird });
  });
});
