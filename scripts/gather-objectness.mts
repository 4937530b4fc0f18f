// Writes what candidates of drawn scenes look like and how well each covers a thing: node --import tsx scripts/gather-objectness.mts OUT.csv [SCENES].
// Scenes are seen whole and in parts, so that things come in many sizes; half of them as a phone would photograph them.
import { createWriteStream } from 'node:fs';
import process from 'node:process';
import type { Box } from '../src/contract/geometry.ts';
import { forEachSpan, type RunLengthMask } from '../src/contract/run-length-mask.ts';
import { SCENE_SETTINGS } from '../src/contract/scene-settings.ts';
import type { RgbImage } from '../src/imaging/image.ts';
import { cropImage } from '../src/imaging/patch.ts';
import { createRandom, type Random } from '../src/imaging/random.ts';
import { PHONE_FINISH, photograph } from '../src/puzzle/scene/photo-finish.ts';
import { createScene, describeScene, renderScene } from '../src/puzzle/scene.ts';
import { FEATURE_NAMES, FeatureMeter } from '../src/segmentation/candidate-features.ts';
import { divideFinely } from '../src/segmentation/divide-finely.ts';
import { type Candidate, CandidateGatherer } from '../src/segmentation/gather-candidates.ts';
import { toWorkingImage } from '../src/segmentation/working-image.ts';

const SIZE = { width: 1200, height: 800 };
/** Parts of the picture that are looked at besides the whole, as shares of its sides. */
const PART_SHARES = [0.75, 0.5, 0.33];
/** A thing that others or the part's border hide for more than this share is no example of a whole thing. */
const MOST_HIDDEN = 0.4;
/** What is left of so many unions without their parts is an example, too. */
const VARIED_SHARE = 0.3;

/** A thing of the whole picture: one byte a pixel. */
interface Truth {
  readonly pixels: Uint8Array;
  readonly visiblePixels: number;
}

function drawn(mask: RunLengthMask): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height);
  forEachSpan(mask, (y, fromX, toX) => pixels.fill(1, y * SIZE.width + fromX, y * SIZE.width + toX));
  return pixels;
}

const [out, scenes = '96'] = process.argv.slice(2);
const file = createWriteStream(out);
file.write(`overlap,${FEATURE_NAMES.join(',')}\n`);

async function look(image: RgbImage, part: Box, truths: readonly Truth[], random: Random): Promise<void> {
  const small = await toWorkingImage(cropImage(image, part).image);
  const graph = divideFinely(small);
  const { labels, areas } = graph;
  const things = truths
    .map(({ pixels, visiblePixels }) => {
      const shares = new Float64Array(labels.count);
      let inPart = 0;
      for (let y = 0, pixel = 0; y < small.height; y++) {
        const row = (part.y + Math.floor(((y + 0.5) * part.height) / small.height)) * SIZE.width + part.x;
        for (let x = 0; x < small.width; x++, pixel++) {
          if (!pixels[row + Math.floor(((x + 0.5) * part.width) / small.width)]) continue;
          shares[labels.data[pixel]]++;
          inPart++;
        }
      }
      const scale = (small.width * small.height) / (part.width * part.height);
      return { shares, area: inPart, isWhole: inPart >= 0.97 * scale * visiblePixels };
    })
    .filter(({ isWhole }) => isWhole);
  const meter = new FeatureMeter(graph);
  const write = (candidate: Candidate) => {
    const overlap = things.reduce((best, { shares, area }) => {
      const both = candidate.regions.reduce((sum, region) => sum + Math.min(areas[region], shares[region]), 0);
      return Math.max(best, both / (area + candidate.area - both));
    }, 0);
    const features = meter.measure(candidate);
    file.write(`${overlap.toFixed(3)},${FEATURE_NAMES.map((name) => features[name].toFixed(4)).join(',')}\n`);
  };
  const gatherer = new CandidateGatherer(graph);
  const unions = gatherer.unions();
  unions.forEach(write);
  for (const union of unions) if (random.next() < VARIED_SHARE) gatherer.withoutParts(union).forEach(write);
}

for (let at = 0; at < Number(scenes); at++) {
  const random = createRandom(`objectness/${at}`);
  const setting = SCENE_SETTINGS[at % SCENE_SETTINGS.length];
  const scene = await createScene({ seed: `objectness/${at}`, setting, size: SIZE });
  const { objects } = await describeScene(scene);
  const truths = objects
    .filter((o) => o.occlusion <= MOST_HIDDEN && o.visiblePixels > 0)
    .map(({ mask, visiblePixels }) => ({ pixels: drawn(mask), visiblePixels }));
  const plain = await renderScene(scene);
  const image =
    Math.floor(at / SCENE_SETTINGS.length) % 2 === 0 ? plain : await photograph(plain, PHONE_FINISH, random);
  await look(image, { x: 0, y: 0, ...SIZE }, truths, random);
  for (const share of PART_SHARES) {
    const [width, height] = [Math.round(share * SIZE.width), Math.round(share * SIZE.height)];
    const [x, y] = [random.integer(0, SIZE.width - width), random.integer(0, SIZE.height - height)];
    await look(image, { x, y, width, height }, truths, random);
  }
}
file.end();
