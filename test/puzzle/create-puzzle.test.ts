import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { JOB_STAGES, type JobProgress, type PuzzleOptions, type PuzzleResult } from '../../src/contract/messages.ts';
import { createPuzzle } from '../../src/puzzle/create-puzzle.ts';
import { codedErrorOf } from '../support/coded.ts';
import { pngOf, toSharp } from '../support/encode.ts';
import {
  type Colour,
  drawShapes,
  flat,
  gridScene,
  gridShapes,
  leafy,
  type Shape,
  shadedGround,
  withNoise,
} from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { LEVEL_SCENES, scenePng } from '../support/scenes.ts';
import { expectSoundPuzzle } from './expect-sound-puzzle.ts';

// Some tests make four puzzles.
vi.setConfig({ testTimeout: 60_000 });

const SIZE = { width: 320, height: 240 };
const LEAF: Colour = [96, 128, 60];
const options = (changes: Partial<PuzzleOptions> = {}): PuzzleOptions => ({
  level: 'medium',
  differences: 3,
  seed: 'seed',
  ...changes,
});
const picturesOf = ({ original, altered, board, answers }: PuzzleResult) => [original, altered, board, answers];

describe('the seed', () => {
  it('gives the same puzzle to the byte', async () => {
    const picture = await scenePng('medium');
    const [one, other] = [await createPuzzle(picture, options()), await createPuzzle(picture, options())];
    expect(one.key).toEqual(other.key);
    picturesOf(one).forEach(({ bytes }, index) => {
      expect(sameBytes(bytes, picturesOf(other)[index].bytes)).toBe(true);
    });
  });

  it('gives another puzzle when it is another', async () => {
    const picture = await scenePng('medium');
    const puzzles = await Promise.all(['a', 'b', 'c', 'd'].map((seed) => createPuzzle(picture, options({ seed }))));
    const places = puzzles.map(({ key }) => JSON.stringify(key.differences));
    expect(new Set(places).size).toBeGreaterThanOrEqual(3);
  });
});

describe('the options', () => {
  it.each(['recolour', 'remove'] as const)('allow %s alone', async (kind) => {
    const wanted = options({ edits: [kind], level: 'easy' });
    const puzzle = await createPuzzle(await scenePng('easy'), wanted);
    expect(puzzle.key.differences.map(({ edit }) => edit)).toEqual([kind, kind, kind]);
    await expectSoundPuzzle(puzzle, wanted);
  });

  it('refuse a prompt that no chosen kind of edit would use', async () => {
    const refusal = codedErrorOf(
      createPuzzle(await scenePng('easy'), options({ edits: ['remove'], prompt: 'a ball' })),
    );
    expect(await refusal).toMatchObject({ code: 'prompt-without-replace' });
  });

  it('bound the bytes of each file and change nothing else', async () => {
    const picture = await pngOf(withNoise(gridScene(LEVEL_SCENES.medium), 2, 'bytes'));
    const [free, bound] = [
      await createPuzzle(picture, options()),
      await createPuzzle(picture, options({ maxFileBytes: 40_000 })),
    ];
    expect(free.original.bytes.length).toBeGreaterThan(40_000);
    for (const { bytes } of picturesOf(bound)) expect(bytes.length).toBeLessThanOrEqual(40_000);
    expect(bound.key).toEqual(free.key);
  });
});

describe('a picture whose things have colours that they should keep', () => {
  const shapes = gridShapes({ ...SIZE, columns: 3, rows: 2, shapeSize: 44 }).map((shape) => ({
    ...shape,
    colour: LEAF,
  }));
  const picture = pngOf(leafy(drawShapes(shadedGround(SIZE), shapes), shapes, 26));
  const painting = options({ edits: ['recolour'] });

  it('has room for few where nothing may look odd, for enough where it may, and says so', async () => {
    const one = await createPuzzle(await picture, { ...painting, fewer: true });
    const natural = one.key.differences.length;
    expect(natural).toBeLessThan(painting.differences);
    const wanted = { ...painting, odd: true };
    const puzzle = await createPuzzle(await picture, wanted);
    expect(puzzle.engine.odd).toBe(wanted.differences - natural);
    await expectSoundPuzzle(puzzle, wanted);
  });

  it('always may look odd where regions are to be changed', async () => {
    const discs = [60, 160, 260].map((x) => ({ kind: 'disc', centre: { x, y: 50 }, size: 36, colour: LEAF }) as const);
    // Of the meadow's colour, as if it were seen through gaps.
    const meadow: Shape = { kind: 'square', centre: { x: 160, y: 300 }, size: 330, colour: LEAF };
    const image = await pngOf(drawShapes(shadedGround(SIZE), [meadow, ...discs]));
    const gaps = options({ edits: ['recolour'], differences: 2 });
    expect((await codedErrorOf(createPuzzle(image, gaps))).code).toBe('no-objects');
    expect((await createPuzzle(image, { ...gaps, proposals: 'regions' })).engine.odd).toBe(2);
  });

  it('looks no odder than it has to', async () => {
    const [natural, allowed] = [options(), options({ odd: true })];
    const scene = await scenePng('medium');
    const [one, other] = [await createPuzzle(scene, natural), await createPuzzle(scene, allowed)];
    expect([one.engine.odd, other.engine.odd]).toEqual([0, 0]);
    expect(other.key).toEqual(one.key);
  });
});

