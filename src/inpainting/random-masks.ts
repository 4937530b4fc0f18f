import type { Size } from '../contract/geometry.ts';
import { createMask, type Mask } from '../imaging/image.ts';
import { type PlacedMask, setPlaced } from '../imaging/placed-mask.ts';
import type { Random } from '../imaging/random.ts';

/** Chains of thick lines, as LaMa's configurations name them; lengths in shares of the shorter side. */
interface ChainPreset {
  readonly chains: readonly [least: number, most: number];
  readonly segments: readonly [least: number, most: number];
  readonly length: readonly [least: number, most: number];
  readonly width: readonly [least: number, most: number];
}

/** Suvorov et al. 2022, for pictures of 512 pixels: lengths and widths scale with the picture. */
const CHAINS = {
  thin: { chains: [2, 12], segments: [1, 4], length: [0.04, 0.2], width: [0.004, 0.02] },
  medium: { chains: [1, 5], segments: [1, 5], length: [0.04, 0.2], width: [0.02, 0.08] },
  thick: { chains: [1, 5], segments: [1, 5], length: [0.08, 0.4], width: [0.08, 0.2] },
} as const satisfies Record<string, ChainPreset>;
/** Sides of boxes and radii of circles, in shares of the shorter side. */
const BOXES = { count: [1, 3], side: [0.06, 0.3] } as const;
const CIRCLES = { count: [1, 4], radius: [0.03, 0.1] } as const;
/** Waves on a blob's outline: as round as things are, no two alike. */
const BLOB_WAVES = 5;
const BLOB_ROUGHNESS = 0.22;
/** A blob's share of the picture. */
const BLOB_AREA = [0.01, 0.03] as const;
/** How far a chain turns at most from one segment to the next, in half circles. */
const MAX_TURN = 0.6;

export const MASK_KINDS = ['thin', 'medium', 'thick', 'boxes', 'circles', 'blob'] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

const share = (random: Random, [least, most]: readonly [number, number], of: number) =>
  of * random.between(least, most);

/** Sets the pixels of a box for which `holds` says so. */
function set(
  mask: Mask,
  box: { left: number; top: number; right: number; bottom: number },
  holds: (x: number, y: number) => boolean,
) {
  for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(mask.height, box.bottom); y++) {
    for (let x = Math.max(0, Math.floor(box.left)); x < Math.min(mask.width, box.right); x++) {
      if (holds(x + 0.5, y + 0.5)) mask.data[y * mask.width + x] = 1;
    }
  }
}

function setCircle(mask: Mask, x: number, y: number, radius: number): void {
  const box = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
  set(mask, box, (px, py) => Math.hypot(px - x, py - y) <= radius);
}

function drawChains(mask: Mask, { chains, segments, length, width }: ChainPreset, random: Random): void {
  const shorter = Math.min(mask.width, mask.height);
  for (let chain = random.integer(...chains); chain > 0; chain--) {
    let [x, y] = [random.between(0, mask.width), random.between(0, mask.height)];
    let angle = random.between(0, 2 * Math.PI);
    for (let segment = random.integer(...segments); segment > 0; segment--) {
      const [steps, radius] = [share(random, length, shorter), Math.max(0.6, share(random, width, shorter) / 2)];
      for (let step = 0; step < steps; step++, x += Math.cos(angle), y += Math.sin(angle)) {
        setCircle(mask, x, y, radius);
      }
      angle += random.between(-MAX_TURN, MAX_TURN) * Math.PI;
    }
  }
}

function drawBoxes(mask: Mask, random: Random): void {
  const shorter = Math.min(mask.width, mask.height);
  for (let count = random.integer(...BOXES.count); count > 0; count--) {
    const [width, height] = [share(random, BOXES.side, shorter), share(random, BOXES.side, shorter)];
    const [left, top] = [random.between(0, mask.width - width), random.between(0, mask.height - height)];
    set(mask, { left, top, right: left + width, bottom: top + height }, () => true);
  }
}

function drawCircles(mask: Mask, random: Random): void {
  const shorter = Math.min(mask.width, mask.height);
  for (let count = random.integer(...CIRCLES.count); count > 0; count--) {
    const radius = share(random, CIRCLES.radius, shorter);
    setCircle(mask, random.between(0, mask.width), random.between(0, mask.height), radius);
  }
}

/** One roundish thing with a wavy outline, whole inside the picture when it fits. */
function drawBlob(mask: Mask, random: Random): void {
  const radius = Math.sqrt(share(random, BLOB_AREA, mask.width * mask.height) / Math.PI);
  const waves = Array.from({ length: BLOB_WAVES }, (_, index) => ({
    size: random.between(0, BLOB_ROUGHNESS / (index + 1)),
    phase: random.between(0, 2 * Math.PI),
  }));
  const reach = radius * (1 + waves.reduce((sum, { size }) => sum + size, 0));
  const place = (side: number) => (side > 2 * reach ? random.between(reach, side - reach) : side / 2);
  const [x, y] = [place(mask.width), place(mask.height)];
  const outline = (angle: number) =>
    radius * waves.reduce((sum, { size, phase }, index) => sum + size * Math.sin((index + 1) * angle + phase), 1);
  set(mask, { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }, (px, py) => {
    return Math.hypot(px - x, py - y) <= outline(Math.atan2(py - y, px - x));
  });
}

/** How each kind is drawn. */
const DRAW: Readonly<Record<MaskKind, (mask: Mask, random: Random) => void>> = {
  thin: (mask, random) => drawChains(mask, CHAINS.thin, random),
  medium: (mask, random) => drawChains(mask, CHAINS.medium, random),
  thick: (mask, random) => drawChains(mask, CHAINS.thick, random),
  boxes: drawBoxes,
  circles: drawCircles,
  blob: drawBlob,
};

/** Draws a random mask of a kind: chains of lines, boxes, circles or one blob like a thing. Never empty. */
export function randomMask(kind: MaskKind, { width, height }: Size, random: Random): Mask {
  const mask = createMask(width, height);
  while (!mask.data.includes(1)) DRAW[kind](mask, random);
  return mask;
}

/** The shape of a real region at a random place, whole inside the picture. The region is no larger than the picture. */
export function movedMask({ box, mask }: PlacedMask, { width, height }: Size, random: Random): Mask {
  const whole = createMask(width, height);
  const x = random.integer(0, width - box.width);
  const y = random.integer(0, height - box.height);
  setPlaced(whole, { box: { ...box, x, y }, mask });
  return whole;
}
