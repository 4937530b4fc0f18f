import type { Box } from '../src/contract/geometry.ts';
import type { RgbImage } from '../src/imaging/image.ts';
import { cropImage } from '../src/imaging/patch.ts';
import type { Random } from '../src/imaging/random.ts';
import { divideFinely } from '../src/segmentation/divide-finely.ts';
import type { Candidate } from '../src/segmentation/gather-candidates.ts';
import type { RegionGraph } from '../src/segmentation/region-graph.ts';
import { toWorkingImage } from '../src/segmentation/working-image.ts';

/** A thing that others or the part's border hide for more than this share is no example of a whole thing. */
export const MOST_HIDDEN = 0.4;
/** Of a thing that is whole at least this share is seen in a part of the picture. */
const LEAST_SEEN = 0.97;
/** What lies in a thing for at least this share is a part of it. */
const LEAST_INSIDE = 0.9;

/** A thing of the whole picture: one byte a pixel. */
export interface Truth {
  readonly pixels: Uint8Array;
  readonly visiblePixels: number;
}

/** A thing in pixels of a working image: how many it has, and how many of them each region holds. */
interface Thing {
  readonly area: number;
  readonly shares: Float64Array;
}

/** A picture, or a part of it, divided into regions, and the things that are whole in it. */
export interface Example {
  readonly graph: RegionGraph;
  readonly things: readonly Thing[];
  readonly random: Random;
  /** How much that counts which is neither a thing nor a part of one, 0 to 1: less where there may be things that nobody told of. */
  readonly groundWeight: number;
  /** What a part of a thing is worth, as a share of a thing. */
  readonly partWorth: number;
}

/** How a candidate stands to the things of its picture. */
export interface Standing {
  /** How well it covers each thing: intersection over union. */
  readonly overlaps: readonly number[];
  /** The square root of the share that it is of the thing that it is a part of; 0 for no part. */
  readonly part: number;
}

/** Divides a part of a picture and finds the things that are whole in it. */
export async function lookAt(image: RgbImage, part: Box, truths: readonly Truth[]) {
  const small = await toWorkingImage(cropImage(image, part).image);
  const graph = divideFinely(small);
  const { labels } = graph;
  const scale = (small.width * small.height) / (part.width * part.height);
  const things: Thing[] = [];
  for (const { pixels, visiblePixels } of truths) {
    const shares = new Float64Array(labels.count);
    let area = 0;
    for (let y = 0, pixel = 0; y < small.height; y++) {
      const row = (part.y + Math.floor(((y + 0.5) * part.height) / small.height)) * image.width + part.x;
      for (let x = 0; x < small.width; x++, pixel++) {
        if (!pixels[row + Math.floor(((x + 0.5) * part.width) / small.width)]) continue;
        shares[labels.data[pixel]]++;
        area++;
      }
    }
    if (area >= LEAST_SEEN * scale * visiblePixels) things.push({ shares, area });
  }
  return { graph, things };
}

export function standingOf(things: readonly Thing[], { regions, area }: Candidate, { areas }: RegionGraph): Standing {
  const overlaps: number[] = [];
  let part = 0;
  for (const thing of things) {
    let both = 0;
    for (const region of regions) both += Math.min(areas[region], thing.shares[region]);
    overlaps.push(both / (thing.area + area - both));
    if (both >= LEAST_INSIDE * area) part = Math.max(part, Math.sqrt(Math.min(1, area / thing.area)));
  }
  return { overlaps, part };
}
