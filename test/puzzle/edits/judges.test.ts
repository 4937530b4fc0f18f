import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { createMask } from '../../../src/imaging/image.ts';
import { cropImage } from '../../../src/imaging/patch.ts';
import { countSet, trimMask } from '../../../src/imaging/placed-mask.ts';
import { cloneGround } from '../../../src/puzzle/edits/clearing/clone-ground.ts';
import { judgeEnds } from '../../../src/puzzle/edits/clearing/judge-ends.ts';
import { judgeTone } from '../../../src/puzzle/edits/clearing/judge-tone.ts';
import { stretchAcross } from '../../../src/puzzle/edits/clearing/stretch-across.ts';
import { judgeBorder } from '../../../src/puzzle/edits/colour/judge-border.ts';
import { withRim } from '../../../src/puzzle/edits/thing-rim.ts';
import { type Colour, drawShapes, paint, type Shape, shapeMask } from '../../support/pictures.ts';

const SIZE = { width: 200, height: 140 };
const HOLE: Shape = { kind: 'square', centre: { x: 100, y: 70 }, size: 40, colour: [200, 40, 40] };
const hole = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(HOLE, SIZE) });
const nothing = createMask(SIZE.width, SIZE.height);
const PAPER: Colour = [240, 240, 236];
const INK: Colour = [20, 20, 24];
const thing = shapeMask(HOLE, SIZE);
const isIn = (x: number, y: number) => thing.data[y * SIZE.width + x] === 1;
/** Paper with a line that falls from left to right. */
const lined = paint(SIZE, (x, y) => (Math.abs(y - 60 - 0.1 * x) <= 1.5 ? INK : PAPER));
const withThing = drawShapes(lined, [HOLE]);

function errorIn(image: RgbImage, truth: RgbImage): number {
  let [sum, count] = [0, 0];
  thing.data.forEach((value, pixel) => {
    if (!value) return;
    sum += Math.abs(image.data[pixel * 3] - truth.data[pixel * 3]);
    count++;
  });
  return sum / count;
}

describe('judgeEnds', () => {
  it('counts a line that ends at the border', () => {
    const broken = paint(SIZE, (x, y) => (isIn(x, y) || Math.abs(y - 60 - 0.1 * x) > 1.5 ? PAPER : INK));
    expect(judgeEnds(lined, broken, hole)).toBeGreaterThan(1);
  });

  it('counts one that the place follows in a thin tongue', () => {
    const isLine = (x: number, y: number) => Math.abs(y - 60 - 0.1 * x) <= 1.5;
    const isTaken = (x: number, y: number) => isIn(x, y) || (x >= 120 && x < 132 && isLine(x, y));
    const mask = createMask(SIZE.width, SIZE.height);
    mask.data.forEach((_, pixel) => {
      if (isTaken(pixel % SIZE.width, Math.floor(pixel / SIZE.width))) mask.data[pixel] = 1;
    });
    const tongued = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask });
    // On the other side the line goes on.
    const broken = paint(SIZE, (x, y) => (isLine(x, y) && (x < 90 || !isTaken(x, y)) ? INK : PAPER));
    expect(judgeEnds(lined, broken, tongued)).toBeGreaterThan(0.5);
    expect(judgeEnds(lined, lined, tongued)).toBe(0);
  });

  it('lets a line pass that goes on, and one that ended there before', () => {
    expect(judgeEnds(lined, lined, hole)).toBe(0);
    const beside = paint(SIZE, (x) => (x >= 121 && x <= 124 ? INK : PAPER));
    expect(judgeEnds(beside, beside, hole)).toBe(0);
  });
});

describe('judgeEnds beside other things', () => {
  /** A bar that stands a little beside the place; the thing that stood in the place has its colour. */
  const withBar = (image: RgbImage) =>
    paint(SIZE, (x, y) => {
      const at = (y * SIZE.width + x) * 3;
      const isBar = x >= 123 && x <= 130;
      return isBar ? HOLE.colour : [image.data[at], image.data[at + 1], image.data[at + 2]];
    });

  it('does not count what had its edge before the place began', () => {
    const paper = paint(SIZE, () => PAPER);
    expect(judgeEnds(withBar(drawShapes(paper, [HOLE])), withBar(paper), hole)).toBe(0);
  });
});

