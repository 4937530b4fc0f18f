import { describe, expect, it } from 'vitest';
import { detail } from '../../../src/puzzle/edits/detail.ts';
import { mirror } from '../../../src/puzzle/edits/mirror.ts';
import { remove } from '../../../src/puzzle/edits/remove.ts';
import { resize } from '../../../src/puzzle/edits/resize.ts';
import { clearability, isolation, layability, removability } from '../../../src/puzzle/edits/suitability.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

const [found] = (await propose(gridScene(LEVEL_SCENES.medium))).proposals;
/** A whole thing on a plain ground. */
const thing = {
  ...found,
  keep: null,
  objectness: 0.6,
  ringRoughness: 5,
  ringContrast: 40,
  groundSpread: 10,
  weakContrast: 25,
  solidity: 0.9,
};

describe('what may be taken away', () => {
  it('stands before two grounds when it has a contour of its own, and else is a part of one', () => {
    const between = { ...thing, groundSpread: 45 };
    expect(clearability(between)).toBeGreaterThan(0.5 * clearability(thing));
    expect(clearability({ ...between, weakContrast: 10 })).toBe(0);
    expect(isolation(between)).toBe(0);
  });

  it('may be frayed where all around it is plain', () => {
    const basket = { ...thing, solidity: 0.4 };
    expect(removability(basket)).toBeGreaterThan(0.7);
    expect(removability({ ...basket, ringRoughness: 20 })).toBe(0);
    expect(remove.suits(basket, 'alone')).toBeGreaterThan(0.5);
  });

  it('may be a branch that hardly looks like a thing where its contour is clean all around', () => {
    const branch = { ...thing, objectness: 0.13, solidity: 0.2, ringRoughness: 15, weakContrast: 42 };
    expect(remove.suits(branch, 'alone')).toBeGreaterThan(0.05);
    expect(remove.suits({ ...branch, weakContrast: 20 }, 'alone')).toBe(0);
    expect(remove.suits({ ...branch, objectness: 0.02 }, 'alone')).toBe(0);
  });

  it('is missed, and no patch or part of a thing', () => {
    expect(remove.suits({ ...thing, ringContrast: 8 }, 'alone')).toBe(0);
    expect(remove.suits({ ...thing, objectness: 0.1 }, 'alone')).toBe(0);
    expect(remove.suits(thing, 'part')).toBe(0);
  });

  it('has a strong contour of its own where it stands among many things', () => {
    const crowded = { ...thing, ringRoughness: 20 };
    expect(remove.suits(crowded, 'alone')).toBeGreaterThan(0);
    expect(remove.suits({ ...crowded, weakContrast: 20 }, 'alone')).toBe(0);
    expect(remove.suits({ ...thing, weakContrast: 20 }, 'alone')).toBeGreaterThan(0);
  });

  it('is no stroke of lettering when it is a part', () => {
    expect(detail.suits(thing, 'part')).toBeGreaterThan(0.5);
    expect(detail.suits({ ...thing, solidity: 0.55 }, 'part')).toBe(0);
  });
});

describe('what may be laid over itself', () => {
  it('is a closed thing on ground as rough as it may be, no end of one and nothing in a crowd', () => {
    const crowded = { ...thing, ringRoughness: 25 };
    expect(layability({ ...thing, ringRoughness: 27 })).toBe(0);
    expect(layability(crowded)).toBeGreaterThan(0.5);
    expect(layability({ ...crowded, groundSpread: 60 })).toBe(0);
    expect(layability({ ...crowded, weakContrast: 9 })).toBe(0);
    expect(layability({ ...crowded, objectness: 0.1 })).toBe(0);
  });

  it('is a thing, its core or what grows out of it, and no part of one', () => {
    const crowded = { ...thing, ringRoughness: 25 };
    for (const { suits } of [resize, mirror]) {
      expect(suits({ ...crowded, texture: 20 }, 'alone')).toBeGreaterThan(0.3);
      expect(suits({ ...crowded, texture: 20 }, 'core')).toBeGreaterThan(0.3);
      expect(suits({ ...crowded, texture: 20 }, 'limb')).toBeGreaterThan(0.3);
      expect(suits({ ...crowded, texture: 20 }, 'part')).toBe(0);
    }
  });
});
