import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../src/contract/answer-key.ts';
import type { Box } from '../../src/contract/geometry.ts';
import { countShared } from '../../src/imaging/placed-mask.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { BORDER_RATIO, BOX_AREA_RATIO, MAX_TOTAL_AREA_RATIO, MIN_GAP_RATIO } from '../../src/puzzle/level-rules.ts';
import { findTries, fitsBeside, fitsLevel, nextTry, type Placed } from '../../src/puzzle/plan.ts';
import { propose } from '../../src/segmentation/propose.ts';
import { gridScene } from '../support/pictures.ts';
import { LEVEL_SCENES } from '../support/scenes.ts';

const IMAGE = { width: 1200, height: 800 };
const GAP_PX = MIN_GAP_RATIO * Math.hypot(IMAGE.width, IMAGE.height);
const BORDER_PX = BORDER_RATIO * IMAGE.height;

/** A square box of this share of the image's area. */
function boxOf(areaRatio: number, x = 400, y = 300): Box {
  const side = Math.sqrt(areaRatio * IMAGE.width * IMAGE.height);
  return { x, y, width: side, height: side };
}
const placedAt = (box: Box): Placed => ({ box, kind: 'remove' });

describe('fitsLevel', () => {
  it.each(LEVELS)('bounds the size at level %s', (level) => {
    const { min, max } = BOX_AREA_RATIO[level];
    expect(fitsLevel(boxOf(min * 1.01), level, IMAGE)).toBe(true);
    expect(fitsLevel(boxOf(max * 0.99), level, IMAGE)).toBe(true);
    expect(fitsLevel(boxOf(min * 0.99), level, IMAGE)).toBe(false);
    expect(fitsLevel(boxOf(max * 1.01), level, IMAGE)).toBe(false);
  });

  it('refuses what is thin', () => {
    expect(fitsLevel({ x: 300, y: 300, width: 500, height: 19 }, 'medium', IMAGE)).toBe(false);
    expect(fitsLevel({ x: 300, y: 300, width: 21, height: 450 }, 'medium', IMAGE)).toBe(true);
  });

  it('keeps away from each side of the image', () => {
    const size = { width: 100, height: 100 };
    const [nearX, nearY] = [IMAGE.width - 100 - BORDER_PX, IMAGE.height - 100 - BORDER_PX];
    for (const [x, y] of [
      [BORDER_PX, 300],
      [400, BORDER_PX],
      [nearX, 300],
      [400, nearY],
    ]) {
      expect(fitsLevel({ x, y, ...size }, 'medium', IMAGE)).toBe(true);
    }
    for (const [x, y] of [
      [BORDER_PX - 1, 300],
      [400, BORDER_PX - 1],
      [nearX + 1, 300],
      [400, nearY + 1],
    ]) {
      expect(fitsLevel({ x, y, ...size }, 'medium', IMAGE)).toBe(false);
    }
  });

  it('asks for smaller things the harder the level', () => {
    const largest = LEVELS.map((level) => BOX_AREA_RATIO[level].max);
    expect(largest).toEqual([...largest].sort((a, b) => b - a));
  });
});

describe('fitsBeside', () => {
  const box = { x: 400, y: 300, width: 100, height: 80 };

  it('keeps its distance in every direction', () => {
    const shifts = [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const;
    for (const [dx, dy] of shifts) {
      const at = (gap: number) => ({ ...box, x: box.x + dx * (100 + gap), y: box.y + dy * (80 + gap) });
      expect(fitsBeside(at(GAP_PX + 1), [placedAt(box)], IMAGE)).toBe(true);
      expect(fitsBeside(at(GAP_PX - 1), [placedAt(box)], IMAGE)).toBe(false);
    }
    expect(fitsBeside(box, [placedAt(box)], IMAGE)).toBe(false);
    expect(fitsBeside(box, [], IMAGE)).toBe(true);
  });

  it('leaves most of the picture as it was', () => {
    const large = boxOf(MAX_TOTAL_AREA_RATIO * 0.6, 0, 0);
    expect(fitsBeside({ ...large, x: 1200 - large.width }, [placedAt(large)], IMAGE)).toBe(false);
  });
});

describe('tries', () => {
  const image = gridScene(LEVEL_SCENES.medium);
  const triesFor = async (seed: string) =>
    findTries(await propose(image), image, { level: 'medium' }, createRandom(seed), true);

  it('fit the level and are of the kinds that are allowed, best first', async () => {
    const tries = findTries(
      await propose(image),
      image,
      { level: 'medium', edits: ['remove'] },
      createRandom('plan'),
      true,
    );
    expect(tries.length).toBeGreaterThan(6);
    for (const { candidate, kind } of tries) {
      expect(fitsLevel(candidate.box, 'medium', image)).toBe(true);
      expect(kind).toBe('remove');
    }
    const values = tries.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it('leave out what is to be kept, its parts and whoever it belongs to', async () => {
    const found = await propose(image);
    const [kept] = found.proposals;
    const marked = {
      ...found,
      proposals: found.proposals.map((each) => (each === kept ? { ...each, keep: 'face' as const } : each)),
    };
    const tries = findTries(marked, image, { level: 'medium' }, createRandom('plan'), true);
    expect(tries.length).toBeGreaterThan(0);
    for (const { candidate } of tries) {
      const shared = countShared(candidate.proposal.placed, kept.placed);
      expect(shared).toBeLessThan(0.4 * Math.min(candidate.proposal.area, kept.area));
    }
  });

  it('come in an order that the seed decides', async () => {
    const order = async (seed: string) =>
      (await triesFor(seed)).map(({ candidate, kind }) => `${candidate.proposal.id} ${kind}`);
    expect(await order('one')).toEqual(await order('one'));
    expect(new Set((await Promise.all(['1', '2', '3', '4'].map(order))).map(String)).size).toBeGreaterThan(1);
  });

  it('are chosen beside those that stand, over all quarters of the picture, of changing kinds', async () => {
    const tries = await triesFor('spread');
    const placed: Placed[] = [];
    for (let next = nextTry(tries, placed, image); next; next = nextTry(tries, placed, image)) {
      const { box } = next.candidate;
      expect(fitsBeside(box, placed, image)).toBe(true);
      placed.push({ box, kind: next.kind });
    }
    expect(placed.length).toBeGreaterThan(4);
    const quarters = placed.slice(0, 4).map(({ box }) => {
      return `${box.x + box.width / 2 < image.width / 2}${box.y + box.height / 2 < image.height / 2}`;
    });
    expect(new Set(quarters).size).toBeGreaterThanOrEqual(3);
    expect(placed.slice(1).filter(({ kind }, index) => kind === placed[index].kind)).toEqual([]);
  });

  it('run out where what stands leaves no room', async () => {
    const tries = await triesFor('full');
    const whole = placedAt({ x: 0, y: 0, width: image.width, height: image.height });
    expect(nextTry(tries, [], image)).toBeDefined();
    expect(nextTry(tries, [whole], image)).toBeUndefined();
  });
});
