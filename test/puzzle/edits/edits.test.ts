import { describe, expect, it } from 'vitest';
import { EDIT_KINDS, LEVELS, type Level } from '../../../src/contract/answer-key.ts';
import { linearToOkLab, SRGB_TO_LINEAR } from '../../../src/imaging/colour.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { cropImage, type Patch } from '../../../src/imaging/patch.ts';
import { trimMask } from '../../../src/imaging/placed-mask.ts';
import type { EditContext } from '../../../src/puzzle/edits/edit.ts';
import { EDITS } from '../../../src/puzzle/edits/registry.ts';
import { openThing } from '../../../src/puzzle/open-thing.ts';
import { PictureFacts } from '../../../src/puzzle/picture-facts.ts';
import { MIN_DELTA_E, medianDeltaE } from '../../../src/puzzle/visibility.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { type Colour, drawShapes, type Shape, shadedGround, shapeMask } from '../../support/pictures.ts';

const SIZE = { width: 320, height: 240 };
const ground = shadedGround(SIZE);

const disc = (colour: Colour): Shape => ({ kind: 'disc', centre: { x: 160, y: 120 }, size: 60, colour });

/** Lights the disc from the left, so that it has shading that can be lost. */
function shaded(image: RgbImage, shape: Shape): RgbImage {
  const mask = shapeMask(shape, SIZE);
  const data = image.data.map((value, at) => {
    const pixel = Math.floor(at / 3);
    return mask.data[pixel] ? Math.round(value * (1.15 - 0.005 * ((pixel % SIZE.width) - 130))) : value;
  });
  return createRgbImage(SIZE.width, SIZE.height, data);
}

async function contextFor(image: RgbImage, shape: Shape, level: Level = 'medium'): Promise<EditContext> {
  const found = await propose(image);
  const placed = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) });
  const proposal = { ...found.proposals[0], placed };
  const picture = {
    image,
    facts: new PictureFacts(image),
    found: { ...found, size: SIZE, proposals: [proposal] },
    level,
    seed: 'edit',
  };
  return openThing(proposal, undefined, picture, () => true);
}

function made(patch: Patch | undefined): Patch {
  if (!patch) throw new Error('expected a patch, received none');
  return patch;
}

const originalOf = ({ box }: Patch, image: RgbImage) => cropImage(image, box).image;

/** OkLab lightness of the pixels of a patch that lie well inside the disc. */
function lightness(image: RgbImage, { box }: Patch): number[] {
  const values: number[] = [];
  for (let pixel = 0; pixel < box.width * box.height; pixel++) {
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    if (Math.hypot(x - 160, y - 120) > 24) continue;
    const linear = [0, 1, 2].map((channel) => SRGB_TO_LINEAR[image.data[pixel * 3 + channel]]);
    values.push(linearToOkLab(linear[0], linear[1], linear[2]).l);
  }
  return values;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, at) => (value - meanA) * (b[at] - meanB)));
  return covariance / Math.sqrt(mean(a.map((v) => (v - meanA) ** 2)) * mean(b.map((v) => (v - meanB) ** 2)));
}

describe('the registry', () => {
  it('has one edit for each kind of the contract', () => {
    expect(Object.keys(EDITS).sort()).toEqual([...EDIT_KINDS].sort());
    expect(Object.isFrozen(EDITS)).toBe(true);
  });
});

