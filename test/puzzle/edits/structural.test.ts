import { describe, expect, it } from 'vitest';
import type { EditKind } from '../../../src/contract/answer-key.ts';
import type { Box } from '../../../src/contract/geometry.ts';
import { copyRgbImage, createMask, type RgbImage } from '../../../src/imaging/image.ts';
import { pastePatch } from '../../../src/imaging/patch.ts';
import { type PlacedMask, trimMask } from '../../../src/imaging/placed-mask.ts';
import { checkEdit } from '../../../src/puzzle/check-edit.ts';
import { EDITS } from '../../../src/puzzle/edits/registry.ts';
import { openThing } from '../../../src/puzzle/open-thing.ts';
import { type Proposal, propose } from '../../../src/segmentation/propose.ts';
import { pictureOf } from '../../support/picture-context.ts';
import { drawShapes, type Shape, shadedGround, shapeMask } from '../../support/pictures.ts';

const SIZE = { width: 360, height: 240 };
const ground = shadedGround(SIZE);
const WHOLE: Box = { x: 0, y: 0, ...SIZE };

/** A red flag: a square with a triangle to its right, so that its two sides differ. */
const FLAG: readonly Shape[] = [
  { kind: 'square', centre: { x: 170, y: 120 }, size: 40, colour: [200, 40, 40] },
  { kind: 'triangle', centre: { x: 200, y: 120 }, size: 40, colour: [200, 40, 40] },
];
const SPOT: Shape = { kind: 'disc', centre: { x: 150, y: 120 }, size: 18, colour: [200, 40, 40] };
const PLATE: Shape = { kind: 'disc', centre: { x: 180, y: 120 }, size: 150, colour: [60, 110, 190] };

function maskOf(shapes: readonly Shape[]): PlacedMask {
  const mask = createMask(SIZE.width, SIZE.height);
  for (const shape of shapes) {
    shapeMask(shape, SIZE).data.forEach((value, at) => {
      mask.data[at] |= value;
    });
  }
  return trimMask({ box: WHOLE, mask });
}

const found = await propose(drawShapes(ground, FLAG));

interface EditWish {
  readonly host?: Shape;
  readonly seed?: string;
  readonly texture?: number;
  readonly scores?: Partial<Proposal>;
  readonly mayChange?: (box: Box) => boolean;
  /** What else was found. */
  readonly others?: readonly Proposal[];
}

/** Makes an edit of what the shapes cover. @returns the altered image, or undefined when no good one exists */
async function edit(
  kind: EditKind,
  image: RgbImage,
  shapes: readonly Shape[],
  { host, seed = 'edit', texture = 0, scores = {}, mayChange = () => true, others = [] }: EditWish = {},
): Promise<RgbImage | undefined> {
  const proposal = { ...found.proposals[0], texture, ...scores, placed: maskOf(shapes) };
  const larger = host && { ...proposal, placed: maskOf([host]) };
  const alone = pictureOf(image, proposal, found, { seed });
  const picture = { ...alone, found: { ...alone.found, proposals: [proposal, ...others] } };
  const patch = await EDITS[kind].apply(openThing(proposal, larger, picture, mayChange));
  if (!patch) return undefined;
  expect(checkEdit(image, patch, kind, 'medium')).toBeDefined();
  const altered = copyRgbImage(image);
  pastePatch(altered, patch);
  return altered;
}

const isRed = ({ data }: RgbImage, pixel: number) => data[pixel * 3] > 150 && data[pixel * 3 + 1] < 100;

/** The flag with stripes of another red: of what has one colour, a small move shows at its two ends alone. */
function striped(image: RgbImage): RgbImage {
  const data = image.data.map((value, at) => {
    const pixel = Math.floor(at / 3);
    const isLight = (pixel % SIZE.width) % 12 < 6 && isRed(image, pixel);
    return isLight ? [255, 95, 0][at % 3] : value;
  });
  return { ...image, data };
}

/** The red pixels of an image, as indices. */
function redPixels(image: RgbImage): Set<number> {
  return new Set(Array.from({ length: image.width * image.height }, (_, at) => at).filter((at) => isRed(image, at)));
}