describe('withRim', () => {
  const [inner, rest] = [{ x: 80, y: 50, width: 40, height: 40 }, createMask(40, 40, new Uint8Array(1600).fill(1))];
  const rimOf = (image: RgbImage) => withRim(image, { box: inner, mask: rest });
  const paper = paint(SIZE, () => PAPER);

  it('stays within a thing whose surroundings begin at its very edge', () => {
    const crisp = drawShapes(paper, [HOLE]);
    expect(countSet(rimOf(crisp).mask)).toBe(1600);
  });

  it('takes all of a line along whose mask has gaps', () => {
    const framed = paint(SIZE, (x, y) => {
      const isFrame = x >= 80 && x < 120 && y >= 50 && y < 90 && (x === 119 || y === 50);
      return isFrame ? INK : PAPER;
    });
    const gappy = createMask(40, 40, rest.data.slice());
    for (let y = 10; y < 14; y++) gappy.data[y * 40 + 39] = 0;
    const { box, mask } = withRim(framed, { box: inner, mask: gappy });
    for (let y = 60; y < 64; y++) expect(mask.data[(y - box.y) * box.width + 119 - box.x]).toBe(1);
  });

  it('takes what is mixed of the thing and its ground along', () => {
    const mixed = paint(SIZE, (x, y) => {
      const away = Math.max(80 - x, x - 119, 50 - y, y - 89, 0);
      const share = Math.max(0, 1 - away / 3);
      return [0, 1, 2].map((c) => Math.round(share * HOLE.colour[c] + (1 - share) * PAPER[c])) as [
        number,
        number,
        number,
      ];
    });
    const { box } = rimOf(mixed);
    expect(box.width).toBeGreaterThanOrEqual(44);
    expect(box.width).toBeLessThanOrEqual(48);
  });
});

describe('stretchAcross', () => {
  it('leads a slanted line across', () => {
    const image = stretchAcross(withThing, hole);
    if (!image) throw new Error('expected a picture, received none');
    expect(errorIn(image, lined)).toBeLessThan(4);
  });

  it('leaves texture to others', () => {
    const busy = paint(SIZE, (x, y) => ((x + y) % 3 === 0 ? INK : PAPER));
    expect(stretchAcross(busy, hole)).toBeUndefined();
  });
});

describe('cloneGround', () => {
  const bricks = paint(SIZE, (x, y) =>
    y % 20 < 2 || (x + (Math.floor(y / 20) % 2) * 15) % 30 < 2 ? INK : [180, 90, 70],
  );

  it('continues a pattern', () => {
    const [best] = cloneGround(drawShapes(bricks, [HOLE]), hole, shapeMask(HOLE, SIZE));
    expect(errorIn(best.image, bricks)).toBeLessThan(3);
  });

  it('has nothing to lay where all is taken', () => {
    const all = createMask(SIZE.width, SIZE.height, new Uint8Array(SIZE.width * SIZE.height).fill(1));
    expect([...cloneGround(bricks, hole, all)]).toEqual([]);
  });
});

describe('judgeTone', () => {
  const fade = (x: number): Colour => [100 + Math.round(x / 4), 120, 140];

  it('lets a smooth continuation pass', () => {
    expect(judgeTone(paint(SIZE, fade), hole, nothing)).toBe(0);
  });

  it('lets two grounds meet within the place', () => {
    const [grass, water]: Colour[] = [
      [70, 120, 40],
      [40, 70, 140],
    ];
    const shore = (bend: number) => paint(SIZE, (x, y) => (y > 70 + bend * Math.sin(x / 9) ? water : grass));
    expect(judgeTone(shore(6), hole, nothing)).toBe(0);
  });

  it('counts a piece of ground that nothing leads to', () => {
    const [grass, water]: Colour[] = [
      [70, 120, 40],
      [40, 70, 140],
    ];
    const pond = paint(SIZE, (x, y) => (y > 110 || Math.hypot(x - 100, y - 70) < 14 ? water : grass));
    expect(judgeTone(pond, hole, nothing)).toBeGreaterThan(1);
  });

  it('counts a blotch', () => {
    const blotched = paint(SIZE, (x, y) => (Math.hypot(x - 100, y - 70) < 14 ? [200, 90, 60] : fade(x)));
    expect(judgeTone(blotched, hole, nothing)).toBeGreaterThan(1);
  });
});

