import { describe, expect, it } from 'vitest';
import { createMask, createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { trimMask } from '../../src/imaging/placed-mask.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { type Matte, refineMask } from '../../src/segmentation/refine-mask.ts';
import type { Colour } from '../support/pictures.ts';

const SIZE = { width: 170, height: 130 };
const RADIUS = 38;
const THING: Colour = [205, 150, 40];
const PAINT: Colour = [120, 90, 60];
const shadeAt = (x: number, y: number) => 1 + 0.1 * Math.sin(x / 23) * Math.cos(y / 19);

/** A thing before a ground, mixed as a lens mixes them. */
interface Truth {
  readonly image: RgbImage;
  readonly alpha: Float32Array;
  /** The same picture, had the thing always had another colour. */
  readonly painted: RgbImage;
}

const each = (at: (pixel: number, x: number, y: number) => void) => {
  for (let y = 0, pixel = 0; y < SIZE.height; y++) for (let x = 0; x < SIZE.width; x++, pixel++) at(pixel, x, y);
};

/** @param ramp pixels on either side over which the edge rises: two standard deviations of the blur */
function compose(ramp: number, groundAt: (x: number, y: number) => Colour, noise = 2): Truth {
  const alpha = new Float32Array(SIZE.width * SIZE.height);
  const [image, painted] = [createRgbImage(SIZE.width, SIZE.height), createRgbImage(SIZE.width, SIZE.height)];
  const random = createRandom('grain');
  each((pixel, x, y) => {
    const inward = RADIUS - Math.hypot(x - 84.5, y - 63.5);
    // The logistic curve stands in for the error function: it is 98 % up after two standard deviations.
    const share = ramp === 0 ? Math.min(1, Math.max(0, inward + 0.5)) : 1 / (1 + Math.exp((-4 * inward) / ramp));
    alpha[pixel] = share;
    const shade = shadeAt(x, y);
    const ground = groundAt(x, y);
    for (let channel = 0; channel < 3; channel++) {
      const grain = noise * (random.next() + random.next() - 1);
      const mix = (own: Colour) => Math.round(share * own[channel] * shade + (1 - share) * ground[channel] + grain);
      image.data[pixel * 3 + channel] = Math.min(255, Math.max(0, mix(THING)));
      painted.data[pixel * 3 + channel] = Math.min(255, Math.max(0, mix(PAINT)));
    }
  });
  return { image, alpha, painted };
}

/** What `propose` might have found on an image of half the size, a little ragged. */
function refine({ image, alpha }: Truth): Matte {
  const half = { width: SIZE.width / 2, height: SIZE.height / 2 };
  const mask = createMask(half.width, half.height);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const share = alpha[2 * y * SIZE.width + 2 * x];
      mask.data[y * half.width + x] = share > 0.5 + 0.2 * Math.sin(x / 4) * Math.sin(y / 5) ? 1 : 0;
    }
  }
  return refineMask(image, trimMask({ box: { x: 0, y: 0, ...half }, mask }), half);
}

/** Sums along the outline, a pixel of it: how much alpha is off, and how much (grey levels) the thing in other paint. */
function errorsOf(truth: Truth): { alpha: number; paint: number } {
  const { box, alpha, foreground } = refine(truth);
  const errors = { alpha: 0, paint: 0 };
  each((pixel, x, y) => {
    const isIn = x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
    const own = (y - box.y) * box.width + x - box.x;
    const share = isIn ? alpha.data[own] : 0;
    errors.alpha += Math.abs(share - truth.alpha[pixel]);
    // Well inside, the thing's grain takes paint, too: that is no error.
    if (truth.alpha[pixel] > 0.995 && share === 1) return;
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      const old = isIn ? foreground[own * 3 + channel] : truth.image.data[at];
      const now = truth.image.data[at] + share * ((old * PAINT[channel]) / THING[channel] - old);
      errors.paint += Math.abs(now - truth.painted.data[at]) / 3;
    }
  });
  const outline = 2 * Math.PI * RADIUS;
  return { alpha: errors.alpha / outline, paint: errors.paint / outline };
}

const plain = (): Colour => [90, 120, 95];
const woven = (x: number, y: number): Colour => {
  const light = 14 * Math.sin(x / 2.1) * Math.sin(y / 2.7) + 18 * Math.sin((x + 2 * y) / 17);
  return [95 + light, 110 + light, 140 + light];
};

describe('the edge of a thing', () => {
  it.each([
    [0, 0.08, 4],
    [1, 0.15, 8],
    [2, 0.3, 16],
    [4, 0.4, 20],
    [6, 0.6, 33],
  ])(
    'is followed where it rises over %i px on either side, and takes paint as if it had always had it',
    (ramp, mostAlpha, mostPaint) => {
      for (const ground of [plain, woven]) {
        const { alpha, paint } = errorsOf(compose(ramp, ground));
        expect(alpha).toBeLessThan(mostAlpha);
        expect(paint).toBeLessThan(mostPaint);
      }
    },
  );

  it('is what the mask says where both sides look alike', () => {
    const truth = compose(3, (x, y) => [THING[0] * shadeAt(x, y), THING[1] * shadeAt(x, y), THING[2] * shadeAt(x, y)]);
    const { alpha } = refine(truth);
    const mixed = alpha.data.filter((share) => share > 0.2 && share < 0.8).length;
    expect(mixed).toBeLessThan(0.1 * 2 * Math.PI * RADIUS);
  });

  it('is crisp where many colours meet in a small place and none of them tells', () => {
    const random = createRandom('sprites');
    const tiles = Array.from(
      { length: 4000 },
      (): Colour => [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)],
    );
    const image = createRgbImage(SIZE.width, SIZE.height);
    each((pixel, x, y) => {
      image.data.set(tiles[Math.floor(y / 3) * 57 + Math.floor(x / 3)], pixel * 3);
    });
    const { alpha } = refine({ ...compose(0, plain), image });
    const mixed = alpha.data.filter((share) => share > 0.2 && share < 0.8).length;
    expect(mixed).toBeLessThan(3 * 2 * Math.PI * RADIUS);
  });

  it('is the same at the lower border of a picture as at the upper one', () => {
    const { image, alpha } = compose(6, plain);
    const rows = { width: SIZE.width, height: SIZE.height / 2 };
    const matteOf = (rowAt: (y: number) => number) => {
      const cut = createRgbImage(rows.width, rows.height);
      const mask = createMask(rows.width, rows.height);
      for (let y = 0; y < rows.height; y++) {
        const from = rowAt(y) * SIZE.width;
        cut.data.set(image.data.subarray(from * 3, (from + SIZE.width) * 3), y * SIZE.width * 3);
        mask.data.set(
          alpha.subarray(from, from + SIZE.width).map((share) => (share > 0.5 ? 1 : 0)),
          y * SIZE.width,
        );
      }
      return refineMask(cut, trimMask({ box: { x: 0, y: 0, ...rows }, mask }), rows);
    };
    const upper = matteOf((y) => y + rows.height);
    const lower = matteOf((y) => SIZE.height - 1 - y);
    expect(lower.box.width).toBe(upper.box.width);
    expect(lower.box.height).toBe(upper.box.height);
    const { width, height } = upper.box;
    const off = upper.alpha.data.map((share, pixel) => {
      const mirrored = (height - 1 - Math.floor(pixel / width)) * width + (pixel % width);
      return Math.abs(share - lower.alpha.data[mirrored]);
    });
    // Half pixels lie a little otherwise.
    expect(Math.max(...off)).toBeLessThan(0.08);
  });
});
