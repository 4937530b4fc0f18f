import { describe, expect, it } from 'vitest';
import type { Box, Point } from '../../../../src/contract/geometry.ts';
import { createFloatMap, createMask, type RgbImage } from '../../../../src/imaging/image.ts';
import type { Patch } from '../../../../src/imaging/patch.ts';
import { trimMask } from '../../../../src/imaging/placed-mask.ts';
import { createRandom } from '../../../../src/imaging/random.ts';
import type { EditContext } from '../../../../src/puzzle/edits/edit.ts';
import { isCutOff } from '../../../../src/puzzle/edits/layers/cut-off.ts';
import { LayOver } from '../../../../src/puzzle/edits/layers/lay-over.ts';
import { IN_PLACE } from '../../../../src/puzzle/edits/layers/layer.ts';
import { Ground } from '../../../../src/puzzle/edits/layers/outgrow.ts';
import { openThing } from '../../../../src/puzzle/open-thing.ts';
import { type Proposal, propose } from '../../../../src/segmentation/propose.ts';
import { pictureOf } from '../../../support/picture-context.ts';
import { type Colour, gridScene, paint } from '../../../support/pictures.ts';
import { LEVEL_SCENES } from '../../../support/scenes.ts';

const SIZE = { width: 240, height: 160 };
/** Grey levels by which a colour may be off that was scaled. */
const TINGE = 4;
/** Grey levels by which a grain is darker or lighter at most. */
const GRAIN = 6;
const SKY: Colour = [190, 220, 240];
const GRASS: Colour = [110, 170, 80];
const WOOD: Colour = [120, 70, 40];
const BAR: Colour = [60, 60, 70];

type IsIn = (x: number, y: number) => boolean;

const within =
  (left: number, top: number, width: number, height: number): IsIn =>
  (x, y) =>
    x >= left && y >= top && x < left + width && y < top + height;

/** A box of wood that stands on the grass before the sky. */
const isCrate = within(100, 70, 40, 50);
const isGrass: IsIn = (_, y) => y >= 100;
/** The same with a pole that leans to the right. */
const isLeaning: IsIn = (x, y) => within(100, 70, 20, 50)(x, y) || within(120, 70, 60, 6)(x, y);

const scene = (isThing: IsIn, isOther: IsIn = () => false): RgbImage =>
  paint(SIZE, (x, y) => (isThing(x, y) ? WOOD : isOther(x, y) ? BAR : isGrass(x, y) ? GRASS : SKY));

const [anything] = (await propose(gridScene(LEVEL_SCENES.medium))).proposals;

function proposalOf(isIn: IsIn, more: Partial<Proposal> = {}): Proposal {
  const data = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) =>
    Number(isIn(at % SIZE.width, Math.floor(at / SIZE.width))),
  );
  const placed = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: createMask(SIZE.width, SIZE.height, data) });
  return { ...anything, objectness: 0.5, keep: null, placed, ...more };
}

/** @param others what else was found */
function open(isThing: IsIn, image: RgbImage, others: readonly Proposal[] = [], mayChange = (_: Box) => true) {
  const thing = proposalOf(isThing);
  const alone = pictureOf(image, thing, { size: SIZE, proposals: [thing], faces: [] }, { seed: 'grow' });
  const picture = { ...alone, found: { size: SIZE, proposals: [thing, ...others], faces: [] } };
  return openThing(thing, undefined, picture, mayChange);
}

/** Lets a thing grow on its feet. */
function growOpened(context: EditContext) {
  const { x, y, width, height } = context.proposal.placed.box;
  return new LayOver(context).at({ ...IN_PLACE, anchor: { x: x + width / 2, y: y + height }, scale: 1.3 });
}
const grow = (...[isThing, image, others, mayChange]: Parameters<typeof open>) =>
  growOpened(open(isThing, image, others, mayChange));

/** The pixels of a patch that are not as they were. */
function changedPixels(image: RgbImage, { box, image: after }: Patch): Point[] {
  return Array.from({ length: box.width * box.height }, (_, at) => ({
    at: at * 3,
    x: box.x + (at % box.width),
    y: box.y + Math.floor(at / box.width),
  })).filter(({ at, x, y }) =>
    [0, 1, 2].some((channel) => after.data[at + channel] !== image.data[(y * image.width + x) * 3 + channel]),
  );
}