describe.each(['recolour', 'remove'] as const)('%s', (kind) => {
  const shape = disc([200, 50, 50]);
  const image = shaded(drawShapes(ground, [shape]), shape);

  it('suits a plain thing on plain ground, in its range', async () => {
    const { proposal } = await contextFor(image, shape);
    const suits = EDITS[kind].suits(proposal, 'alone');
    expect(suits).toBeGreaterThan(0.3);
    expect(suits).toBeLessThanOrEqual(1);
  });

  it('changes the thing and nothing away from it, and leaves the image given as it was', async () => {
    const copy = image.data.slice();
    const context = await contextFor(image, shape);
    const patch = made(await EDITS[kind].apply(context));
    expect(Buffer.compare(image.data, copy)).toBe(0);
    expect([patch.image.width, patch.image.height]).toEqual([patch.box.width, patch.box.height]);
    expect(medianDeltaE(originalOf(patch, image), patch.image)).toBeGreaterThan(MIN_DELTA_E.medium);
    const strays = Array.from({ length: patch.box.width * patch.box.height }, (_, pixel) => pixel).filter((pixel) => {
      const [x, y] = [patch.box.x + (pixel % patch.box.width), patch.box.y + Math.floor(pixel / patch.box.width)];
      const at = (y * SIZE.width + x) * 3;
      const isFar = Math.hypot(x - 160, y - 120) > 30 + 10;
      return isFar && [0, 1, 2].some((channel) => patch.image.data[pixel * 3 + channel] !== image.data[at + channel]);
    });
    expect(strays).toEqual([]);
  });

  it('makes the same change from the same seed', async () => {
    const apply = async () => made(await EDITS[kind].apply(await contextFor(image, shape))).image.data;
    expect(Buffer.compare(await apply(), await apply())).toBe(0);
  });
});

describe('recolour', () => {
  it.each(LEVELS)('is strong enough for level %s', async (level) => {
    const shape = disc([200, 50, 50]);
    const image = shaded(drawShapes(ground, [shape]), shape);
    const patch = made(await EDITS.recolour.apply(await contextFor(image, shape, level)));
    expect(medianDeltaE(originalOf(patch, image), patch.image)).toBeGreaterThanOrEqual(MIN_DELTA_E[level]);
  });

  it.each<[string, Colour]>([
    ['coloured', [200, 50, 50]],
    ['grey', [130, 130, 130]],
    ['dark', [40, 40, 44]],
  ])('keeps the shading of a %s thing', async (_, colour) => {
    const shape = disc(colour);
    const image = shaded(drawShapes(ground, [shape]), shape);
    const patch = made(await EDITS.recolour.apply(await contextFor(image, shape, 'hard')));
    expect(correlation(lightness(originalOf(patch, image), patch), lightness(patch.image, patch))).toBeGreaterThan(0.9);
  });
});

describe('remove', () => {
  it('leaves the ground as if the thing had never been there', async () => {
    const shape = disc([200, 50, 50]);
    const patch = made(await EDITS.remove.apply(await contextFor(drawShapes(ground, [shape]), shape)));
    const truth = originalOf(patch, ground);
    const errors = patch.image.data.map((value, at) => Math.abs(value - truth.data[at]));
    expect(Math.max(...errors)).toBeLessThanOrEqual(6);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(2);
  });

  it('asks more of a filling where a thing is hardly likely to come away', async () => {
    const shape = disc([200, 50, 50]);
    const context = await contextFor(drawShapes(ground, [shape]), shape);
    const clearing = await context.clear();
    if (!clearing) throw new Error('expected a clearing, received none');
    const onMixedGround = { ...context.proposal, ringRoughness: 21, groundSpread: 30, weakContrast: 10 };
    const flaw = async (penalty: number, proposal = context.proposal) => {
      const patch = await EDITS.remove.apply({ ...context, proposal, clear: async () => ({ ...clearing, penalty }) });
      return patch?.flaw;
    };
    expect(await flaw(0.3)).toBeLessThan(1);
    expect(await flaw(0.3, onMixedGround)).toBeUndefined();
    expect(await flaw(0.1, onMixedGround)).toBeLessThan(1);
    expect(await flaw(0.6)).toBeUndefined();
    // What suits so-so: less than half, and more than a third.
    const soSo = Array.from({ length: 30 }, (_, ringRoughness) => ({ ...context.proposal, ringRoughness })).find(
      (each) => EDITS.remove.suits(each, 'alone') < 0.42,
    );
    if (!soSo) throw new Error('expected a ring so rough that a removal hardly suits, received none');
    expect(EDITS.remove.suits(soSo, 'alone')).toBeGreaterThan(0.33);
    expect(await flaw(0.37)).toBeLessThan(1);
    expect(await flaw(0.37, soSo)).toBeGreaterThan(1);
  });
});
