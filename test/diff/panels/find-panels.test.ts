import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Box } from '../../../src/contract/geometry.ts';
import { MAX_PUZZLE_SIDE_PX } from '../../../src/contract/limits.ts';
import { SCENE_SETTINGS } from '../../../src/contract/scene-settings.ts';
import { findPanels } from '../../../src/diff/panels/find-panels.ts';
import { decodePicture } from '../../../src/imaging/codec.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import { drawBoard } from '../../../src/puzzle/drawing/draw-board.ts';
import type { SceneDifferencePair } from '../../../src/puzzle/scene/scene-difference.ts';
import { createScene, renderScene } from '../../../src/puzzle/scene.ts';
import { decodeRgb, jpegOf, toSharp } from '../../support/encode.ts';
import { composePage, type PageLayout, scanPage } from '../../support/panel-pages.ts';
import { flat, gridScene, paint, shadedGround, texture, withNoise } from '../../support/pictures.ts';
import { scenePair } from '../../support/scene-pairs.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SIZE = { width: 480, height: 360 };
const MARGINS = { left: 40, top: 60, right: 25, bottom: 50 };

let pair: SceneDifferencePair;
beforeAll(async () => {
  pair = await scenePair('farm', SIZE);
});

/** Pixels by which a side of a panel may be off: lost pixels are lost differences, more are more than the picture. */
function expectAbout(found: Box | undefined, wanted: Box, slack: number): void {
  const sides = ({ x, y, width, height }: Box) => [x, y, x + width, y + height];
  expect(found).toBeDefined();
  if (!found) return;
  const off = sides(found).map((side, at) => Math.abs(side - sides(wanted)[at]));
  expect(Math.max(...off), `${JSON.stringify(found)} for ${JSON.stringify(wanted)}`).toBeLessThanOrEqual(slack);
}

const LAYOUTS: Readonly<Record<string, PageLayout>> = {
  'no gutter': {},
  'no gutter, one above the other': { isStacked: true },
  'a thin red gutter': { gutter: 2, gutterColour: '#ff0000' },
  'a thick black gutter and white margins': { gutter: 60, gutterColour: '#000000', margins: MARGINS },
  'unequal margins': { gutter: 30, margins: { left: 120, top: 5, right: 10, bottom: 70 } },
  'unequal margins, one above the other': { isStacked: true, gutter: 35, margins: MARGINS },
  'paper of two colours': { gutter: 40, margins: MARGINS, paper: '#2b3a55', secondPaper: '#ffe9c9' },
  'black paper': { gutter: 20, margins: MARGINS, paper: '#000000' },
  'panels out of line': { gutter: 30, margins: MARGINS, offset: 17 },
};

describe('two panels on a page with', () => {
  it.each(Object.entries(LAYOUTS))('%s are found to the pixel', async (_, layout) => {
    const page = await composePage(pair.original, pair.altered, layout);
    const panels = await findPanels(page.image);
    for (const [at, wanted] of page.panels.entries()) expectAbout(panels?.[at], wanted, 6);
  });

  it.each<[string, PageLayout, number]>([
    ['frames', { gutter: 30, margins: MARGINS, frame: 5 }, 9],
    [
      'captions above',
      { gutter: 30, margins: { ...MARGINS, top: 70 }, captions: ['Original', 'Find 7 differences'] },
      6,
    ],
    [
      'captions below, one above the other',
      { isStacked: true, gutter: 80, margins: { ...MARGINS, bottom: 80 }, captions: ['A', 'B'], captionsBelow: true },
      6,
    ],
    ['a title', { gutter: 30, margins: { ...MARGINS, top: 120 }, title: 'Spot the differences!' }, 6],
  ])('%s are found without them', async (_, layout, slack) => {
    const page = await composePage(pair.original, pair.altered, layout);
    const panels = await findPanels(page.image);
    for (const [at, wanted] of page.panels.entries()) expectAbout(panels?.[at], wanted, slack);
  });

  it('second panels of another size are found', async () => {
    const smaller = await decodeRgb(await toSharp(pair.altered).resize(474, 355, { fit: 'fill' }).png().toBuffer());
    const page = await composePage(pair.original, smaller, { gutter: 20, margins: MARGINS });
    const panels = await findPanels(await decodeRgb(await jpegOf(page.image, 70)));
    for (const [at, wanted] of page.panels.entries()) expectAbout(panels?.[at], wanted, 8);
  });

  it.each([-1.2, 0.6])('scanned askew by %f degrees are found within their sloping sides', async (degrees) => {
    const page = await composePage(pair.original, pair.altered, { gutter: 30, margins: MARGINS });
    const scan = await scanPage(page.image, degrees, 75);
    const panels = await findPanels(scan);
    // What turning adds to the page on every side.
    const [growX, growY] = [(scan.width - page.image.width) / 2, (scan.height - page.image.height) / 2];
    for (const [at, wanted] of page.panels.entries()) {
      expectAbout(panels?.[at], { ...wanted, x: wanted.x + growX, y: wanted.y + growY }, 22);
    }
  });

  const painting = join(PROJECT_ROOT, '..', 'shared', 'images', 'dev08_harvest_painting_16bit.png');
  it.skipIf(!existsSync(painting))('brush strokes, finer than a small page shows (skipped: not there)', async () => {
    const { image } = await decodePicture(readFileSync(painting), 606);
    const papers = { paper: '#2b3a55', secondPaper: '#ffe9c9' };
    const page = await composePage(image, image, {
      gutter: 40,
      margins: { ...MARGINS, top: 70, bottom: 60 },
      ...papers,
    });
    const panels = await findPanels(page.image);
    for (const [at, wanted] of page.panels.entries()) expectAbout(panels?.[at], wanted, 12);
  });

  it('the rulers of our own board are found within them', async () => {
    const key = { ...SIZE, version: 1, seed: '', level: 'easy', difficulty: 0, differences: [] } as const;
    const board = await drawBoard(pair.original, pair.altered, { ...key, grid: { columns: 12, rows: 9 } });
    const panels = await findPanels(board);
    for (const panel of panels ?? []) {
      expect(Math.abs(panel.width - SIZE.width)).toBeLessThan(7);
      expect(Math.abs(panel.height - SIZE.height)).toBeLessThan(7);
    }
    expect(panels).toHaveLength(2);
  });
});

