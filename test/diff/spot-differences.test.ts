import { describe, expect, it } from 'vitest';
import type { FoundDifference, JobProgress } from '../../src/contract/messages.ts';
import type { SpotOptions } from '../../src/contract/spot-options.ts';
import { spotDifferences } from '../../src/diff/spot-differences.ts';
import { layOutBoard } from '../../src/imaging/board/board-layout.ts';
import { plainPaper } from '../../src/imaging/board/paper.ts';
import { cropImage } from '../../src/imaging/patch.ts';
import { codedErrorOf } from '../support/coded.ts';
import { decodeRgb, jpegOf, pngOf, toSharp } from '../support/encode.ts';
import { drawShapes, flat, type Shape, shadedGround, texture } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';

const SIZE = { width: 400, height: 300 };
const disc = (x: number, y: number, size: number): Shape => ({
  kind: 'disc',
  centre: { x, y },
  size,
  colour: [200, 30, 40],
});

function expectAround(found: FoundDifference, { centre, size }: Shape, slack: number): void {
  expect(Math.hypot(found.circle.x - centre.x, found.circle.y - centre.y)).toBeLessThan(slack);
  expect(found.circle.radius).toBeGreaterThan(size / 2 - slack);
  expect(found.circle.radius).toBeLessThan(size / 2 + slack);
  expect(found.box.x).toBeLessThanOrEqual(centre.x - size / 2 + slack);
  expect(found.box.x + found.box.width).toBeGreaterThanOrEqual(centre.x + size / 2 - slack);
  for (const point of found.contours.flat()) {
    expect(Math.abs(Math.hypot(point.x - centre.x, point.y - centre.y) - size / 2)).toBeLessThan(slack);
  }
  expect(found.contours).not.toEqual([]);
}