function shared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  return [...a].filter((pixel) => b.has(pixel)).length;
}

const meanX = (pixels: ReadonlySet<number>) =>
  [...pixels].reduce((sum, at) => sum + (at % SIZE.width), 0) / pixels.size;

async function redBeforeAndAfter(kind: EditKind, seed?: string) {
  const image = drawShapes(ground, FLAG);
  const altered = await edit(kind, image, FLAG, seed === undefined ? {} : { seed });
  if (!altered) throw new Error('expected an edit, received none');
  return { before: redPixels(image), after: redPixels(altered) };
}

describe('duplicate', () => {
  it('leaves the thing where it is and puts a second one of its size elsewhere', async () => {
    const { before, after } = await redBeforeAndAfter('duplicate');
    expect(shared(before, after)).toBe(before.size);
    expect(after.size / before.size).toBeCloseTo(2, 1);
  });

  it('leaves behind what stands beside the thing', async () => {
    const beside: Shape = { kind: 'square', centre: { x: 143, y: 120 }, size: 7, colour: [30, 60, 160] };
    const image = drawShapes(ground, [beside, ...FLAG]);
    const altered = await edit('duplicate', image, FLAG);
    if (!altered) throw new Error('expected an edit, received none');
    const blue = ({ data }: RgbImage) =>
      [...data.keys()].filter((at) => at % 3 === 0 && data[at] < 90 && data[at + 2] > 120).length;
    expect(blue(altered)).toBe(blue(image));
    expect(redPixels(altered).size / redPixels(image).size).toBeCloseTo(2, 1);
  });

  it('leaves behind another thing close by, and copies nothing that another one touches', async () => {
    const squareAt = (x: number): Shape => ({ kind: 'square', centre: { x, y: 120 }, size: 24, colour: [30, 60, 160] });
    const isBlue = ({ data }: RgbImage, at: number) => data[at] < 130 && data[at + 2] > data[at] + 30;
    const blueIn = (altered: RgbImage) =>
      [...altered.data.keys()].filter((at) => at % 3 === 0 && isBlue(altered, at)).length;
    const copyBeside = async (beside: Shape) => {
      const image = drawShapes(ground, [beside, ...FLAG]);
      const other = { ...found.proposals[0], weakContrast: 30, area: 24 * 24, placed: maskOf([beside]) };
      const altered = await edit('duplicate', image, FLAG, { others: [other] });
      return altered && blueIn(altered) - blueIn(image);
    };
    expect(await copyBeside(squareAt(133))).toBe(0);
    expect(await copyBeside(squareAt(138))).toBeUndefined();
  });

  it('makes what is too small for the level a little larger, and nothing that is much too small', async () => {
    const spotOf = (size: number): Shape => ({ ...SPOT, size });
    const copy = async (spot: Shape) => {
      const image = drawShapes(ground, [spot]);
      const altered = await edit('duplicate', image, [spot]);
      return altered && redPixels(altered).size / redPixels(image).size - 1;
    };
    expect(await copy(spotOf(40))).toBeCloseTo(1, 1);
    const larger = await copy(spotOf(16));
    expect(larger).toBeGreaterThan(1.4);
    expect(larger).toBeLessThan(2.2);
    expect(await copy(spotOf(11))).toBeUndefined();
  });

  it('copies no piece of something larger', async () => {
    const pole = Array.from(
      { length: 12 },
      (_, index): Shape => ({
        kind: 'square',
        centre: { x: 160, y: 145 + index * 8 },
        size: 12,
        colour: [30, 60, 160],
      }),
    );
    expect(await edit('duplicate', drawShapes(ground, [...pole, ...FLAG]), FLAG)).toBeUndefined();
  });

  it('puts what stands on a shelf on the shelf again', async () => {
    const shelf = copyRgbImage(ground);
    for (let y = 141; y < 148; y++) {
      for (let x = 0; x < SIZE.width; x++) shelf.data.set([70, 50, 40], (y * SIZE.width + x) * 3);
    }
    const image = drawShapes(shelf, FLAG);
    for (const seed of ['one', 'two', 'three']) {
      const altered = await edit('duplicate', image, FLAG, { seed });
      if (!altered) throw new Error('expected an edit, received none');
      const rows = (picture: RgbImage) =>
        new Set([...redPixels(picture)].map((pixel) => Math.floor(pixel / SIZE.width)));
      expect(rows(altered)).toEqual(rows(image));
    }
  });

  it('puts no second sun into the sky', async () => {
    const disc = (y: number): Shape => ({ kind: 'disc', centre: { x: 100, y }, size: 40, colour: [240, 220, 60] });
    const shapeOfSun = { axisRatio: 1, solidity: 0.98, ringRoughness: 1 };
    const copyOf = (sun: Shape) => edit('duplicate', drawShapes(ground, [sun]), [sun], { scores: shapeOfSun });
    expect(await copyOf(disc(50))).toBeUndefined();
    expect(await copyOf(disc(180))).toBeDefined();
  });

  it('finds no place where everything is taken', async () => {
    const image = drawShapes(ground, FLAG);
    expect(await edit('duplicate', image, FLAG, { mayChange: () => false })).toBeUndefined();
  });

  it('finds no place on ground that is another', async () => {
    const stripes = Array.from(
      { length: 7 },
      (_, index): Shape => ({
        kind: 'square',
        centre: { x: 26 + index * 52, y: index % 2 === 0 ? 40 : 200 },
        size: 78,
        colour: [30, 60, 30],
      }),
    );
    const image = drawShapes(ground, [...stripes, ...FLAG]);
    const altered = await edit('duplicate', image, FLAG);
    if (!altered) return;
    // Where it found one all the same, the copy stands on the light ground and covers none of the dark things.
    const darkBefore = [...image.data].filter((value, at) => at % 3 === 0 && value < 60).length;
    expect([...altered.data].filter((value, at) => at % 3 === 0 && value < 60).length).toBe(darkBefore);
  });
});