const GREY = { width: 600, height: 400 };
const grey = (level: (x: number, y: number) => number): RgbImage =>
  paint(GREY, (x, y) => {
    const value = Math.max(0, Math.min(255, Math.round(level(x, y))));
    return [value, value, value];
  });
const lit = (value: number, x: number) => value * (0.8 + (0.2 * x) / GREY.width);

const PATTERNS: Readonly<Record<string, () => RgbImage>> = {
  'a chessboard': () => grey((x, y) => ((Math.floor(x / 50) + Math.floor(y / 50)) % 2 ? 210 : 60)),
  'tiles in uneven light': () =>
    withNoise(
      grey((x, y) => lit(x % 40 < 3 || y % 40 < 3 ? 90 : 200, x)),
      6,
      'tiles',
    ),
  'a brick wall': () =>
    withNoise(
      grey((x, y) => lit((x + (Math.floor(y / 20) % 2) * 25) % 50 < 3 || y % 20 < 3 ? 210 : 110, x)),
      8,
      'bricks',
    ),
  'a fence': () =>
    withNoise(
      grey((x, y) => (y > 150 && x % 30 < 17 ? 190 : 100 + y / 10)),
      6,
      'fence',
    ),
  stripes: () =>
    withNoise(
      grey((_, y) => (y % 22 < 11 ? 200 : 80)),
      5,
      'stripes',
    ),
  'dots in rows': () => grey((x, y) => (Math.hypot((x % 60) - 30, (y % 50) - 25) < 15 ? 60 : 230)),
  'shapes in rows': () => gridScene({ ...GREY, columns: 12, rows: 8, shapeSize: 30 }),
  waves: () => texture(GREY, 'waves'),
  'one colour': () => flat(GREY, [120, 130, 140]),
  'a shaded ground': () => shadedGround(GREY),
};

describe('pictures without panels', () => {
  it.each(Object.entries(PATTERNS))('%s', async (_, draw) => {
    expect(await findPanels(draw())).toBeUndefined();
  });

  it.each(SCENE_SETTINGS)('a scene: %s', async (name) => {
    const scene = await createScene({ seed: 'single', setting: name, size: { width: 520, height: 400 } });
    expect(await findPanels(await renderScene(scene))).toBeUndefined();
  });

  const folder = join(PROJECT_ROOT, '..', 'shared', 'images');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.startsWith('dev')) : [];
  it.skipIf(files.length === 0)('photos beside the project (skipped: they are not there)', async () => {
    for (const file of files) {
      const { image } = await decodePicture(readFileSync(join(folder, file)), MAX_PUZZLE_SIDE_PX);
      expect(await findPanels(image), file).toBeUndefined();
    }
  });

  it('two pictures of different scenes side by side', async () => {
    const other = await scenePair('aquarium', SIZE);
    const page = await composePage(pair.original, other.original, { gutter: 20, margins: MARGINS });
    expect(await findPanels(page.image)).toBeUndefined();
  });

  it('the smallest picture that is taken', async () => {
    expect(await findPanels(texture({ width: 48, height: 48 }, 'tiny'))).toBeUndefined();
  });
});
