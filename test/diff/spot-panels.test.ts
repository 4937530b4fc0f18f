import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Box, Point } from '../../src/contract/geometry.ts';
import type { FoundDifference, SpotResult } from '../../src/contract/messages.ts';
import { spotDifferences } from '../../src/diff/spot-differences.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import { mapPoint } from '../../src/imaging/projective.ts';
import type { SceneDifferencePair } from '../../src/puzzle/scene/scene-difference.ts';
import { decodeRgb, jpegOf, pngOf, toSharp } from '../support/encode.ts';
import { composePage, type PageLayout, type PanelPage, scanPage } from '../support/panel-pages.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { scenePair } from '../support/scene-pairs.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SIZE = { width: 480, height: 360 };
const LAYOUT: PageLayout = {
  gutter: 30,
  margins: { left: 40, top: 70, right: 25, bottom: 50 },
  captions: ['Original', 'Find 3 differences'],
};

let pair: SceneDifferencePair;
let page: PanelPage;
beforeAll(async () => {
  pair = await scenePair('farm', SIZE);
  page = await composePage(pair.original, pair.altered, LAYOUT);
});

const centre = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Every true place holds the centre of exactly one that was found, and nothing else was found. */
function expectTruth(found: readonly FoundDifference[], truth: readonly Box[], slack = 0): void {
  expect(found.map(({ box }) => box)).toHaveLength(truth.length);
  for (const box of truth) {
    const inside = found.filter(({ box: other }) => {
      const { x, y } = centre(other);
      return x > box.x - slack && x < box.x + box.width + slack && y > box.y - slack && y < box.y + box.height + slack;
    });
    expect(inside, JSON.stringify(box)).toHaveLength(1);
  }
}

const truthOn = ({ panels: [{ x, y }] }: PanelPage, scale = 1): Box[] =>
  pair.differences.map(({ mask: { box } }) => ({
    x: (box.x + x) * scale,
    y: (box.y + y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  }));

/** Whether two images differ within a box. */
function differIn(a: RgbImage, b: RgbImage, { x, y, width, height }: Box): boolean {
  const rows = Array.from({ length: height }, (_, row) => ((y + row) * a.width + x) * 3);
  return rows.some((at) => !sameBytes(a.data.subarray(at, at + width * 3), b.data.subarray(at, at + width * 3)));
}

describe('one picture that holds both', () => {
  let result: SpotResult;
  beforeAll(async () => {
    result = await spotDifferences(await pngOf(page.image), undefined, { map: true });
  });

  it('gives the panels and what differs, in its own pixels', () => {
    const { width, height, panels, differences } = result;
    expect({ width, height }).toEqual({ width: page.image.width, height: page.image.height });
    expect(panels).toHaveLength(2);
    expectTruth(differences, truthOn(page));
    expect(differences.map(({ id }) => id)).toEqual([1, 2, 3]);
    for (const { box, circle, contours } of differences) {
      const first = page.panels[0];
      expect(box.x).toBeGreaterThanOrEqual(first.x);
      expect(box.x + box.width).toBeLessThanOrEqual(first.x + first.width);
      expect(Math.hypot(circle.x - centre(box).x, circle.y - centre(box).y)).toBeLessThan(circle.radius);
      for (const { x, y } of contours.flat()) {
        expect(x).toBeGreaterThanOrEqual(box.x);
        expect(y).toBeLessThanOrEqual(box.y + box.height);
      }
    }
  });

  it('lays the first panel on the second', () => {
    const [first, second] = page.panels;
    const there = mapPoint(result.registration.matrix, { x: first.x + 100, y: first.y + 50 });
    expect(there.x).toBeCloseTo(second.x + 100, 1);
    expect(there.y).toBeCloseTo(second.y + 50, 1);
  });

  it('is marked in both panels; the second panel and both beside each other are marked too', async () => {
    const [a, b, both, map] = await Promise.all(
      [result.aCircled, result.bCircled, result.sideBySide, result.map].map((file) =>
        decodeRgb(file?.bytes ?? new Uint8Array()),
      ),
    );
    expect([a.width, a.height]).toEqual([page.image.width, page.image.height]);
    for (const panel of page.panels) expect(differIn(a, page.image, panel)).toBe(true);
    const [first, second] = result.panels ?? [];
    expect([b.width, b.height]).toEqual([second?.width, second?.height]);
    expect([map.width, map.height]).toEqual([first?.width, first?.height]);
    expect(both.height).toBeGreaterThan(2 * (first?.height ?? 0));
  });
});

describe('one picture that holds both, in another shape:', () => {
  const spot = async (bytes: Promise<Buffer>) => (await spotDifferences(await bytes, undefined)).differences;

  it('stored on its side', async () => {
    const stored = toSharp(page.image).rotate(-90).withMetadata({ orientation: 6 }).png().toBuffer();
    expectTruth(await spot(stored), truthOn(page));
  });

  it('CMYK', async () => {
    const cmyk = toSharp(page.image).toColourspace('cmyk').jpeg({ quality: 92 }).toBuffer();
    expectTruth(await spot(cmyk), truthOn(page), 4);
  });

  it('palette', async () => {
    expectTruth(await spot(toSharp(page.image).png({ palette: true, colours: 256 }).toBuffer()), truthOn(page), 4);
  });

  it('16 bits', async () => {
    expectTruth(await spot(toSharp(page.image).toColourspace('rgb16').png().toBuffer()), truthOn(page));
  });

  it('transparent around the panels', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const extended = toSharp(page.image)
      .ensureAlpha()
      .extend({ top: 30, left: 30, right: 30, bottom: 30, background: clear })
      .png()
      .toBuffer();
    const moved = { ...page, panels: page.panels.map((box) => ({ ...box, x: box.x + 30, y: box.y + 30 })) };
    expectTruth(await spot(extended), truthOn(moved as unknown as PanelPage));
  });

  it('larger than it is looked at', async () => {
    const scale = 3;
    const width = page.image.width * scale;
    const large = toSharp(page.image).resize({ width, kernel: 'lanczos3' }).jpeg({ quality: 90 }).toBuffer();
    const result = await spotDifferences(await large, undefined);
    expect(result.width).toBe(width);
    expectTruth(result.differences, truthOn(page, scale), 12);
    for (const [at, panel] of (result.panels ?? []).entries()) {
      expect(Math.abs(panel.x - page.panels[at].x * scale)).toBeLessThan(20);
      expect(Math.abs(panel.width - page.panels[at].width * scale)).toBeLessThan(30);
    }
  });

  it('scanned askew', async () => {
    const scan = await scanPage(page.image, 0.8, 80);
    const { differences } = await spotDifferences(await jpegOf(scan, 85), undefined);
    expect(differences).toHaveLength(pair.differences.length);
  });

  it('without any difference', async () => {
    const same = await composePage(pair.original, pair.original, LAYOUT);
    expect(await spot(jpegOf(same.image, 70))).toEqual([]);
  });
});
