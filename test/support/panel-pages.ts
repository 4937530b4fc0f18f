import type { Box, Size } from '../../src/contract/geometry.ts';
import { overlaySvg } from '../../src/imaging/codec.ts';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { letterPath } from '../../src/imaging/lettering.ts';
import { pastePatch } from '../../src/imaging/patch.ts';
import { decodeRgb, jpegOf, toSharp } from './encode.ts';
import { withNoise } from './pictures.ts';

/** How two panels are put on one page. Lengths in pixels. */
export interface PageLayout {
  readonly isStacked?: boolean;
  readonly margins?: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly gutter?: number;
  /** Colours of the page, of its second half if that differs, and of the gutter if that differs. */
  readonly paper?: string;
  readonly secondPaper?: string;
  readonly gutterColour?: string;
  /** Width of a line around each panel. */
  readonly frame?: number;
  /** How far the second panel stands off the line of the first, across the direction of the page. */
  readonly offset?: number;
  /** Captions in the gutter, above or below each panel, and a title over both: short texts. */
  readonly title?: string;
  readonly captions?: readonly [string, string];
  readonly captionsBelow?: boolean;
}

/** A page and where its panels' pictures lie on it. */
export interface PanelPage {
  readonly image: RgbImage;
  readonly panels: readonly [Box, Box];
}

const NO_MARGINS = { left: 0, top: 0, right: 0, bottom: 0 };
const INK = '#20242e';

function place(a: Size, b: Size, { isStacked = false, margins = NO_MARGINS, gutter = 0, offset = 0 }: PageLayout) {
  const first = { x: margins.left, y: margins.top, width: a.width, height: a.height };
  const second = isStacked
    ? { x: first.x + offset, y: first.y + a.height + gutter, width: b.width, height: b.height }
    : { x: first.x + a.width + gutter, y: first.y + offset, width: b.width, height: b.height };
  const right = Math.max(first.x + first.width, second.x + second.width) + margins.right;
  const bottom = Math.max(first.y + first.height, second.y + second.height) + margins.bottom;
  return { panels: [first, second] as const, size: { width: right, height: bottom } };
}

function groundSvg({ width, height }: Size, [first, second]: readonly [Box, Box], layout: PageLayout): string {
  const { isStacked = false, paper = '#ffffff', secondPaper = paper, gutterColour } = layout;
  const end = isStacked ? first.y + first.height : first.x + first.width;
  const start = isStacked ? second.y : second.x;
  const band = (from: number, to: number, fill: string) =>
    isStacked
      ? `<rect x="0" y="${from}" width="${width}" height="${to - from}" fill="${fill}"/>`
      : `<rect x="${from}" y="0" width="${to - from}" height="${height}" fill="${fill}"/>`;
  const middle = Math.round((end + start) / 2);
  return (
    band(0, middle, paper) +
    band(middle, isStacked ? height : width, secondPaper) +
    (gutterColour === undefined ? '' : band(end, start, gutterColour))
  );
}

function text(words: string, x: number, y: number, size: number): string {
  return `<path d="${letterPath(words, { x, y, size })}" fill="${INK}"/>`;
}

function furnitureSvg(page: Size, panels: readonly [Box, Box], layout: PageLayout): string {
  const { frame = 0, title, captions, captionsBelow = false, margins = NO_MARGINS } = layout;
  const frames = panels.map(
    ({ x, y, width, height }) =>
      `<rect x="${x - frame / 2}" y="${y - frame / 2}" width="${width + frame}" height="${height + frame}" fill="none" stroke="${INK}" stroke-width="${frame}"/>`,
  );
  const size = Math.max(10, Math.min(panels[0].width, panels[0].height) * 0.05);
  const written = (captions ?? []).map((words, index) => {
    const { x, y, width, height } = panels[index];
    return text(words, x + width / 2, captionsBelow ? y + height + size : y - size, size);
  });
  const heading = title === undefined ? '' : text(title, page.width / 2, margins.top * 0.35, size * 1.6);
  return (frame > 0 ? frames.join('') : '') + written.join('') + heading;
}

/** Lays out two pictures as the panels of one page. */
export async function composePage(a: RgbImage, b: RgbImage, layout: PageLayout): Promise<PanelPage> {
  const { panels, size } = place(a, b, layout);
  const svg = (elements: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${elements}</svg>`;
  const ground = await overlaySvg(createRgbImage(size.width, size.height), svg(groundSvg(size, panels, layout)));
  pastePatch(ground, { box: panels[0], image: a });
  pastePatch(ground, { box: panels[1], image: b });
  return { image: await overlaySvg(ground, svg(furnitureSvg(size, panels, layout))), panels };
}

/** A page as a scanner gives it: turned on the glass, a little noisy and yellow, compressed. @param degrees clockwise */
export async function scanPage(page: RgbImage, degrees: number, quality: number): Promise<RgbImage> {
  const turned = toSharp(page).rotate(degrees, { background: '#ffffff' });
  const { data, info } = await turned.linear([0.97, 0.96, 0.92], [4, 4, 4]).raw().toBuffer({ resolveWithObject: true });
  const noisy = withNoise(createRgbImage(info.width, info.height, new Uint8Array(data)), 5, 'scan');
  return decodeRgb(await jpegOf(noisy, quality));
}
