import { beforeAll, describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../../src/imaging/image.ts';
import { trimMask } from '../../../../src/imaging/placed-mask.ts';
import { checkEdit } from '../../../../src/puzzle/check-edit.ts';
import { hueGap, hueOf } from '../../../../src/puzzle/edits/colour/hue.ts';
import { okLabOfBytes } from '../../../../src/puzzle/edits/colour/main-colour.ts';
import { type EditedPatch, ODD_FLAW } from '../../../../src/puzzle/edits/edit.ts';
import { recolour } from '../../../../src/puzzle/edits/recolour.ts';
import { openThing } from '../../../../src/puzzle/open-thing.ts';
import { PictureFacts } from '../../../../src/puzzle/picture-facts.ts';
import { type Proposal, propose } from '../../../../src/segmentation/propose.ts';
import {
  type Colour,
  drawShapes,
  leafy,
  paint,
  type Shape,
  shadedGround,
  shapeMask,
} from '../../../support/pictures.ts';

const SIZE = { width: 320, height: 240 };
const CENTRE = { x: 150, y: 130 };
const LEAF: Colour = [96, 128, 60];
const DARK_RED: Colour = [120, 24, 30];
const ground = shadedGround(SIZE);
const disc = (colour: Colour, size = 52): Shape => ({ kind: 'disc', centre: CENTRE, size, colour });

let like: Proposal;
beforeAll(async () => {
  [like] = (await propose(drawShapes(ground, [disc(LEAF)]))).proposals;
});

/** How something is to be painted; oddly and anywhere when nothing is said. */
interface Wishes {
  readonly isOdd?: boolean;
  readonly faces?: readonly Proposal[];
  readonly seed?: string;
  readonly mayChange?: boolean;
}

/** Paints what has the place of a shape. */
async function painted(
  image: RgbImage,
  shape: Shape,
  { isOdd = true, faces = [], seed = 'odd', mayChange = true }: Wishes = {},
) {
  const placed = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) });
  const proposal = { ...like, placed };
  const found = { size: SIZE, proposals: [proposal, ...faces], faces: faces.map((face) => face.placed.box) };
  const picture = { image, facts: new PictureFacts(image), found, level: 'medium', seed } as const;
  const thing = openThing(proposal, undefined, picture, () => mayChange);
  return (await recolour.apply({ ...thing, isOdd })) as EditedPatch | undefined;
}

describe('an odd colour', () => {
  it('is given to what would keep its own, cleanly and for all to see', async () => {
    const shape = disc(LEAF);
    const image = leafy(drawShapes(ground, [shape]), [shape], 26);
    expect(await painted(image, shape, { isOdd: false })).toBeUndefined();
    const patch = await painted(image, shape);
    expect(patch?.flaw).toBeGreaterThanOrEqual(ODD_FLAW);
    expect(patch && checkEdit(image, patch, 'recolour', 'medium')).toBeDefined();
  });

  it.each([LEAF, [150, 70, 60], [120, 120, 124]] as const)(
    'is neither a stain nor a wound on %s',
    async (...colour) => {
      const shape = disc(colour);
      const image = drawShapes(ground, [shape]);
      const at = CENTRE.y * SIZE.width + CENTRE.x;
      const before = okLabOfBytes(image.data, at * 3);
      for (const seed of ['a', 'b', 'c', 'd']) {
        const patch = await painted(image, shape, { seed });
        if (!patch) throw new Error('expected another colour, received none');
        const [x, y] = [CENTRE.x - patch.box.x, CENTRE.y - patch.box.y];
        const after = okLabOfBytes(patch.image.data, (y * patch.box.width + x) * 3);
        expect(after.l).toBeGreaterThan(before.l - 0.12);
        const isRed = hueGap(hueOf(after), 10) < 30 && Math.hypot(after.a, after.b) > 0.05;
        expect(isRed && after.l < 0.58).toBe(false);
      }
    },
  );

  it('is no dark red, however much of that a picture has', async () => {
    const [wall, stone] = [
      { kind: 'square', centre: { x: 150, y: 330 }, size: 400, colour: DARK_RED } as const,
      disc([104, 74, 30]),
    ];
    const image = drawShapes(ground, [wall, stone]);
    for (const seed of ['a', 'b', 'c', 'd']) {
      const patch = await painted(image, stone, { seed });
      if (!patch) throw new Error('expected another colour, received none');
      const at = (CENTRE.y - patch.box.y) * patch.box.width + CENTRE.x - patch.box.x;
      const after = okLabOfBytes(patch.image.data, at * 3);
      expect(hueGap(hueOf(after), 10) < 30 && Math.hypot(after.a, after.b) > 0.05 && after.l < 0.6).toBe(false);
    }
  });

  it('is not given where a difference may not stand', async () => {
    const shape = disc(LEAF);
    expect(await painted(drawShapes(ground, [shape]), shape, { mayChange: false })).toBeUndefined();
  });

  it('is not given where it would leave a rim of the old one', async () => {
    const shape = disc([165, 190, 245]);
    const blurred = paint(SIZE, (x, y) => {
      const share = 1 / (1 + Math.exp((Math.hypot(x - CENTRE.x, y - CENTRE.y) - 26) / 3.5));
      return [0, 1, 2].map((channel) =>
        Math.round(share * shape.colour[channel] + (1 - share) * LEAF[channel]),
      ) as unknown as Colour;
    });
    expect(
      await painted(
        drawShapes(
          paint(SIZE, () => LEAF),
          [shape],
        ),
        shape,
      ),
    ).toBeDefined();
    expect(await painted(blurred, { ...shape, size: 44 })).toBeUndefined();
  });

  it('is not given to a part of a surface that goes on all round', async () => {
    const all = disc(LEAF, 90);
    const image = leafy(drawShapes(ground, [all]), [all], 26);
    expect(await painted(image, disc(LEAF, 44))).toBeUndefined();
  });

  it('is not given to paper', async () => {
    const dark = paint(SIZE, (x, y) => [70, 90 + ((7 * x + 3 * y) % 5), 110]);
    const white = disc([253, 253, 252]);
    expect(await painted(drawShapes(dark, [white]), white)).toBeUndefined();
  });

  it('is not given to skin', async () => {
    const skin: Colour = [205, 150, 120];
    const [hand, head] = [disc(skin), { ...disc(skin, 30), centre: { x: 150, y: 40 } }];
    const image = drawShapes(ground, [hand, head]);
    const placed = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(head, SIZE) });
    const face: Proposal = { ...like, keep: 'face', placed, area: 700, lab: [66, 17, 24] };
    expect(await painted(image, hand)).toBeDefined();
    expect(await painted(image, hand, { faces: [face] })).toBeUndefined();
  });
});