describe('spotDifferences', () => {
  it('finds and numbers in reading order, and marks both pictures', async () => {
    const shapes = [disc(60, 60, 30), disc(330, 66, 30), disc(200, 150, 30), disc(60, 240, 30)];
    const ground = shadedGround(SIZE);
    const a = await pngOf(ground);
    const stages: JobProgress[] = [];
    const result = await spotDifferences(
      a,
      await pngOf(drawShapes(ground, shapes)),
      {},
      {
        onProgress: (progress) => stages.push(progress),
      },
    );
    expect(result).toMatchObject({ ...SIZE, registration: { model: 'identity', matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1] } });
    expect(result.differences.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    result.differences.forEach((found, index) => {
      expectAround(found, shapes[index], 5);
      expect(Object.values(found.box).every(Number.isInteger)).toBe(true);
    });
    const ratios = stages.map(({ ratio }) => ratio);
    expect(ratios.length).toBeGreaterThan(0);
    expect(ratios).toEqual([...ratios].sort((x, y) => x - y));

    const [aCircled, bCircled, both] = await Promise.all(
      [result.aCircled, result.bCircled, result.sideBySide].map(({ bytes }) => decodeRgb(bytes)),
    );
    expect([aCircled.width, aCircled.height, bCircled.width, bCircled.height]).toEqual([400, 300, 400, 300]);
    const { panels, ...size } = layOutBoard(SIZE);
    expect(both).toMatchObject({ width: size.width, height: size.height });
    for (const [at, marked] of [aCircled, bCircled].entries()) {
      expect(sameBytes(cropImage(both, { ...panels[at], ...SIZE }).image.data, marked.data)).toBe(true);
    }
    // The marks lie around the places: their middles stay as they were.
    for (const { centre } of shapes) {
      const at = (centre.y * 400 + centre.x) * 3;
      expect(aCircled.data.subarray(at, at + 3)).toEqual(ground.data.subarray(at, at + 3));
      expect([...bCircled.data.subarray(at, at + 3)]).toEqual([200, 30, 40]);
    }
    expect(sameBytes(aCircled.data, ground.data)).toBe(false);
    const { totalMs, ...parts } = result.timings;
    expect(totalMs).toBeGreaterThanOrEqual(Math.max(...Object.values(parts)));
  });

  it('finds nothing between equal pictures, and marks nothing', async () => {
    const image = texture(SIZE, 'same');
    const result = await spotDifferences(await pngOf(image), await pngOf(image));
    expect(result.differences).toEqual([]);
    expect(sameBytes((await decodeRgb(result.aCircled.bytes)).data, image.data)).toBe(true);
  });

  it('compares what the pictures show, whatever their format', async () => {
    const image = texture(SIZE, 'formats');
    const result = await spotDifferences(await pngOf(image), await jpegOf(image, 85));
    expect(result.differences).toEqual([]);
  });

  it('tells places in full-size pixels of a picture larger than 1600', async () => {
    const size = { width: 2400, height: 1200 };
    const shapes = [disc(1800, 300, 120), disc(450, 900, 150)];
    const ground = flat(size, [210, 214, 205]);
    const [a, b] = await Promise.all([ground, drawShapes(ground, shapes)].map(pngOf));
    const result = await spotDifferences(a, b);
    expect(result).toMatchObject(size);
    expect(result.differences).toHaveLength(2);
    result.differences.forEach((found, index) => {
      expectAround(found, shapes[index], 12);
    });
    expect(result.aCircled).toMatchObject({ width: 1600, height: 800 });
  });

  it('tells places as the picture is shown, not as it is stored', async () => {
    const ground = shadedGround(SIZE);
    const stored = (image: typeof ground) => toSharp(image).withMetadata({ orientation: 6 }).png().toBuffer();
    const [a, b] = await Promise.all([ground, drawShapes(ground, [disc(100, 50, 40)])].map(stored));
    const result = await spotDifferences(a, b);
    expect(result).toMatchObject({ width: 300, height: 400 });
    // A quarter turn to the right takes (x, y) to (height - y, x).
    expectAround(result.differences[0], disc(250, 100, 40), 5);
  });

  it('lays a picture that was moved, scaled and compressed on the other', async () => {
    const shapes = [disc(90, 70, 34), disc(300, 200, 34)];
    const ground = texture(SIZE, 'moved');
    const b = await toSharp(drawShapes(ground, shapes))
      .extract({ left: 6, top: 9, width: 390, height: 288 })
      .resize(400, 297, { fit: 'fill' })
      .jpeg({ quality: 90 })
      .toBuffer();
    const { registration, differences, sideBySide } = await spotDifferences(await pngOf(ground), b);
    expect(registration.model).not.toBe('identity');
    // The corner was cut off: instead of anything made up it is plain paper.
    const { x, y } = layOutBoard(SIZE).panels[1];
    const corner = cropImage(await decodeRgb(sideBySide.bytes), { x, y, width: 4, height: 6 }).image;
    expect(corner).toEqual(plainPaper(corner));
    expect(registration.overlap).toBeGreaterThan(0.85);
    expect(registration.overlap).toBeLessThan(1);
    expect(differences).toHaveLength(2);
    differences.forEach((found, index) => {
      expectAround(found, shapes[index], 6);
    });
    // Where the middle of the first disc went: cut by (6, 9), then scaled.
    const [m0, m1, m2, m3, m4, m5] = registration.matrix;
    expect(Math.abs(m0 * 90 + m1 * 70 + m2 - (90 - 6) * (400 / 390))).toBeLessThan(1);
    expect(Math.abs(m3 * 90 + m4 * 70 + m5 - (70 - 9) * (297 / 288))).toBeLessThan(1);
  });

  it('finds nothing between a picture and itself at half the size', async () => {
    const ground = texture({ width: 800, height: 600 }, 'half');
    const half = await toSharp(ground).resize(400, 300, { kernel: 'lanczos3' }).png().toBuffer();
    expect((await spotDifferences(await pngOf(ground), half)).differences).toEqual([]);
  });

  it('refuses pictures of two scenes', async () => {
    const one = await pngOf(texture(SIZE, 'one'));
    const other = await pngOf(drawShapes(flat(SIZE, [90, 160, 70]), [disc(90, 70, 80), disc(300, 200, 120)]));
    expect((await codedErrorOf(spotDifferences(one, other))).code).toBe('pictures-unrelated');
  });

  it('takes recipes instead of its own engine', async () => {
    const shapes = [disc(90, 70, 34), disc(300, 200, 34)];
    const ground = shadedGround(SIZE);
    const [a, b] = await Promise.all([pngOf(ground), pngOf(drawShapes(ground, shapes))]);
    const recipes: SpotOptions[] = [
      { preset: 'blur-threshold' },
      { preset: 'ssim-quantile' },
      { metric: 'deltaE', map: true },
      { metric: 'mse', strategy: 'gradient', preprocess: 'identity', postprocess: 'otsu' },
      { metric: 'ssim', postprocess: 'quantile', quantile: 0.96 },
      { metric: 'mse', postprocess: 'fixed', threshold: 20 },
    ];
    for (const options of recipes) {
      const { differences, map } = await spotDifferences(a, b, options);
      expect(differences, JSON.stringify(options)).toHaveLength(2);
      for (const [index, { circle }] of differences.entries()) {
        const { centre } = shapes[index];
        expect(Math.hypot(circle.x - centre.x, circle.y - centre.y), JSON.stringify(options)).toBeLessThan(6);
      }
      expect(map !== undefined).toBe(options.map === true);
    }
    expect((await spotDifferences(a, b, { metric: 'deltaE', max: 1 })).differences).toHaveLength(1);
  });

  it('keeps each picture file within a limit', async () => {
    const maxFileBytes = 60_000;
    const a = await pngOf(texture(SIZE, 'limit'));
    const free = await spotDifferences(a, a, { map: true });
    expect(free.sideBySide.bytes.length).toBeGreaterThan(maxFileBytes);
    const { aCircled, bCircled, sideBySide, map } = await spotDifferences(a, a, { map: true, maxFileBytes });
    for (const picture of [aCircled, bCircled, sideBySide, map]) {
      expect(picture?.bytes.length).toBeLessThanOrEqual(maxFileBytes);
    }
    expect(sideBySide.width).toBeLessThan(free.sideBySide.width);
  });

  it('refuses what is no picture, on either side, and says on which', async () => {
    const good = await pngOf(texture(SIZE, 'good'));
    const bad = Buffer.from('not a picture');
    const refused = async (...pair: [Uint8Array, Uint8Array?]) => codedErrorOf(spotDifferences(pair[0], pair[1]));
    expect(await refused(good, bad)).toMatchObject({ code: 'picture-not-an-image', picture: 'b' });
    expect(await refused(bad, good)).toMatchObject({ code: 'picture-not-an-image', picture: 'a' });
    expect(await refused(Buffer.alloc(0), bad)).toMatchObject({ code: 'picture-empty', picture: 'a' });
    // Of a single picture there is no doubt.
    expect(await refused(bad)).toMatchObject({ code: 'picture-not-an-image', picture: undefined });
  });

  it('refuses one picture that does not hold two', async () => {
    expect((await codedErrorOf(spotDifferences(await pngOf(texture(SIZE, 'one')), undefined))).code).toBe('no-panels');
    const tiny = await pngOf(flat({ width: 20, height: 10 }, [1, 2, 3]));
    expect((await codedErrorOf(spotDifferences(tiny, undefined))).code).toBe('picture-too-small');
  });

  it('stops with the reason of its signal', async () => {
    const png = await pngOf(texture(SIZE, 'stop'));
    const reason = new Error('enough');
    await expect(spotDifferences(png, png, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
