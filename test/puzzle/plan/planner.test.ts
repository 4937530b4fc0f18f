import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDIT_KINDS, type EditKind } from '../../../src/contract/answer-key.ts';
import type { Box } from '../../../src/contract/geometry.ts';
import { isEasier, isHard, type Option, placeInBand } from '../../../src/puzzle/plan/option.ts';
import { countQuarters, fitsBeside } from '../../../src/puzzle/plan/place-rules.ts';
import { Planner } from '../../../src/puzzle/plan/planner.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

const IMAGE = { width: 1200, height: 800 };
const [thing] = (await propose(gridScene(LEVEL_SCENES.medium))).proposals;

interface Wish {
  readonly x: number;
  readonly y: number;
  readonly value?: number;
  readonly kind?: EditKind;
  readonly difficulty?: number;
  readonly side?: number;
}

/** An option with a thing of its own. */
function optionAt({ x, y, value = 0.5, kind = 'recolour', difficulty = 37, side = 80 }: Wish): Option {
  const box: Box = { x, y, width: side, height: side };
  return { source: { ...thing }, kind, box, value, difficulty };
}

const plan = (wanted: number, tries: readonly Option[], standing: readonly Option[] = []) =>
  new Planner(wanted, IMAGE, 'medium').plan(standing, tries);

function expectSound(set: readonly Option[]): void {
  set.forEach((each, index) => {
    expect(fitsBeside(each.box, set.slice(0, index), IMAGE)).toBe(true);
  });
  expect(new Set(set.map(({ source }) => source)).size).toBe(set.length);
}

