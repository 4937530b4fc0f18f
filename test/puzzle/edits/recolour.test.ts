import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { OkLab } from '../../../src/imaging/colour.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import type { Patch } from '../../../src/imaging/patch.ts';
import { trimMask, uniteMasks } from '../../../src/imaging/placed-mask.ts';
import { rankColours } from '../../../src/puzzle/edits/colour/colour-choice.ts';
import { recolour } from '../../../src/puzzle/edits/recolour.ts';
import { openThing } from '../../../src/puzzle/open-thing.ts';
import { PictureFacts } from '../../../src/puzzle/picture-facts.ts';
import { type Proposal, propose } from '../../../src/segmentation/propose.ts';
import { type Colour, drawShapes, type Shape, shadedGround, shapeMask } from '../../support/pictures.ts';

// Which colours come first is another's question: a test may say it.
vi.mock(import('../../../src/puzzle/edits/colour/colour-choice.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, rankColours: vi.fn(original.rankColours) };
});

const SIZE = { width: 320, height: 240 };
const RED: Colour = [200, 50, 50];
const WOOD: Colour = [200, 118, 64];
/** Nearly the same hue as the wood, and more colour. */
const FLOWER: Colour = [243, 113, 53];
const BOARD: Colour = [165, 120, 80];
/** OkLab, with the hues of violets and of the sea. */
const PURPLE: OkLab = { l: 0.55, a: 0.07, b: -0.08 };
const BLUE: OkLab = { l: 0.5, a: -0.02, b: -0.1 };
/** What wood may be stained as. */
const DARK_BROWN: OkLab = { l: 0.38, a: 0.03, b: 0.05 };
const ground = shadedGround(SIZE);
const disc = (x: number, colour: Colour, size = 44): Shape => ({ kind: 'disc', centre: { x, y: 120 }, size, colour });
const maskOf = (shape: Shape) => trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) });

let like: Proposal;
beforeAll(async () => {
  [like] = (await propose(drawShapes(ground, [disc(160, RED)]))).proposals;
});

const thing = (shape: Shape): Proposal => ({ ...like, placed: maskOf(shape), objectness: 0.5, weakContrast: 30 });

/** Paints the first of some things, if it takes paint and is no wider than may be. */
async function recolouredWithin(widest: number, image: RgbImage, ...proposals: Proposal[]): Promise<Patch | undefined> {
  const found = { size: SIZE, proposals, faces: [] };
  const picture = { image, facts: new PictureFacts(image), found, level: 'medium' as const, seed: 'paint' };
  return recolour.apply(openThing(proposals[0], undefined, picture, ({ width }) => width <= widest));
}

/** Paints the first of some things, if it takes paint. */
const tryToRecolour = (image: RgbImage, ...proposals: Proposal[]) => recolouredWithin(SIZE.width, image, ...proposals);

/** Paints the first of some things. */
async function recoloured(image: RgbImage, ...proposals: Proposal[]): Promise<Patch> {
  const patch = await tryToRecolour(image, ...proposals);
  if (!patch) throw new Error('expected a patch, received none');
  return patch;
}

/** Whether a patch changes the pixel of a picture. */
function changes({ box, image }: Patch, original: RgbImage, x: number, y = 120): boolean {
  if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) return false;
  const [here, there] = [((y - box.y) * box.width + x - box.x) * 3, (y * SIZE.width + x) * 3];
  return [0, 1, 2].some((channel) => image.data[here + channel] !== original.data[there + channel]);
}

describe('recolour', () => {
  it('paints both of a pair, and one alone where the other stands far away', async () => {
    const near = [disc(136, RED), disc(184, RED)];
    const pair = drawShapes(ground, near);
    const both = await recoloured(pair, ...near.map(thing));
    expect([136, 184].map((x) => changes(both, pair, x))).toEqual([true, true]);
    const far = [disc(80, RED), disc(240, RED)];
    const two = drawShapes(ground, far);
    const one = await recoloured(two, ...far.map(thing));
    expect([80, 240].map((x) => changes(one, two, x))).toEqual([true, false]);
  });

  it('paints none of a pair that is too large together, and one thing of that size', async () => {
    const near = [disc(136, RED), disc(184, RED)];
    const [pair, single] = [drawShapes(ground, near), drawShapes(ground, near.slice(0, 1))];
    expect(await recolouredWithin(60, pair, ...near.map(thing))).toBeUndefined();
    expect(await recolouredWithin(60, single, thing(near[0]))).toBeDefined();
  });

  it('paints a thing without what touches it and has nearly its colour', async () => {
    const [bench, flower] = [disc(150, WOOD, 70), disc(192, FLOWER, 26)];
    const picture = drawShapes(ground, [bench, flower]);
    const both = { ...thing(bench), placed: uniteMasks(maskOf(bench), maskOf(flower)) };
    const patch = await recoloured(picture, both);
    expect([150, 194].map((x) => changes(patch, picture, x))).toEqual([true, false]);
  });

  it('paints no board purple or blue, whatever else there is to choose from', async () => {
    const paintedWith = (colour: Colour, ...ideas: OkLab[]) => {
      vi.mocked(rankColours).mockImplementationOnce(function* () {
        yield* ideas;
      });
      const shape = disc(160, colour);
      return tryToRecolour(drawShapes(ground, [shape]), thing(shape));
    };
    expect(await paintedWith(BOARD, PURPLE, BLUE)).toBeUndefined();
    expect(await paintedWith(BOARD, PURPLE, BLUE, DARK_BROWN)).toBeDefined();
    expect(await paintedWith(RED, PURPLE, BLUE)).toBeDefined();
  });
});
