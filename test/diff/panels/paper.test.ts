import { describe, expect, it } from 'vitest';
import { paperOf } from '../../../src/diff/panels/paper.ts';
import { type Colour, drawShapes, flat, paint, withNoise } from '../../support/pictures.ts';

const SIZE = { width: 300, height: 200 };
const PAPER: Colour = [240, 235, 220];
const whole = { x: 0, y: 0, ...SIZE };
const left = { ...whole, width: 150 };
const page = drawShapes(flat(SIZE, PAPER), [
  { kind: 'square', centre: { x: 150, y: 100 }, size: 180, colour: [30, 60, 90] },
]);

describe('paperOf', () => {
  it('tells the colour of the rim', () => {
    expect(paperOf(page, left)?.colour).toEqual(PAPER);
  });

  it('varies as much as noise makes it vary', () => {
    const clean = paperOf(page, whole)?.tolerance ?? 0;
    const noisy = paperOf(withNoise(page, 14, 'paper'), whole);
    expect(noisy?.tolerance).toBeGreaterThan(clean);
    for (const [channel, level] of PAPER.entries())
      expect(Math.abs((noisy?.colour[channel] ?? 0) - level)).toBeLessThan(8);
  });

  it('has a colour of its own in either half', () => {
    const halves = paint(SIZE, (x) => (x < 150 ? [255, 255, 255] : [0, 0, 0]));
    expect(paperOf(halves, left)?.colour).toEqual([255, 255, 255]);
    expect(paperOf(halves, { ...left, x: 150 })?.colour).toEqual([0, 0, 0]);
    expect(paperOf(halves, whole)).toBeUndefined();
  });

  it('is none where one side of the rim belongs to the picture', () => {
    const sky = paint(SIZE, (_, y) => (y < 150 ? [180, 220, 250] : [60, 140, 60]));
    expect(paperOf(sky, left)).toBeUndefined();
  });
});
