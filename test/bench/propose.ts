// How well proposals hold the things of drawn scenes, whose truth is known, and how fast: `npm run bench:propose [scenes]`.
import process from 'node:process';
import type { Size } from '../../src/contract/geometry.ts';
import { forEachSpan, type RunLengthMask } from '../../src/contract/run-length-mask.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { PHONE_FINISH, photograph } from '../../src/puzzle/scene/photo-finish.ts';
import { createScene, describeScene, renderScene } from '../../src/puzzle/scene.ts';
import { propose } from '../../src/segmentation/propose.ts';
import { refineMask } from '../../src/segmentation/refine-mask.ts';
import { median } from './statistics.ts';

const SIZE: Size = { width: 1200, height: 800 };
const SCENES = Number(process.argv[2] ?? 12);
/** Of each picture only so many proposals count. */
const FIRST = 50;
/** An object that others hide for more than this share cannot be expected as a whole. */
const MOST_HIDDEN = 0.4;
const MICROSECONDS = 1_000_000;

/** One byte a pixel of the whole picture. */
function pixelsOf(mask: RunLengthMask): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height);
  forEachSpan(mask, (y, fromX, toX) => pixels.fill(1, y * SIZE.width + fromX, y * SIZE.width + toX));
  return pixels;
}

interface Found {
  readonly masks: readonly (readonly number[])[];
  readonly cpuSeconds: number;
}

/** The set pixels of each of the first proposals, at the size of the picture. */
async function find(image: RgbImage): Promise<Found> {
  const before = process.cpuUsage();
  const { size, proposals } = await propose(image);
  const { user, system } = process.cpuUsage(before);
  const masks = proposals.slice(0, FIRST).map(({ placed }) => {
    const { box, alpha } = refineMask(image, placed, size);
    const pixels: number[] = [];
    alpha.data.forEach((share, at) => {
      if (share < 0.5) return;
      pixels.push((box.y + Math.floor(at / box.width)) * SIZE.width + box.x + (at % box.width));
    });
    return pixels;
  });
  return { masks, cpuSeconds: (user + system) / MICROSECONDS };
}

function bestOverlap(truth: RunLengthMask, visible: number, masks: Found['masks']): number {
  const pixels = pixelsOf(truth);
  return masks.reduce((best, mask) => {
    let both = 0;
    for (const pixel of mask) both += pixels[pixel];
    return Math.max(best, both / (visible + mask.length - both));
  }, 0);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const shown = (value: number) => Number(value.toFixed(3));

const overlaps: Record<'plain' | 'photographed', number[]> = { plain: [], photographed: [] };
const times: number[] = [];
const rows = [];
for (let at = 0; at < SCENES; at++) {
  const setting = SCENE_SETTINGS[at % SCENE_SETTINGS.length];
  const scene = await createScene({ seed: `propose/${at}`, setting, size: SIZE });
  const { objects } = await describeScene(scene);
  const whole = objects.filter(({ occlusion, visiblePixels }) => occlusion <= MOST_HIDDEN && visiblePixels > 0);
  const plain = await renderScene(scene);
  const images = { plain, photographed: await photograph(plain, PHONE_FINISH, createRandom(`propose/${at}`)) };
  const row: Record<string, string | number> = { setting, objects: whole.length };
  for (const finish of ['plain', 'photographed'] as const) {
    const { masks, cpuSeconds } = await find(images[finish]);
    const found = whole.map(({ mask, visiblePixels }) => bestOverlap(mask, visiblePixels, masks));
    overlaps[finish].push(...found);
    times.push(cpuSeconds);
    row[`${finish}: mean IoU`] = shown(mean(found));
    row[`${finish}: CPU s`] = shown(cpuSeconds);
  }
  rows.push(row);
}
console.table(rows);
console.log(`plain: mean IoU ${shown(mean(overlaps.plain))}, goal 0.85`);
console.log(`photographed: mean IoU ${shown(mean(overlaps.photographed))}, goal 0.75`);
console.log(`propose, 1200 x 800: median ${shown(median(times))} s of processor time, goal 0.9 s on a free processor`);
