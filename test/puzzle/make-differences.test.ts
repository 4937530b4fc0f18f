import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../src/imaging/random.ts';
import { Outcomes } from '../../src/puzzle/ahead/outcomes.ts';
import { type EditedPatch, ODD_FLAW, WORST_FLAW } from '../../src/puzzle/edits/edit.ts';
import { EDITS } from '../../src/puzzle/edits/registry.ts';
import type { MadeDifference } from '../../src/puzzle/make-checked.ts';
import { DifferenceMaker } from '../../src/puzzle/make-differences.ts';
import { PictureFacts } from '../../src/puzzle/picture-facts.ts';
import { findTries } from '../../src/puzzle/plan/find-tries.ts';
import { fitsBeside } from '../../src/puzzle/plan/place-rules.ts';
import { type Proposal, propose } from '../../src/segmentation/propose.ts';
import { gridScene } from '../support/pictures.ts';
import { LEVEL_SCENES } from '../support/scenes.ts';

const image = gridScene(LEVEL_SCENES.medium);
const found = await propose(image);
const apply = EDITS.recolour.apply;
afterEach(() => {
  vi.restoreAllMocks();
});

/** Makes differences of this picture by recolouring, each as flawed as is said. */
function makerOf(
  wanted: number,
  flawOf: (source: Proposal, isOdd: boolean) => number | undefined = () => 0,
  odd = false,
) {
  vi.spyOn(EDITS.recolour, 'apply').mockImplementation(async (thing): Promise<EditedPatch | undefined> => {
    const flaw = flawOf(thing.proposal, thing.isOdd === true);
    const patch = flaw === undefined ? undefined : await apply({ ...thing, isOdd: false });
    return patch && flaw !== undefined ? { ...patch, flaw } : undefined;
  });
  const random = createRandom('make');
  const tries = findTries(found, image, { level: 'medium', edits: ['recolour'], odd }, random);
  const facts = new PictureFacts(image);
  const costs = { editMs: 0, checkMs: 0, tried: 0 };
  const picture = { image, facts, found, level: 'medium', seed: 'make', fillings: 0 } as const;
  return { maker: new DifferenceMaker(tries, wanted, picture, costs), tries, costs };
}

/** Lets a thing grow after it could not be taken away. @param groundSpread too much of it, and it cannot be laid over itself */
async function growAfterFailure(groundSpread: number, fillings: number) {
  const { tries } = makerOf(1);
  const layable = { objectness: 0.6, weakContrast: 30, solidity: 0.95, ringRoughness: 1, groundSpread };
  const source = { ...tries[0].source, ...layable };
  const mightClear = fillings > 0;
  const spoilt = { made: undefined, asked: [], mightClear, isPlaceSpoilt: mightClear, isPainted: false, checkMs: 0 };
  vi.spyOn(Outcomes.prototype, 'of').mockResolvedValueOnce(spoilt);
  vi.spyOn(EDITS.resize, 'apply').mockImplementation(apply);
  const both = (['remove', 'resize'] as const).map((kind, index) => ({ ...tries[0], source, kind, value: 2 - index }));
  const costs = { editMs: 0, checkMs: 0, tried: 0 };
  const picture = { image, facts: new PictureFacts(image), found, level: 'medium', seed: 'make', fillings } as const;
  return new DifferenceMaker(both, 1, picture, costs).make();
}

/** Features of a difference of medium difficulty, and of one that hardly anybody finds. */
const FAIR = { areaRatio: 0.004, deltaE: 25, polarity: 0, edges: 0.2, saliency: 0.4, clutter: 0.1, distance: 0.3 };
const HIDDEN = { areaRatio: 0.0002, deltaE: 8, polarity: 0, edges: 0, saliency: 0, clutter: 1, distance: 1 };

/** Makes three differences, of which that of one thing turns out to be too hard to find. @returns what was changed */
async function makeBesideHidden(hidden: Proposal, flawOf: (source: Proposal) => number | undefined) {
  const { maker } = makerOf(3, flawOf);
  const outcomeOf = Outcomes.prototype.of;
  vi.spyOn(Outcomes.prototype, 'of').mockImplementation(async function (this: Outcomes, attempt) {
    const outcome = await outcomeOf.call(this, attempt);
    if (!outcome.made) return outcome;
    const checked = { ...outcome.made.checked, features: attempt.source === hidden ? HIDDEN : FAIR };
    return { ...outcome, made: { ...outcome.made, checked } };
  });
  return (await maker.make()).map(({ source }) => source);
}

