import { describe, expect, it, vi } from 'vitest';
import type { EDIT_KINDS, Level } from '../../../src/contract/answer-key.ts';
import { scaleBox } from '../../../src/imaging/geometry.ts';
import { countShared } from '../../../src/imaging/placed-mask.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { EDITS } from '../../../src/puzzle/edits/registry.ts';
import { findTries } from '../../../src/puzzle/plan/find-tries.ts';
import { fitsLevel } from '../../../src/puzzle/plan/place-rules.ts';
import { type Proposal, propose } from '../../../src/segmentation/propose.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

const image = gridScene(LEVEL_SCENES.medium);
const found = await propose(image);
const triesFor = (seed: string, options: { level: Level; edits?: readonly (typeof EDIT_KINDS)[number][] }) =>
  findTries(found, image, options, createRandom(seed));

describe('tries', () => {
  it('fit the level and are of the kinds that are allowed, best first', () => {
    const tries = triesFor('plan', { level: 'medium', edits: ['remove'] });
    expect(tries.length).toBeGreaterThan(6);
    for (const { box, kind } of tries) {
      expect(fitsLevel(box, 'medium', image)).toBe(true);
      expect(kind).toBe('remove');
    }
    const values = tries.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it('may be too small themselves where the rim that goes with them makes up for it', async () => {
    const drawn = gridScene(LEVEL_SCENES.expert);
    const small = { width: drawn.width / 4, height: drawn.height / 4 };
    const shapes = await propose(drawn);
    const tries = findTries(shapes, small, { level: 'easy' }, createRandom('plan'));
    const ownBox = ({ placed }: Proposal) => scaleBox(placed.box, shapes.size, small);
    const tooSmall = tries.filter(({ source }) => !fitsLevel(ownBox(source), 'easy', small));
    for (const { box } of tries) expect(fitsLevel(box, 'easy', small)).toBe(true);
    expect(tooSmall.length).toBeGreaterThan(0);
    expect(tooSmall.map(({ kind }) => kind)).not.toContain('recolour');
  });

  it('reach as far as their kind of change does', () => {
    const [frame, box] = [
      { width: 300, height: 200 },
      { x: 100, y: 80, width: 40, height: 20 },
    ];
    expect(EDITS.recolour.reach?.(box, frame)).toEqual([box]);
    expect(EDITS.remove.reach).toBeUndefined();
    expect(EDITS.mirror.reach?.(box, frame)).toEqual([
      { x: 96, y: 76, width: 48, height: 28 },
      { x: 91, y: 71, width: 58, height: 38 },
      { x: 94, y: 74, width: 52, height: 30 },
      { x: 89, y: 69, width: 62, height: 40 },
    ]);
    const grown = EDITS.resize.reach?.(box, frame) ?? [];
    expect(grown).toContainEqual({ x: 81, y: 61, width: 78, height: 48 });
  });

  it('let what is too small grow until it is large enough', () => {
    const [some] = found.proposals;
    const thing = { ...some, objectness: 0.6, weakContrast: 30, solidity: 0.95, groundSpread: 10 };
    const { width, height } = some.placed.box;
    // The thing has .4 % of this picture, and .8 % once it has grown as far as it may.
    const side = Math.round(Math.sqrt((width * height) / 0.004));
    const frame = { width: side, height: side };
    const box = { ...some.placed.box, x: Math.round(side / 2), y: Math.round(side / 2) };
    const set = { size: frame, proposals: [{ ...thing, placed: { ...some.placed, box } }], faces: [] };
    const kinds = findTries(set, frame, { level: 'medium' }, createRandom('plan')).map(({ kind }) => kind);
    expect(kinds).toContain('resize');
    expect(kinds).not.toContain('recolour');
  });

  it('leave out copies that hardly suit, and give them no last chance', () => {
    const [some] = found.proposals;
    const kindsAmong = (ringRoughness: number, areAnywhere: boolean) => {
      const set = { ...found, areAnywhere, proposals: [{ ...some, ringRoughness }] };
      return findTries(set, image, { level: 'medium' }, createRandom('plan')).map(({ kind }) => kind);
    };
    expect(kindsAmong(some.ringRoughness, false)).toContain('duplicate');
    const inGreenery = 25.5;
    expect(kindsAmong(inGreenery, false)).toContain('recolour');
    for (const areAnywhere of [false, true]) expect(kindsAmong(inGreenery, areAnywhere)).not.toContain('duplicate');
  });

  it('leave out what of their kind hardly ever came to anything', () => {
    const hardly = { mirror: 0.2, resize: 0.05, remove: 0.1 } as const;
    for (const kind of ['mirror', 'resize', 'remove'] as const) {
      const suits = vi.spyOn(EDITS[kind], 'suits');
      const triesAt = (value: number) => {
        suits.mockReturnValue(value);
        return triesFor('plan', { level: 'medium', edits: [kind] }).length;
      };
      expect(triesAt(hardly[kind] + 0.01)).toBeGreaterThan(0);
      expect(triesAt(hardly[kind] - 0.01)).toBe(0);
      suits.mockRestore();
    }
  });

  it('may look odd behind all others where that is allowed, and change nothing of them', () => {
    const natural = findTries(found, image, { level: 'medium' }, createRandom('plan'));
    const all = findTries(found, image, { level: 'medium', odd: true }, createRandom('plan'));
    const odd = all.filter(({ isOdd }) => isOdd === true);
    expect(all.filter(({ isOdd }) => !isOdd)).toEqual(natural);
    expect(all.slice(natural.length)).toEqual(odd);
    expect(new Set(odd.map(({ kind }) => kind))).toEqual(new Set(['recolour']));
    expect(odd.length).toBeGreaterThan(natural.filter(({ kind }) => kind === 'recolour').length);
    const removals = { level: 'medium', odd: true, edits: ['remove'] } as const;
    expect(findTries(found, image, removals, createRandom('plan')).some(({ isOdd }) => isOdd)).toBe(false);
    const circles = { ...found, areAnywhere: true };
    const anywhere = findTries(circles, image, { level: 'medium', odd: true }, createRandom('plan'));
    expect(anywhere.some(({ isOdd }) => isOdd)).toBe(false);
  });

  it('leave out what is to be kept, its parts and whoever it belongs to', () => {
    const [kept] = found.proposals;
    const marked = {
      ...found,
      proposals: found.proposals.map((each) => (each === kept ? { ...each, keep: 'face' as const } : each)),
    };
    const tries = findTries(marked, image, { level: 'medium' }, createRandom('plan'));
    expect(tries.length).toBeGreaterThan(0);
    for (const { source } of tries) {
      expect(countShared(source.placed, kept.placed)).toBeLessThan(0.4 * Math.min(source.area, kept.area));
    }
  });

  it('come in an order that the seed decides', () => {
    const order = (seed: string) =>
      triesFor(seed, { level: 'medium' }).map(({ source, kind }) => `${source.id} ${kind}`);
    expect(order('one')).toEqual(order('one'));
    expect(new Set(['1', '2', '3', '4'].map((seed) => String(order(seed)))).size).toBeGreaterThan(1);
  });
});