describe('mirror', () => {
  it('turns the thing about its own middle', async () => {
    const { before, after } = await redBeforeAndAfter('mirror');
    const xs = [...before].map((at) => at % SIZE.width);
    const axis = Math.min(...xs) + Math.max(...xs);
    const mirrored = new Set([...before].map((at) => at - (at % SIZE.width) + axis - (at % SIZE.width)));
    expect(shared(mirrored, after) / mirrored.size).toBeGreaterThan(0.95);
    expect(after.size / before.size).toBeCloseTo(1, 1);
  });
});

describe('the core of a larger thing', () => {
  it('is never taken away to be put back, whose rim would stay', async () => {
    const image = drawShapes(ground, FLAG);
    expect(await edit('mirror', image, FLAG, { host: PLATE })).toBeUndefined();
    for (const seed of ['1', '2', '3', '4', '5', '6']) {
      const altered = await edit('resize', image, FLAG, { host: PLATE, seed });
      if (altered) expect(redPixels(altered).size).toBeGreaterThan(redPixels(image).size);
    }
  });
});

describe('move', () => {
  it.each([
    ['a patterned thing by less than its width', 20, striped(drawShapes(ground, FLAG)), [15, 50]],
    ['a plain thing until the new place meets the old one', 0, drawShapes(ground, FLAG), [50, 80]],
  ] as const)('shifts %s', async (_, texture, image, [least, most]) => {
    const altered = await edit('move', image, FLAG, { texture });
    if (!altered) throw new Error('expected an edit, received none');
    const [before, after] = [redPixels(image), redPixels(altered)];
    expect(after.size / before.size).toBeCloseTo(1, 1);
    const way = Math.abs(meanX(after) - meanX(before));
    expect(way).toBeGreaterThan(least);
    expect(way).toBeLessThan(most);
  });
});

describe('resize', () => {
  it('makes the thing clearly larger or smaller, on the same foot', async () => {
    const ratios = await Promise.all(
      ['1', '2', '3', '4', '5', '6'].map(async (seed) => {
        const { before, after } = await redBeforeAndAfter('resize', seed);
        const foot = (pixels: ReadonlySet<number>) => Math.max(...[...pixels].map((at) => Math.floor(at / SIZE.width)));
        expect(Math.abs(foot(after) - foot(before))).toBeLessThanOrEqual(2);
        return after.size / before.size;
      }),
    );
    for (const ratio of ratios) expect(Math.abs(Math.log(ratio))).toBeGreaterThan(0.3);
    expect(ratios.some((ratio) => ratio > 1) && ratios.some((ratio) => ratio < 1)).toBe(true);
  });
});