describe('a plan', () => {
  it('never holds two that touch or two edits of one thing', () => {
    const wish = fc.record({
      x: fc.integer({ min: 20, max: 1100 }),
      y: fc.integer({ min: 20, max: 700 }),
      value: fc.double({ min: 0.01, max: 1, noNaN: true }),
      kind: fc.constantFrom(...EDIT_KINDS),
      difficulty: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 25 }), fc.integer({ min: 1, max: 8 }), (wishes, wanted) => {
        const tries = wishes.map(optionAt).flatMap((each) => [each, { ...each, kind: 'mirror' as const }]);
        const set = plan(wanted, tries);
        expectSound(set);
        expect(set.length).toBeLessThanOrEqual(wanted);
        if (wishes.length > 0) expect(set.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('holds no more than are wanted, however many stand, and never two of one thing', () => {
    const place = fc.record({ x: fc.integer({ min: 20, max: 1100 }), y: fc.integer({ min: 20, max: 700 }) });
    const difficulty = fc.constantFrom(26, 37, 49);
    fc.assert(
      fc.property(fc.array(fc.tuple(place, difficulty), { minLength: 5, maxLength: 12 }), (places) => {
        const made = places.map(([{ x, y }, hard]) => optionAt({ x, y, difficulty: hard }));
        const elsewhere = { ...optionAt({ x: 30, y: 30 }), source: made[0].source };
        const set = plan(4, [], [...made, elsewhere]);
        expectSound(set);
        expect(set.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('takes the best where there is room for all', () => {
    const tries = [0.1, 0.9, 0.3, 0.8].map((value, index) => optionAt({ x: 30 + 280 * index, y: 100, value }));
    expect(plan(1, tries)).toEqual([tries[1]]);
  });

  it('passes over the best where it stands in the way of several', () => {
    const middle = optionAt({ x: 500, y: 300, value: 1, side: 160 });
    const beside = [optionAt({ x: 400, y: 300, value: 0.1 }), optionAt({ x: 680, y: 300, value: 0.1 })];
    expect(plan(2, [middle, ...beside])).toEqual(expect.arrayContaining(beside));
    expect(plan(1, [middle, ...beside])).toEqual([middle]);
  });

  it('keeps what stands where it can, and gives it up where it stands in the way of more', () => {
    const standing = optionAt({ x: 500, y: 300, value: 0.01, side: 160 });
    const apart = optionAt({ x: 900, y: 600, value: 1 });
    expect(plan(2, [apart, optionAt({ x: 100, y: 100, value: 0.9 })], [standing])[0]).toBe(standing);
    const beside = [optionAt({ x: 400, y: 300 }), optionAt({ x: 680, y: 300 })];
    expect(plan(2, beside, [standing])).toEqual(expect.arrayContaining(beside));
  });

  it('spreads over as many quarters as the number asks for, where there is something in them', () => {
    const crowd = [40, 240, 440].flatMap((x) => [40, 240].map((y) => optionAt({ x, y, value: 1 })));
    const [right, below] = [optionAt({ x: 900, y: 100, value: 0.02 }), optionAt({ x: 100, y: 600, value: 0.02 })];
    expect(countQuarters(plan(2, [...crowd, right]), IMAGE)).toBe(2);
    expect(countQuarters(plan(4, [...crowd, right, below]), IMAGE)).toBe(3);
    expect(plan(4, crowd)).toHaveLength(4);
    expect(countQuarters(plan(4, [...crowd, right]), IMAGE)).toBe(2);
  });

  it('mixes easier and hard ones from four on, where there are any', () => {
    const spread = [40, 340, 640, 940].flatMap((x) => [40, 600].map((y) => optionAt({ x, y, value: 1 })));
    const [easier, hard] = [
      optionAt({ x: 340, y: 300, value: 0.02, difficulty: 30 }),
      optionAt({ x: 700, y: 300, value: 0.02, difficulty: 49 }),
    ];
    const set = plan(4, [...spread, easier, hard]);
    expect(set).toEqual(expect.arrayContaining([easier, hard]));
    expect(plan(3, [...spread, easier, hard])).not.toContain(hard);
    expect(plan(4, [...spread, easier])).toHaveLength(4);
    // What stands is not given up for it.
    const standing = [0, 3, 4, 7].map((index) => spread[index]);
    expect(plan(4, [...spread.filter((each) => !standing.includes(each)), easier, hard], standing)).toEqual(standing);
  });

  it('takes what makes up for a standing one that came out harder or easier than its level', () => {
    const standing = (difficulty: number) => optionAt({ x: 500, y: 100, difficulty });
    const tries = [10, 29, 48].map((difficulty, index) => optionAt({ x: 100 + 350 * index, y: 600, difficulty }));
    const [low, middle, high] = tries;
    expect(plan(2, tries, [standing(29)])[1]).toBe(middle);
    expect(plan(2, tries, [standing(48)])[1]).toBe(low);
    expect(plan(2, tries, [standing(10)])[1]).toBe(high);
  });

  it('keeps what is likely however many unlikely ones would fit without it, and fills the gaps with these', () => {
    const likely = optionAt({ x: 300, y: 300, value: 0.3, side: 100 });
    const around = [230, 340].flatMap((x) => [230, 340].map((y) => optionAt({ x, y, value: 0.001, side: 30 })));
    const away = optionAt({ x: 900, y: 300, value: 0.001 });
    expect(plan(4, [...around, away, likely])).toEqual([likely]);
    expect(plan(4, [...around, away], [likely])).toEqual([likely, away]);
    expect(plan(4, around, [likely])).toEqual([likely]);
  });

  it('does not use a kind twice in a row where another will do as well', () => {
    const tries = [40, 340, 640, 940].flatMap((x) =>
      (['remove', 'recolour', 'mirror'] as const).map((kind, index) => optionAt({ x, y: 40 + 250 * index, kind })),
    );
    const kinds = plan(6, tries).map(({ kind }) => kind);
    expect(kinds).toHaveLength(6);
    expect(kinds.slice(1).filter((kind, index) => kind === kinds[index])).toEqual([]);
    expect(kinds.filter((kind) => kind === 'remove').length).toBeGreaterThanOrEqual(3);
  });

  it('goes on as if nothing had been planned by its copy', () => {
    const [near, nearer] = [optionAt({ x: 100, y: 100 }), optionAt({ x: 150, y: 120 })];
    const far = optionAt({ x: 900, y: 600, value: 0.4 });
    const planner = new Planner(2, IMAGE, 'medium');
    // It lowers its ambition to one, as options only become fewer.
    expect(planner.copy().plan([], [near, nearer])).toHaveLength(1);
    expect(planner.plan([], [near, far])).toEqual([near, far]);
    const lowered = new Planner(2, IMAGE, 'medium');
    lowered.plan([], [near, nearer]);
    expect(lowered.copy().plan([], [near, far])).toHaveLength(1);
  });

  it('makes do with fewer, and with nothing', () => {
    const tries = [optionAt({ x: 100, y: 100 }), optionAt({ x: 150, y: 120 }), optionAt({ x: 800, y: 500 })];
    expect(plan(5, tries)).toHaveLength(2);
    expect(plan(5, [])).toEqual([]);
  });

  it('comes to an end soon among many that exclude each other', () => {
    const tries = Array.from({ length: 80 }, (_, index) => optionAt({ x: 300 + 4 * index, y: 300, side: 200 }));
    const start = performance.now();
    expect(plan(15, tries).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('the band of a level', () => {
  it('reaches from 0 at its easy end to 1 at its hard end', () => {
    expect(placeInBand(25, 'medium')).toBe(0);
    expect(placeInBand(100, 'expert')).toBe(1);
    expect(placeInBand(0, 'medium')).toBe(-1);
  });

  it('has easier and hard ones at its ends and beyond', () => {
    const at = (difficulty: number) => optionAt({ x: 100, y: 100, difficulty });
    expect([5, 33, 34].map((each) => isEasier(at(each), 'medium'))).toEqual([true, true, false]);
    expect([41, 42, 90].map((each) => isHard(at(each), 'medium'))).toEqual([false, true, true]);
  });
});
