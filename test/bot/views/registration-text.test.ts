import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registrationTexts } from '../../../src/bot/views/registration-text.ts';
import type { Registration, SpotResult } from '../../../src/contract/messages.ts';
import { translator } from '../../../src/i18n.ts';
import { sampleSpot } from '../sample-spot.ts';

const t = translator('en-GB');
/** The middle of a picture of 1200 x 800. */
const MIDDLE = { x: 599.5, y: 399.5 };

/** Turns and scales around a point, then shifts. */
function turned(degrees: number, scale = 1, shift = { x: 0, y: 0 }, around = MIDDLE): number[] {
  const [cos, sin] = [Math.cos, Math.sin].map((f) => scale * f((degrees * Math.PI) / 180));
  const x = around.x - cos * around.x + sin * around.y + shift.x;
  const y = around.y - sin * around.x - cos * around.y + shift.y;
  return [cos, -sin, x, sin, cos, y, 0, 0, 1];
}

function said(
  matrix: readonly number[],
  changes: Partial<Registration> = {},
  more: Partial<SpotResult> = {},
): string[] {
  const registration: Registration = { model: 'affine', matrix, overlap: 1, ...changes };
  return registrationTexts(sampleSpot({ registration, ...more }), t);
}

describe('how B lies on A', () => {
  it.each([
    ['turned and larger', turned(0.4, 1.02), 'turned clockwise by 0.4° and 2% larger'],
    ['turned the other way and smaller', turned(-1.26, 0.975), 'turned anticlockwise by 1.3° and 2.5% smaller'],
    ['shifted', turned(0, 1, { x: 12.3, y: -1 }), 'shifted 12 pixels to the right and 1 pixel up'],
    ['shifted the other way', turned(0, 1, { x: -1200, y: 0.4 }), 'shifted 1,200 pixels to the left'],
    ['stretched', [1.02, 0, 0, 0, 1, 0, 0, 0, 1], '1% larger and a little distorted'],
    ['seen aslant', [1, 0, 0, 0, 1, 0, 0.00002, 0, 1], 'a little distorted'],
  ])('is said in plain words: %s', (_, matrix, words) => {
    const [sentence, ...others] = said(matrix);
    expect(sentence).toContain(words);
    expect(sentence).toMatch(/^B is .+; here it is laid on A\.$/);
    expect(others).toEqual([]);
  });

  it.each([
    ['the same', turned(0)],
    ['less than people see', turned(0.04, 1.003)],
    ['half a pixel', turned(0, 1, { x: 0.5, y: -0.6 })],
  ])('is not mentioned when it is %s', (_, matrix) => {
    expect(said(matrix)).toEqual([]);
  });

  it('is not mentioned when nothing was laid, whatever the sizes', () => {
    expect(said([2, 0, 0.5, 0, 2, 0.5, 0, 0, 1], { model: 'identity' })).toEqual([]);
  });

  it('says nothing of the way from panel to panel, but how the second one is turned', () => {
    const panels = [
      { x: 10, y: 20, width: 560, height: 760 },
      { x: 620, y: 20, width: 560, height: 760 },
    ] as const;
    expect(said(turned(0, 1, { x: 610, y: 0 }), {}, { panels })).toEqual([]);
    const [sentence] = said(turned(1, 1, { x: 610, y: 0 }), {}, { panels });
    expect(sentence).toContain('B is turned clockwise by 1°;');
  });

  it('tells which share was compared when B shows only a part', () => {
    expect(said(turned(0), { overlap: 0.923 })).toEqual(['B shows 92% of A; the rest could not be compared.']);
    expect(said(turned(0), { overlap: 0.995 })).toEqual([]);
  });

  it('follows the turn wherever it turns around', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 1200 }), y: fc.integer({ min: 0, max: 800 }) });
    const angle = fc.integer({ min: 1, max: 20 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(angle, place, (degrees, around) => {
        expect(said(turned(degrees, 1, { x: 0, y: 0 }, around))[0]).toContain(`turned clockwise by ${degrees}°`);
      }),
    );
  });
});