describe('growth', () => {
  it('starts from the middle where the thing would look out from under itself at its feet', async () => {
    // Arms that reach out low: about the feet they would move up and aside.
    const cross: readonly Shape[] = [
      { kind: 'square', centre: { x: 180, y: 110 }, size: 60, colour: [200, 40, 40] },
      { kind: 'square', centre: { x: 180, y: 145 }, size: 12, colour: [200, 40, 40] },
    ];
    const image = drawShapes(ground, cross);
    const altered = await edit('resize', image, cross, { scores: { ringRoughness: 30 } });
    if (!altered) throw new Error('expected an edit, received none');
    const [before, after] = [redPixels(image), redPixels(altered)];
    expect(shared(before, after) / before.size).toBeGreaterThan(0.96);
    expect(after.size / before.size).toBeGreaterThan(1.4);
    const foot = (pixels: ReadonlySet<number>) => Math.max(...[...pixels].map((at) => Math.floor(at / SIZE.width)));
    expect(foot(after)).toBeGreaterThan(foot(before) + 4);
  });
});

describe('what is laid over itself', () => {
  const disc: Shape = { kind: 'disc', centre: { x: 180, y: 110 }, size: 60, colour: [200, 40, 40] };
  const crowded = { ringRoughness: 30 };
  const image = drawShapes(ground, [disc]);

  it('grows as far as it may where less is not enough', async () => {
    const mayChange = ({ width }: Box) => width >= 88;
    const altered = await edit('resize', image, [disc], { scores: crowded, mayChange });
    if (!altered) throw new Error('expected an edit, received none');
    expect(redPixels(altered).size / redPixels(image).size).toBeCloseTo(2.25, 1);
    expect(
      await edit('resize', image, [disc], { scores: crowded, mayChange: ({ width }) => width >= 100 }),
    ).toBeUndefined();
  });

  it('turns round a little larger where no ground closes over its place', async () => {
    const altered = await edit('mirror', image, [disc], { scores: crowded });
    if (!altered) throw new Error('expected an edit, received none');
    expect(redPixels(altered).size / redPixels(image).size).toBeCloseTo(1.21, 1);
    expect(await edit('mirror', image, FLAG, { scores: crowded })).toBeUndefined();
  });
});

describe('rotate', () => {
  it('turns the thing a little: its size stays, its corners move', async () => {
    const { before, after } = await redBeforeAndAfter('rotate');
    expect(after.size / before.size).toBeCloseTo(1, 1);
    const same = shared(before, after) / before.size;
    expect(same).toBeGreaterThan(0.6);
    expect(same).toBeLessThan(0.97);
  });
});

describe('detail', () => {
  const image = drawShapes(ground, [PLATE, SPOT]);

  it('takes a part away or adds another within the thing', async () => {
    const before = redPixels(image).size;
    const counts = await Promise.all(
      ['1', '2', '3', '4', '5', '6'].map(async (seed) => {
        const altered = await edit('detail', image, [SPOT], { host: PLATE, seed });
        if (!altered) throw new Error('expected an edit, received none');
        const plate = shapeMask(PLATE, SIZE);
        expect([...redPixels(altered)].every((at) => plate.data[at] === 1)).toBe(true);
        return redPixels(altered).size / before;
      }),
    );
    for (const ratio of counts) expect(ratio < 0.05 || Math.abs(ratio - 2) < 0.15).toBe(true);
    expect(new Set(counts.map(Math.round)).size).toBe(2);
  });

  it('suits parts alone', () => {
    const [proposal] = found.proposals;
    expect(EDITS.detail.suits(proposal, 'part')).toBeGreaterThan(0.3);
    expect(EDITS.detail.suits(proposal, 'alone')).toBe(0);
    expect(EDITS.remove.suits(proposal, 'part')).toBe(0);
  });
});
