import type { Box } from '../src/contract/geometry.ts';
import { forEachSpan, type RunLengthMask } from '../src/contract/run-length-mask.ts';
import { SCENE_SETTINGS } from '../src/contract/scene-settings.ts';
import type { RgbImage } from '../src/imaging/image.ts';
import { cropImage } from '../src/imaging/patch.ts';
import { createRandom, type Random } from '../src/imaging/random.ts';
import { PHONE_FINISH, photograph } from '../src/puzzle/scene/photo-finish.ts';
import { createScene, describeScene, renderScene } from '../src/puzzle/scene.ts';
import { divideFinely } from '../src/segmentation/divide-finely.ts';
import type { Candidate } from '../src/segmentation/gather-candidates.ts';
import type { RegionGraph } from '../src/segmentation/region-graph.ts';
import { toWorkingImage } from '../src/segmentation/working-image.ts';

const SIZE = { width: 1200, height: 800 };
/** A thing that others or the part's border hide for more than this share is no example of a whole thing. */
const MOST_HIDDEN = 0.4;
/** Of a thing that is whole at least this share is seen in a part of the picture. */
const LEAST_SEEN = 0.97;

/** A thing of the whole picture: one byte a pixel. */
interface Truth {
  readonly pixels: Uint8Array;
  readonly visiblePixels: number;
}

/** A thing in pixels of a working image: how many it has, and how many of them each region holds. */
interface Thing {
  readonly area: number;
  readonly shares: Float64Array;
}

/** A drawn picture, or a part of it, divided into regions, and the things that are whole in it. */
export interface DrawnExample {
  readonly graph: RegionGraph;
  readonly things: readonly Thing[];
  readonly random: Random;
}

function drawn(mask: RunLengthMask): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height);
  forEachSpan(mask, (y, fromX, toX) => pixels.fill(1, y * SIZE.width + fromX, y * SIZE.width + toX));
  return pixels;
}

async function look(image: RgbImage, part: Box, truths: readonly Truth[], random: Random): Promise<DrawnExample> {
  const small = await toWorkingImage(cropImage(image, part).image);
  const graph = divideFinely(small);
  const { labels } = graph;
  const scale = (small.width * small.height) / (part.width * part.height);
  const things = truths.flatMap(({ pixels, visiblePixels }) => {
    const shares = new Float64Array(labels.count);
    let area = 0;
    for (let y = 0, pixel = 0; y < small.height; y++) {
      const row = (part.y + Math.floor(((y + 0.5) * part.height) / small.height)) * SIZE.width + part.x;
      for (let x = 0; x < small.width; x++, pixel++) {
        if (!pixels[row + Math.floor(((x + 0.5) * part.width) / small.width)]) continue;
        shares[labels.data[pixel]]++;
        area++;
      }
    }
    return area >= LEAST_SEEN * scale * visiblePixels ? [{ shares, area }] : [];
  });
  return { graph, things, random };
}

/**
 * Draws scenes and looks at each whole and in parts, so that things come in many sizes; every other round of settings as
 * a phone would photograph it.
 *
 * @param partsOf shares of the picture's sides that the parts of a scene have
 */
export async function* drawnExamples(
  name: string,
  scenes: number,
  partsOf: (scene: number) => readonly number[],
): AsyncGenerator<DrawnExample> {
  for (let at = 0; at < scenes; at++) {
    const seed = `${name}/${at}`;
    const random = createRandom(seed);
    const setting = SCENE_SETTINGS[at % SCENE_SETTINGS.length];
    const scene = await createScene({ seed, setting, size: SIZE });
    const { objects } = await describeScene(scene);
    const truths = objects
      .filter((o) => o.occlusion <= MOST_HIDDEN && o.visiblePixels > 0)
      .map(({ mask, visiblePixels }) => ({ pixels: drawn(mask), visiblePixels }));
    const plain = await renderScene(scene);
    const isPlain = Math.floor(at / SCENE_SETTINGS.length) % 2 === 0;
    const image = isPlain ? plain : await photograph(plain, PHONE_FINISH, random);
    for (const share of [1, ...partsOf(at)]) {
      const [width, height] = [Math.round(share * SIZE.width), Math.round(share * SIZE.height)];
      const [x, y] = [random.integer(0, SIZE.width - width), random.integer(0, SIZE.height - height)];
      yield look(image, { x, y, width, height }, truths, random);
    }
  }
}

/** How well a candidate covers each thing: intersection over union. */
export function overlapsWith(things: readonly Thing[], { regions, area }: Candidate, { areas }: RegionGraph): number[] {
  return things.map((thing) => {
    const both = regions.reduce((sum, region) => sum + Math.min(areas[region], thing.shares[region]), 0);
    return both / (thing.area + area - both);
  });
}