describe('what comes in', () => {
  it('may be as small as 200 x 150', async () => {
    const scene = gridScene({ width: 200, height: 150, columns: 3, rows: 2, shapeSize: 26 });
    const wanted = options({ differences: 2 });
    await expectSoundPuzzle(await createPuzzle(await pngOf(scene), wanted), wanted);
  });

  it('may be crowded: the differences keep their distance', async () => {
    // Neighbours stand 14 pixels apart; differences must be 20 apart (5 % of the diagonal).
    const crowd = gridScene({ ...SIZE, columns: 8, rows: 6, shapeSize: 26 });
    const wanted = options({ differences: 6 });
    await expectSoundPuzzle(await createPuzzle(await pngOf(crowd), wanted), wanted);
  });

  it('may be tall, turned by its camera and lossy', async () => {
    const bytes = await toSharp(gridScene(LEVEL_SCENES.medium))
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 92 })
      .toBuffer();
    const puzzle = await createPuzzle(bytes, options());
    expect([puzzle.key.width, puzzle.key.height]).toEqual([240, 320]);
    await expectSoundPuzzle(puzzle, options());
  });

  it('is the original of the puzzle, pixel by pixel, when it is not too large', async () => {
    const scene = gridScene(LEVEL_SCENES.medium);
    const { original } = await createPuzzle(await pngOf(scene), options());
    expect(sameBytes(await sharp(original.bytes).raw().toBuffer(), scene.data)).toBe(true);
  });

  it('leaves none of its metadata in any file that goes out', async () => {
    const secret = 'SECRET-PLACE';
    const bytes = await toSharp(gridScene(LEVEL_SCENES.medium))
      .withIccProfile('p3')
      .withExif({ IFD0: { Copyright: secret }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>${secret}</secret></x:xmpmeta>`)
      .jpeg({ quality: 95 })
      .toBuffer();
    const before = await sharp(bytes).metadata();
    expect([before.exif, before.icc, before.xmp].every((part) => part !== undefined)).toBe(true);
    for (const encoded of picturesOf(await createPuzzle(bytes, options()))) {
      const { exif, icc, xmp, iptc, orientation } = await sharp(encoded.bytes).metadata();
      expect([exif, icc, xmp, iptc, orientation]).toEqual(Array(5).fill(undefined));
      expect(Buffer.from(encoded.bytes).includes(secret)).toBe(false);
    }
  });

  it.each([
    ['plain', flat(SIZE, [150, 160, 170])],
    ['plain with noise', withNoise(flat(SIZE, [150, 160, 170]), 3, 'blank')],
    ['smoothly shaded', shadedGround(SIZE)],
  ])('has no objects when it is %s', async (_, image) => {
    expect((await codedErrorOf(createPuzzle(await pngOf(image), options()))).code).toBe('no-objects');
  });

  it.each([1, 2, 4])('is told honestly what a picture of %i things has room for', async (things) => {
    const shapes = gridShapes({ ...SIZE, columns: 2, rows: 2, shapeSize: 34 }).slice(0, things);
    const picture = await pngOf(drawShapes(shadedGround(SIZE), shapes));
    const error = await codedErrorOf(createPuzzle(picture, options({ differences: 7 })));
    expect(error).toMatchObject({ code: 'too-few-objects', details: { possible: things, wanted: 7 } });
    const possible = options({ differences: things });
    await expectSoundPuzzle(await createPuzzle(picture, possible), possible);
  });

  it('is refused when it is no picture', async () => {
    expect((await codedErrorOf(createPuzzle(Buffer.from('hello'), options()))).code).toBe('picture-not-an-image');
  });
});

describe('the progress', () => {
  it('goes through the stages in their order, from 0 on', async () => {
    const seen: JobProgress[] = [];
    await createPuzzle(await scenePng('medium'), options(), { onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ stage: 'decode', ratio: 0 });
    const ranks = seen.map(({ stage }) => JOB_STAGES.indexOf(stage));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    const ratios = seen.map(({ ratio }) => ratio);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(Math.max(...ratios)).toBeLessThanOrEqual(1);
    expect(new Set(ranks)).toEqual(new Set(JOB_STAGES.keys()));
  });

  it.each(['decode', 'propose', 'plan', 'edit', 'check', 'draw'] as const)(
    'stops at %s when aborted, with the reason',
    async (stage) => {
      const control = new AbortController();
      const reason = new Error(`enough at ${stage}`);
      const later: string[] = [];
      const run = createPuzzle(await scenePng('medium'), options(), {
        signal: control.signal,
        onProgress: (progress) => {
          if (control.signal.aborted) later.push(progress.stage);
          if (progress.stage === stage) control.abort(reason);
        },
      });
      await expect(run).rejects.toBe(reason);
      expect(later).toEqual([]);
    },
  );

  it('does not even start when aborted before', async () => {
    const reason = new Error('before');
    await expect(
      createPuzzle(Buffer.from('not even read'), options(), { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});