describe('judgeBorder', () => {
  const box = { x: 60, y: 30, width: 80, height: 80 };
  const faultsOf = (before: RgbImage, after: RgbImage) =>
    judgeBorder(before, { box, image: cropImage(after, box).image });

  it('finds nothing where a thing is painted up to its edge', () => {
    const after = drawShapes(lined, [{ ...HOLE, colour: [40, 60, 200] }]);
    expect(faultsOf(withThing, after)).toEqual({ cut: 0, halo: 0 });
  });

  it('finds the edge across a surface of which a part was painted', () => {
    const surface = paint(SIZE, () => [200, 40, 40]);
    const { cut } = faultsOf(surface, drawShapes(surface, [{ ...HOLE, colour: [40, 60, 200] }]));
    expect(cut).toBeGreaterThan(0.9);
  });

  /** A disc whose edge rises over `soft` pixels on either side, before paper. */
  const outOfFocus = (colour: Colour, soft: number) =>
    paint(SIZE, (x, y) => {
      const share = 1 / (1 + Math.exp((-4 * (24 - Math.hypot(x - 99.5, y - 69.5))) / soft));
      const mix = (channel: number) => Math.round(share * colour[channel] + (1 - share) * PAPER[channel]);
      return [mix(0), mix(1), mix(2)];
    });

  it.each([1, 4, 6])('finds nothing where the edge fades over %i px and the paint fades with it', (soft) => {
    expect(faultsOf(outOfFocus([200, 40, 40], soft), outOfFocus([40, 60, 200], soft))).toEqual({ cut: 0, halo: 0 });
  });

  it('finds what is left of the old colour around a thing out of focus', () => {
    const [LEAVES, PALE, DARK]: Colour[] = [
      [50, 80, 30],
      [165, 190, 245],
      [40, 55, 150],
    ];
    /** A disc before leaves whose edge rises over ten pixels, up to its middle of one colour and then of another. */
    const blurred = (inner: Colour, outer: Colour) =>
      paint(SIZE, (x, y) => {
        const away = Math.hypot(x - 99.5, y - 69.5);
        const share = 1 / (1 + Math.exp((-4 * (24 - away)) / 10));
        const mix = (channel: number) =>
          Math.round(share * (away < 24 ? inner : outer)[channel] + (1 - share) * LEAVES[channel]);
        return [mix(0), mix(1), mix(2)];
      });
    expect(faultsOf(blurred(PALE, PALE), blurred(DARK, PALE)).halo).toBeGreaterThan(0.5);
  });

  it('finds the end of paint that fades where the picture has no edge', () => {
    const surface = paint(SIZE, () => [200, 40, 40]);
    const fading = paint(SIZE, (x, y) => {
      const share = 1 / (1 + Math.exp((-4 * (24 - Math.hypot(x - 99.5, y - 69.5))) / 6));
      return [Math.round(200 - 160 * share), Math.round(40 + 20 * share), Math.round(40 + 160 * share)];
    });
    expect(faultsOf(surface, fading).cut).toBeGreaterThan(0.9);
  });

  it('finds a rim of the old colour', () => {
    const inner = drawShapes(withThing, [{ ...HOLE, size: 36, colour: [40, 60, 200] }]);
    expect(faultsOf(withThing, inner).halo + faultsOf(withThing, inner).cut).toBeGreaterThan(0.5);
  });
});
