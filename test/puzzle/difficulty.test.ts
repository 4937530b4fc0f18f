import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DifferenceFeatures, EDIT_KINDS, type EditKind } from '../../src/contract/answer-key.ts';
import { differenceDifficulty, levelOf, puzzleDifficulty } from '../../src/puzzle/difficulty.ts';

const share = (max: number) => fc.double({ min: 0, max, noNaN: true });
const features: fc.Arbitrary<DifferenceFeatures> = fc.record({
  areaRatio: fc.double({ min: 1e-5, max: 0.2, noNaN: true }),
  deltaE: share(100),
  polarity: fc.constantFrom(0, 1),
  edges: share(1),
  saliency: share(1),
  clutter: share(1),
  distance: share(1),
});
const kinds = fc.constantFrom(...EDIT_KINDS);

/** Features of which more makes a difference easier, and those of which more makes it harder. */
const EASING = ['areaRatio', 'deltaE', 'polarity', 'edges', 'saliency'] as const;
const HARDENING = ['clutter', 'distance'] as const;

describe('differenceDifficulty', () => {
  it('lies between 0 and 100', () => {
    fc.assert(
      fc.property(kinds, features, (kind, each) => {
        const score = differenceDifficulty(kind, each);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100 + 1e-9);
      }),
    );
  });

  it.each(EASING)('never grows with %s, other things equal', (name) => {
    fc.assert(
      fc.property(kinds, features, share(1), (kind, each, more) => {
        const eased = differenceDifficulty(kind, { ...each, [name]: each[name] + more });
        expect(eased).toBeLessThanOrEqual(differenceDifficulty(kind, each) + 1e-9);
      }),
    );
  });

  it.each(HARDENING)('never falls with %s, other things equal', (name) => {
    fc.assert(
      fc.property(kinds, features, share(1), (kind, each, more) => {
        const hardened = differenceDifficulty(kind, { ...each, [name]: each[name] + more });
        expect(hardened).toBeGreaterThanOrEqual(differenceDifficulty(kind, each) - 1e-9);
      }),
    );
  });

  it('tells a speck in a busy corner from a large thing in the middle', () => {
    const speck = { areaRatio: 3e-4, deltaE: 9, polarity: 0, edges: 0, saliency: 0.1, clutter: 0.9, distance: 1 };
    const large = { areaRatio: 0.04, deltaE: 50, polarity: 1, edges: 0.8, saliency: 1, clutter: 0.1, distance: 0 };
    expect(differenceDifficulty('mirror', speck)).toBeGreaterThan(differenceDifficulty('remove', large) + 75);
  });
});

describe('the scale', () => {
  const usual = { polarity: 0, edges: 0.09, saliency: 0.47, clutter: 0.08, distance: 0.53 };
  const levelFor = (areaRatio: number, deltaE: number, kind: EditKind) =>
    levelOf(differenceDifficulty(kind, { ...usual, areaRatio, deltaE }));

  it('has what is large and clear in the easy quarter, whatever the kind, and specks in that for experts', () => {
    for (const kind of EDIT_KINDS) {
      expect(levelFor(0.01, 30, kind)).toBe('easy');
      expect(levelFor(0.001, 15, kind)).toBe('expert');
    }
  });

  it('has what is usual at a level between them', () => {
    expect(levelFor(0.006, 22, 'recolour')).toBe('medium');
    expect(levelFor(0.0045, 20, 'recolour')).toBe('hard');
  });

  it('gives each level its quarter', () => {
    expect([0, 24, 25, 49, 50, 74, 75, 100].map(levelOf)).toEqual(
      ['easy', 'medium', 'hard', 'expert'].flatMap((level) => [level, level]),
    );
  });
});

describe('puzzleDifficulty', () => {
  const scores = fc.array(share(100), { minLength: 1, maxLength: 15 });

  it('is a whole number between the easiest and the hardest difference', () => {
    fc.assert(
      fc.property(scores, (each) => {
        const difficulty = puzzleDifficulty(each);
        expect(Number.isInteger(difficulty)).toBe(true);
        expect(difficulty).toBeGreaterThanOrEqual(Math.floor(Math.min(...each)));
        expect(difficulty).toBeLessThanOrEqual(Math.ceil(Math.max(...each)));
      }),
    );
  });

  it('never falls when a difference becomes harder, and does not depend on their order', () => {
    fc.assert(
      fc.property(scores, fc.nat(), share(100), (each, at, other) => {
        const harder = each.map((score, index) => (index === at % each.length ? Math.max(score, other) : score));
        expect(puzzleDifficulty(harder)).toBeGreaterThanOrEqual(puzzleDifficulty(each));
        expect(puzzleDifficulty([...each].reverse())).toBeCloseTo(puzzleDifficulty(each), -0.5);
      }),
    );
  });
});