/** Whether a colour is another one but for what scaling does. */
const isNear = (colour: readonly number[], other: Colour) =>
  colour.every((value, channel) => Math.abs(value - other[channel]) < TINGE);

const matteOf = (isIn: IsIn) => ({
  box: { x: 0, y: 0, ...SIZE },
  alpha: createFloatMap(
    SIZE.width,
    SIZE.height,
    Float32Array.from({ length: SIZE.width * SIZE.height }, (_, at) =>
      Number(isIn(at % SIZE.width, Math.floor(at / SIZE.width))),
    ),
  ),
  foreground: new Float32Array(SIZE.width * SIZE.height * 3),
});

describe('a thing that is laid over itself', () => {
  it('grows before two grounds on the same feet, and changes nothing else', () => {
    const image = scene(isCrate);
    const patch = grow(isCrate, image);
    if (!patch) throw new Error('expected a patch, received none');
    const isGrown = within(95, 56, 50, 63);
    for (let y = 0; y < patch.box.height; y++) {
      for (let x = 0; x < patch.box.width; x++) {
        const [column, row] = [patch.box.x + x, patch.box.y + y];
        const [here, there] = [(y * patch.box.width + x) * 3, (row * SIZE.width + column) * 3];
        const colour = [...patch.image.data.subarray(here, here + 3)];
        if (isGrown(column, row)) expect(isNear(colour, WOOD)).toBe(true);
        const isBeside = !within(92, 53, 56, 69)(column, row);
        if (isBeside) expect(colour).toEqual([...image.data.subarray(there, there + 3)]);
      }
    }
  });

  it('leaves nothing of what it was', () => {
    expect(grow(isLeaning, scene(isLeaning))).toBeUndefined();
  });

  it('hides no other thing, and nothing of a face', () => {
    const isPost = within(142, 66, 5, 40);
    const image = scene(isCrate, isPost);
    const thing = proposalOf(isPost);
    expect(grow(isCrate, image, [thing])).toBeUndefined();
    expect(grow(isCrate, image, [{ ...thing, objectness: 0.1 }])).toBeDefined();
    expect(grow(isCrate, image, [{ ...thing, objectness: 0.1, keep: 'face' }])).toBeUndefined();
  });

  it('does not outgrow a rim all around it', () => {
    const isFlesh: IsIn = (x, y) => Math.hypot(x - 120, y - 80) <= 25;
    const slice = (rind: number) => scene(isFlesh, (x, y) => Math.hypot(x - 120, y - 80) <= 25 + rind);
    expect(grow(isFlesh, slice(7))).toBeUndefined();
    expect(grow(isFlesh, slice(40))).toBeDefined();
  });

  it('does not leave the card that it lies on, but may come to stand before what begins beside it', () => {
    const onCard = (top: number) =>
      paint(SIZE, (x, y) => (isCrate(x, y) ? WOOD : within(80, top, 80, 70)(x, y) ? SKY : GRASS));
    expect(grow(isCrate, onCard(63))).toBeUndefined();
    expect(grow(isCrate, onCard(40))).toBeDefined();
  });

  it('is no patch of a ground that has its colours', () => {
    const random = createRandom('patch');
    const dots: readonly Colour[] = [WOOD, BAR, GRASS];
    const cells = Array.from({ length: 24 * 16 }, () => dots[random.integer(0, dots.length - 1)]);
    const cellAt = (x: number, y: number) => cells[Math.floor(y / 10) * 24 + Math.floor(x / 10)];
    const crowded = (thing: (x: number, y: number) => Colour) =>
      paint(SIZE, (x, y) => (isCrate(x, y) ? thing(x, y) : cellAt(x, y)));
    const isPatch = (image: RgbImage) => new Ground(image, matteOf(isCrate)).isPatchOfIt();
    expect(isPatch(crowded(cellAt))).toBe(true);
    expect(isPatch(crowded(() => [250, 250, 250]))).toBe(false);
    expect(grow(isCrate, crowded(cellAt))).toBeUndefined();
  });

  it('leaves no piece of itself beside it where it faces the other way', () => {
    const withKnob =
      (width: number): IsIn =>
      (x, y) =>
        isCrate(x, y) || within(140, 84, width, 8)(x, y);
    const mirrored = (isThing: IsIn) =>
      new LayOver(open(isThing, scene(isThing))).at({
        ...IN_PLACE,
        anchor: { x: 120, y: 120 },
        scale: 1.1,
        isMirrored: true,
      });
    expect(mirrored(withKnob(7))).toBeUndefined();
    expect(mirrored(withKnob(3))).toBeDefined();
  });

  it('does not grow out of a thin frame', () => {
    const sheet = (isBorder: IsIn, border: Colour) =>
      paint(SIZE, (x, y) => (isCrate(x, y) ? WOOD : isBorder(x, y) ? border : GRASS));
    expect(grow(isCrate, sheet(within(98, 68, 44, 54), [250, 250, 250]))).toBeUndefined();
    expect(grow(isCrate, sheet(within(99, 69, 42, 52), [115, 120, 60]))).toBeDefined();
  });

  it('paints no piece out that looks to be its own', () => {
    const isTop = within(90, 70, 60, 12);
    const isLeg = (x: number): IsIn => within(x, 82, 8, 30);
    const isBetween = within(98, 82, 44, 30);
    // The ground between the legs is taken for a part of it, and one of its legs is not.
    const isFound: IsIn = (x, y) => isTop(x, y) || isBetween(x, y) || isLeg(142)(x, y);
    const bench = (left: Colour) =>
      paint(SIZE, (x, y) => (isTop(x, y) ? WOOD : isLeg(142)(x, y) ? BAR : isLeg(90)(x, y) ? left : GRASS));
    expect(grow(isFound, bench(BAR))).toBeUndefined();
    expect(grow(isFound, bench(GRASS))).toBeDefined();
  });

  it('swallows nothing that touches it', () => {
    const inSky = (isOther: IsIn) => paint(SIZE, (x, y) => (isCrate(x, y) ? WOOD : isOther(x, y) ? BAR : SKY));
    expect(grow(isCrate, inSky(within(112, 60, 14, 10)))).toBeUndefined();
    expect(grow(isCrate, inSky(within(112, 20, 14, 10)))).toBeDefined();
    expect(grow(isCrate, inSky(within(140, 76, 40, 20)))).toBeDefined();
  });

  it('may hide what floats beside it, and a speck on it', () => {
    const inSky = (isOther: IsIn) => paint(SIZE, (x, y) => (isCrate(x, y) ? WOOD : isOther(x, y) ? BAR : SKY));
    expect(grow(isCrate, inSky(within(112, 58, 14, 6)))).toBeDefined();
    expect(grow(isCrate, inSky(within(112, 58, 14, 12)))).toBeUndefined();
    expect(grow(isCrate, inSky(within(119, 65, 3, 5)))).toBeDefined();
  });

  it('does not grow where an edge goes on past it, where something leads away from it, or where it is read', () => {
    const isTopBar = within(0, 60, SIZE.width, 10);
    expect(grow(isCrate, scene(isCrate, isTopBar))).toBeUndefined();
    const isShaft = within(140, 88, 60, 8);
    expect(
      grow(
        isCrate,
        paint(SIZE, (x, y) => (isCrate(x, y) || isShaft(x, y) ? WOOD : SKY)),
      ),
    ).toBeUndefined();
    // Its strokes come from its foot: larger, it would cover itself.
    const isLetter: IsIn = (x, y) => y >= 70 && y < 130 && Math.abs(Math.abs(x - 120) - 0.5 * (130 - y)) <= 3;
    const isSign = within(82, 62, 76, 76);
    const letter = (isSheet: IsIn) => paint(SIZE, (x, y) => (isLetter(x, y) ? BAR : isSheet(x, y) ? SKY : GRASS));
    expect(grow(isLetter, letter(isSign))).toBeUndefined();
    expect(
      grow(
        isLetter,
        letter(() => true),
      ),
    ).toBeDefined();
  });

  it('takes nothing along that is hardly of it', () => {
    const image = scene(isCrate);
    const context = open(isCrate, image);
    const isVeil = within(88, 58, 64, 62);
    const { alpha, foreground } = matteOf(isCrate);
    const veiled = { box: { x: 0, y: 0, ...SIZE }, alpha, foreground: foreground.fill(0) };
    alpha.data.forEach((share, at) => {
      const isAround = isVeil(at % SIZE.width, Math.floor(at / SIZE.width));
      if (share === 0 && isAround) alpha.data[at] = 0.1;
      if (share === 1) foreground.set(WOOD, at * 3);
    });
    const patch = growOpened({ ...context, matte: veiled });
    if (!patch) throw new Error('expected a patch, received none');
    const isNearby = within(90, 51, 60, 73);
    expect(changedPixels(image, patch).filter(({ x, y }) => !isNearby(x, y))).toEqual([]);
  });

  it('keeps its grain where other grain of its own would come', () => {
    const random = createRandom('grain');
    const image = scene(isCrate);
    for (let at = 0; at < image.data.length; at++) image.data[at] += random.integer(-GRAIN, GRAIN);
    const patch = grow(isCrate, image);
    if (!patch) throw new Error('expected a patch, received none');
    const changed = changedPixels(image, patch).filter(({ x, y }) => isCrate(x, y)).length;
    expect(changed).toBeLessThan(0.6 * 40 * 50);
  });

  it('has the size that the puzzle asks for, give or take what is seen around it', () => {
    const from = (least: number) => (box: Box) => box.width >= least;
    expect(grow(isCrate, scene(isCrate), [], from(56))).toBeDefined();
    expect(grow(isCrate, scene(isCrate), [], from(60))).toBeUndefined();
  });
});

