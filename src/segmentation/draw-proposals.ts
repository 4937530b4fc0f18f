import type { Box } from '../contract/geometry.ts';
import { overlaySvg } from '../imaging/codec.ts';
import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { letterPath } from '../imaging/lettering.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';

/** A proposal in pixels of the image that is drawn on. */
export interface ShownProposal {
  readonly placed: PlacedMask;
  /** 0 to 1. */
  readonly objectness: number;
}

/**
 * What looks less like a thing (objectness) may be left out: 150 outlines hide each other. Planners go by other scores, too, and
 * may take what is left out.
 */
const LEAST_SHOWN = 0.15;
/** What is no proposal is shown in this share of its own colour, the rest white. */
const FADED_SHARE = 0.5;
const WHITE = 255;
/** Colours of the outlines: the worst score and the best one. */
const WORST = [230, 60, 40];
const BEST = [20, 170, 60];
/** Sizes as shares of the shorter side. */
const OUTLINE_RATIO = 0.003;
const NUMBER_RATIO = 0.028;

/** What is drawn: only what looks like a thing, or all. */
type Shown = 'things' | 'all';

function colourOf(score: number): number[] {
  return WORST.map((worst, channel) => Math.round(worst + (BEST[channel] - worst) * score));
}

function isAtEdge({ box, mask }: PlacedMask, x: number, y: number, reach: number): boolean {
  const isSet = (atX: number, atY: number) =>
    atX >= 0 && atY >= 0 && atX < box.width && atY < box.height && mask.data[atY * box.width + atX] === 1;
  return !(isSet(x - reach, y) && isSet(x + reach, y) && isSet(x, y - reach) && isSet(x, y + reach));
}

function paintProposal(canvas: RgbImage, image: RgbImage, { placed, objectness }: ShownProposal, reach: number): void {
  const { box, mask } = placed;
  const colour = colourOf(objectness);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (!mask.data[y * box.width + x]) continue;
      const at = ((box.y + y) * image.width + box.x + x) * 3;
      canvas.data.set(isAtEdge(placed, x, y, reach) ? colour : image.data.subarray(at, at + 3), at);
    }
  }
}

function numberAt(number: number, box: Box, size: number): string {
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2, size };
  const stroke = `stroke="#000" stroke-width="${size / 8}" stroke-linejoin="round" paint-order="stroke"`;
  return `<path d="${letterPath(String(number), place)}" fill="#fff" ${stroke}/>`;
}

/**
 * The image with proposals outlined, red to green by how much they look like things.
 *
 * @param proposals in the order of their numbers, which start from 1
 * @param which `things` leaves out what hardly looks like one
 */
export function drawProposals(image: RgbImage, proposals: readonly ShownProposal[], which: Shown): Promise<RgbImage> {
  const shorter = Math.min(image.width, image.height);
  const canvas = copyRgbImage(image);
  for (let at = 0; at < canvas.data.length; at++) {
    canvas.data[at] = Math.round(WHITE + (canvas.data[at] - WHITE) * FADED_SHARE);
  }
  // The best is painted last: it lies on top.
  const shown = proposals
    .map((proposal, at) => ({ ...proposal, id: at + 1 }))
    .filter(({ objectness }) => which === 'all' || objectness >= LEAST_SHOWN);
  for (const proposal of shown.toReversed()) {
    paintProposal(canvas, image, proposal, Math.max(1, Math.round(OUTLINE_RATIO * shorter)));
  }
  const numbers = shown.map(({ id, placed }) => numberAt(id, placed.box, NUMBER_RATIO * shorter)).join('');
  const size = `width="${image.width}" height="${image.height}"`;
  return overlaySvg(canvas, `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${numbers}</svg>`);
}