const flawsOf = (made: readonly MadeDifference[]) => made.map(({ patch }) => patch.flaw);

describe('making differences', () => {
  it('makes as many as are wanted, apart from each other', async () => {
    const { maker, costs } = makerOf(5);
    const made = await maker.make();
    expect(made).toHaveLength(5);
    made.forEach(({ box }, index) => {
      expect(fitsBeside(box, made.slice(0, index), image)).toBe(true);
    });
    expect(costs.tried).toBeGreaterThanOrEqual(5);
  });

  it('leaves out what is flawed where there is enough without it', async () => {
    const best = makerOf(3).tries[0].source;
    const made = await makerOf(3, (source) => (source === best ? 2 : 0)).maker.make();
    expect(flawsOf(made)).toEqual([0, 0, 0]);
  });

  it('takes the least flawed where there is not', async () => {
    const [first, second, third, fourth] = [...new Set(makerOf(3).tries.map(({ source }) => source))];
    const flaws = new Map([
      [first, 2],
      [second, 0.5],
      [third, 1.5],
      [fourth, 0],
    ]);
    const made = await makerOf(3, (source) => flaws.get(source)).maker.make();
    expect(flawsOf(made).sort()).toEqual([0, 0.5, 1.5]);
  });

  it('takes what looks odd behind all else, and only where it is missed', async () => {
    const oddOnly = (_: Proposal, isOdd: boolean) => (isOdd ? ODD_FLAW : 0);
    expect(flawsOf(await makerOf(3, oddOnly, true).maker.make())).toEqual([0, 0, 0]);
    const [first, second] = new Set(makerOf(3).tries.map(({ source }) => source));
    const flawOf = (source: Proposal, isOdd: boolean) =>
      isOdd ? ODD_FLAW : new Map([[first, 0] as const, [second, WORST_FLAW] as const]).get(source);
    expect(flawsOf(await makerOf(3, flawOf, true).maker.make()).sort()).toEqual([0, WORST_FLAW, ODD_FLAW]);
    expect(flawsOf(await makerOf(3, flawOf).maker.make()).sort()).toEqual([0, WORST_FLAW]);
  });

  it('tries nothing odd where flawed ones are enough', async () => {
    const able = [...new Set(makerOf(3).tries.map(({ source }) => source))].slice(0, 3);
    let odd = 0;
    const flawOf = (source: Proposal, isOdd: boolean) => {
      if (isOdd) odd++;
      return isOdd || !able.includes(source) ? undefined : WORST_FLAW;
    };
    expect(flawsOf(await makerOf(3, flawOf, true).maker.make())).toEqual([WORST_FLAW, WORST_FLAW, WORST_FLAW]);
    expect(odd).toBe(0);
  });

  it('makes another one for what takes the puzzle off its level', async () => {
    const hidden = makerOf(3).tries[0].source;
    const sources = await makeBesideHidden(hidden, () => 0);
    expect(sources).toHaveLength(3);
    expect(sources).not.toContain(hidden);
  });

  it('takes that after all where nothing else can be made', async () => {
    const [hidden, ...others] = new Set(makerOf(3).tries.map(({ source }) => source));
    const able = [hidden, ...others.slice(0, 2)];
    const sources = await makeBesideHidden(hidden, (source) => (able.includes(source) ? 0 : undefined));
    expect(new Set(sources)).toEqual(new Set(able));
  });

  it('has fewer where nothing else can be made', async () => {
    const [only] = makerOf(3).tries.map(({ source }) => source);
    expect(await makerOf(3, (source) => (source === only ? 0 : undefined)).maker.make()).toHaveLength(1);
    expect(await makerOf(3, () => undefined).maker.make()).toEqual([]);
  });

  it.each([
    ['no more things may be taken away', 0],
    ['its place was spoilt', 1],
  ])('lays a thing over itself, and puts none back, when %s', async (_, fillings) => {
    expect(await growAfterFailure(10, fillings)).toHaveLength(1);
    expect(await growAfterFailure(60, fillings)).toEqual([]);
  });

  it('replaces what is discarded', async () => {
    const { maker } = makerOf(3);
    const [wrong, ...right] = await maker.make();
    maker.discard([wrong]);
    const made = await maker.make();
    expect(made).toHaveLength(3);
    expect(made).not.toContain(wrong);
    expect(made).toEqual(expect.arrayContaining(right));
  });
});