describe('isCutOff', () => {
  it('knows what ends at an edge that goes on past it above or beside, to either side', () => {
    const isTopBar: IsIn = (_, y) => y < 70;
    expect(isCutOff(scene(isCrate, isTopBar), matteOf(isCrate))).toBe(true);
    const isPost: IsIn = (x, y) => x >= 140 && x < 160 && y < 110;
    expect(isCutOff(scene(isCrate, isPost), matteOf(isCrate))).toBe(true);
  });

  it('knows what a line goes on from, and does not look beyond the picture', () => {
    const isLine =
      (x: number): IsIn =>
      (column, row) =>
        column >= x && column < x + 3 && row < 70;
    expect(isCutOff(scene(isCrate, isLine(100)), matteOf(isCrate))).toBe(true);
    expect(isCutOff(scene(isCrate, isLine(115)), matteOf(isCrate))).toBe(false);
    const isHigh = within(100, 24, 40, 50);
    expect(
      isCutOff(
        scene(isHigh, (x, y) => isLine(100)(x, y) && y < 24),
        matteOf(isHigh),
      ),
    ).toBe(true);
    const isAtTop = within(100, 8, 40, 50);
    expect(
      isCutOff(
        scene(isAtTop, (x, y) => isLine(100)(x, y) && y < 8),
        matteOf(isAtTop),
      ),
    ).toBe(false);
  });

  it('leaves alone what stands on an edge, crosses one or has one beside it', () => {
    const isFloor: IsIn = (_, y) => y >= 120;
    expect(isCutOff(scene(isCrate, isFloor), matteOf(isCrate))).toBe(false);
    expect(isCutOff(scene(isCrate), matteOf(isCrate))).toBe(false);
    const isFarPost: IsIn = (x, y) => x >= 150 && x < 160 && y < 110;
    expect(isCutOff(scene(isCrate, isFarPost), matteOf(isCrate))).toBe(false);
    const isRound: IsIn = (x, y) => Math.hypot(x - 120, y - 95) <= 25;
    const isTopBar: IsIn = (_, y) => y < 70;
    expect(isCutOff(scene(isRound, isTopBar), matteOf(isRound))).toBe(false);
  });
});
