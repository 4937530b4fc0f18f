import sharp from 'sharp';
import type { RgbImage } from '../src/imaging/image.ts';
import type { Random } from '../src/imaging/random.ts';
import { MOST_HIDDEN, type Truth } from './examples.mts';
import { OPAQUE, type Stamp } from './pasted-sources.mts';

/** Degrees that most things lean at most; the others lie anyhow. */
const LEAN = { most: 12, anyhow: 0.2 };
/** How often and how far a thing takes on the colour of its ground: things do not stand out from photographs as from drawings. */
const BLEND = { chance: 0.5, most: 0.6 };
/** What its levels are multiplied with: light differs from photograph to photograph. */
const GAIN = { least: 0.75, most: 1.2 };
/** How often it stands on the ground, and how much light its shadow takes there at most. */
const SHADOW = { chance: 0.35, strength: 0.45 };
const FULL = 255;
/** Nothing is drawn narrower. */
const LEAST_SIDE_PX = 4;
/** Half the sides of a shadow's ellipse, as shares of the thing's. */
const SHADOW_RADIUS = { across: 0.55, down: 0.12, leastPx: 2 };

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What is pasted so far. */
export interface Canvas {
  readonly image: RgbImage;
  /** For each pixel the number of the thing that is seen there; 0: the ground. */
  readonly owners: Uint16Array;
  /** Pixels that each thing would have if nothing hid it. */
  readonly wholes: number[];
}

/** A stamp at a size, turned. @param area pixels it shall have */
export async function shapeStamp(
  { data, width, height, area: own }: Stamp,
  area: number,
  random: Random,
): Promise<Stamp> {
  const scale = Math.sqrt(area / own);
  const lean = random.next() < LEAN.anyhow ? random.between(0, 360) : random.between(-LEAN.most, LEAN.most);
  const size = {
    width: Math.max(LEAST_SIDE_PX, Math.round(width * scale)),
    height: Math.max(LEAST_SIDE_PX, Math.round(height * scale)),
  };
  const sized = await sharp(data, { raw: { width, height, channels: 4 } })
    .flop(random.next() < 0.5)
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  const turned = await sharp(sized, { raw: { ...size, channels: 4 } })
    .rotate(lean, { background: '#0000' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: turned.info.width, height: turned.info.height, data: turned.data, area };
}

/** Darkens the ground below a thing's foot. */
function castShadow({ image }: Canvas, { width, height }: Stamp, { x, y }: Place, strength: number): void {
  const [radiusX, radiusY] = [
    width * SHADOW_RADIUS.across,
    Math.max(SHADOW_RADIUS.leastPx, height * SHADOW_RADIUS.down),
  ];
  const [centreX, centreY] = [x + width / 2, y + height - radiusY / 2];
  for (let py = Math.max(0, Math.floor(centreY - radiusY)); py < Math.min(image.height, centreY + radiusY); py++) {
    for (let px = Math.max(0, Math.floor(centreX - radiusX)); px < Math.min(image.width, centreX + radiusX); px++) {
      const away = ((px - centreX) / radiusX) ** 2 + ((py - centreY) / radiusY) ** 2;
      if (away >= 1) continue;
      const light = 1 - strength * (1 - away);
      const at = (py * image.width + px) * 3;
      for (let channel = at; channel < at + 3; channel++) image.data[channel] = Math.round(image.data[channel] * light);
    }
  }
}

/** By how much a thing's mean colour differs from that of the ground that it will hide, by channel. */
function meanDifference({ image }: Canvas, stamp: Stamp, { x, y }: Place): number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (let row = 0; row < stamp.height; row++) {
    for (let column = 0; column < stamp.width; column++) {
      const from = (row * stamp.width + column) * 4;
      const [px, py] = [x + column, y + row];
      if (stamp.data[from + 3] < OPAQUE || px < 0 || py < 0 || px >= image.width || py >= image.height) continue;
      const at = (py * image.width + px) * 3;
      for (let channel = 0; channel < 3; channel++)
        sums[channel] += image.data[at + channel] - stamp.data[from + channel];
      count++;
    }
  }
  return sums.map((sum) => (count > 0 ? sum / count : 0));
}

/** Lays a thing on the ground and on what was pasted before. @param place its upper left corner */
export function pasteStamp(canvas: Canvas, stamp: Stamp, { x, y }: Place, random: Random): void {
  const { image, owners, wholes } = canvas;
  const share = random.next() < BLEND.chance ? random.between(0, BLEND.most) : 0;
  const shift = meanDifference(canvas, stamp, { x, y }).map((value) => value * share);
  const gain = random.between(GAIN.least, GAIN.most);
  if (random.next() < SHADOW.chance) castShadow(canvas, stamp, { x, y }, random.between(0, SHADOW.strength));
  const number = wholes.push(0);
  for (let row = 0; row < stamp.height; row++) {
    for (let column = 0; column < stamp.width; column++) {
      const from = (row * stamp.width + column) * 4;
      const alpha = stamp.data[from + 3];
      if (alpha >= OPAQUE) wholes[number - 1]++;
      const [px, py] = [x + column, y + row];
      if (alpha === 0 || px < 0 || py < 0 || px >= image.width || py >= image.height) continue;
      const pixel = py * image.width + px;
      for (let channel = 0; channel < 3; channel++) {
        const colour = Math.max(0, Math.min(FULL, stamp.data[from + channel] * gain + shift[channel]));
        const behind = image.data[pixel * 3 + channel];
        image.data[pixel * 3 + channel] = Math.round(behind + ((colour - behind) * alpha) / FULL);
      }
      if (alpha >= OPAQUE) owners[pixel] = number;
    }
  }
}

/** What is left to see of each thing, where that is enough. */
export function truthsOf({ owners, wholes }: Canvas): Truth[] {
  const seen = new Float64Array(wholes.length + 1);
  for (const owner of owners) seen[owner]++;
  return wholes.flatMap((whole, at) => {
    const visiblePixels = seen[at + 1];
    if (visiblePixels === 0 || visiblePixels < (1 - MOST_HIDDEN) * whole) return [];
    return [{ pixels: Uint8Array.from(owners, (owner) => (owner === at + 1 ? 1 : 0)), visiblePixels }];
  });
}
