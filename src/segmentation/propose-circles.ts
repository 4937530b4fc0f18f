import { labelComponents } from '../imaging/components.ts';
import { createMask, type RgbImage } from '../imaging/image.ts';
import { type PlacedMask, setPlaced } from '../imaging/placed-mask.ts';
import type { Random } from '../imaging/random.ts';
import { randomMask } from '../inpainting/random-masks.ts';
import { divideFinely } from './divide-finely.ts';
import { type FindFacesAndText, findKeepers, whyKeep } from './keep/find-keepers.ts';
import { scoreForPlanner, sumOutlines } from './planner-scores.ts';
import type { Proposal, SeenProposals } from './proposal.ts';
import { scoreRing } from './ring-scores.ts';
import { classicalSaliency, type FindSaliency } from './saliency.ts';
import { scoreShape } from './shape-scores.ts';
import { toWorkingImage } from './working-image.ts';

/** How many times circles are thrown: enough to cover most of the picture. */
const THROWS = 40;
/** A circle is no thing, and none is more of one than another. */
const OBJECTNESS = 0.5;

/** The parts of random masks of circles that touch no part before them, nor the border. */
function throwCircles(image: RgbImage, random: Random): PlacedMask[] {
  const taken = createMask(image.width, image.height);
  const placed: PlacedMask[] = [];
  for (let round = 0; round < THROWS; round++) {
    const { labels, components } = labelComponents(randomMask('circles', image, random));
    for (const { label, box } of components) {
      const mask = createMask(box.width, box.height);
      let isFree = box.x > 0 && box.y > 0 && box.x + box.width < image.width && box.y + box.height < image.height;
      mask.data.forEach((_, at) => {
        const pixel = (box.y + Math.floor(at / box.width)) * image.width + box.x + (at % box.width);
        mask.data[at] = labels.data[pixel] === label ? 1 : 0;
        if (mask.data[at] && taken.data[pixel]) isFree = false;
      });
      if (!isFree) continue;
      setPlaced(taken, { box, mask });
      placed.push({ box, mask });
    }
  }
  return placed;
}

/**
 * Circles at random places, whatever they show: what the first puzzle makers changed, and a measure for all that look.
 *
 * @returns circles (and pairs of them) that do not overlap and lie inside the image; the same random, the same circles
 */
export async function proposeCircles(
  image: RgbImage,
  random: Random,
  findSaliency: FindSaliency = classicalSaliency,
  find?: FindFacesAndText,
): Promise<SeenProposals> {
  const small = await toWorkingImage(image);
  const size = { width: small.width, height: small.height };
  const graph = divideFinely(small);
  const keepers = await findKeepers(image, graph.colours, find);
  const saliency = await findSaliency(small);
  const surroundings = { saliency: saliency.map, outlines: sumOutlines(graph), size };
  const proposals = throwCircles(small, random).map((placed, id): Proposal => {
    const shape = scoreShape(placed);
    const ring = scoreRing(graph.colours, placed);
    return {
      id,
      placed,
      ...shape,
      areaRatio: shape.area / (small.width * small.height),
      persistence: 0,
      weakContrast: 0,
      objectness: OBJECTNESS,
      ...ring,
      ...scoreForPlanner(placed, ring, surroundings),
      keep: whyKeep(placed, shape.area, keepers),
    };
  });
  return { size, proposals, saliency, faces: keepers.faces, areAnywhere: true };
}
