import { Command } from 'commander';
import type { Size } from '../contract/geometry.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import { PROPOSAL_CHOICES } from '../contract/puzzle-options.ts';
import { encodeRunLengths } from '../contract/run-length-mask.ts';
import type { Translate } from '../i18n.ts';
import { decodePicture, encodePng } from '../imaging/codec.ts';
import type { RgbImage } from '../imaging/image.ts';
import { createMask, createRgbImage, type FloatMap } from '../imaging/image.ts';
import { type PlacedMask, scaleMask, trimMask } from '../imaging/placed-mask.ts';
import { createRandom } from '../imaging/random.ts';
import { drawProposals } from '../segmentation/draw-proposals.ts';
import { bestSaliency } from '../segmentation/network-saliency.ts';
import type { Proposal } from '../segmentation/proposal.ts';
import { PROPOSAL_SOURCES } from '../segmentation/proposal-sources.ts';
import { refineMask } from '../segmentation/refine-mask.ts';
import { findSubject } from '../segmentation/subject.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { parseChoice, parseSeed } from './options.ts';

/** Version of proposals.json. */
const FORMAT_VERSION = 1;
/** A pixel belongs to a thing when at least half of it does. */
const INSIDE_ALPHA = 0.5;
const MAX_BYTE = 255;

interface ProposeFlags {
  readonly out: string;
  readonly proposals: string;
  readonly seed?: string;
}

/** The mask of a proposal at the image's own size. What is too thin to have an inside there keeps its coarse mask. */
function maskAtFullSize(image: RgbImage, placed: PlacedMask, size: Size): PlacedMask {
  const { box, alpha } = refineMask(image, placed, size);
  const inside = Uint8Array.from(alpha.data, (share) => (share >= INSIDE_ALPHA ? 1 : 0));
  if (!inside.includes(1)) return scaleMask(placed, size, image);
  return trimMask({ box, mask: createMask(box.width, box.height, inside) });
}

function describe({ placed, ...scores }: Proposal, { box, mask }: PlacedMask, at: number) {
  const { counts } = encodeRunLengths(mask.data, box.width, { x: 0, y: 0, width: box.width, height: box.height });
  return { ...scores, id: at + 1, box, mask: { box, counts } };
}

/** A map of 0 to 1 in shades of grey. */
function drawAlpha({ width, height, data }: FloatMap): RgbImage {
  const image = createRgbImage(width, height);
  data.forEach((value, pixel) => {
    image.data.fill(Math.round(value * MAX_BYTE), pixel * 3, pixel * 3 + 3);
  });
  return image;
}

/** `propose PICTURE --out DIR`: what in a picture could be a thing, as overlay.png and proposals.json. */
export function proposeCommand(t: Translate): Command {
  return new Command('propose')
    .description(t('cli.propose.about'))
    .argument('<picture>', t('cli.propose.picture'))
    .requiredOption('--out <dir>', t('cli.propose.out'))
    .option('--proposals <source>', `${t('cli.propose.proposals')}: ${PROPOSAL_CHOICES.join(', ')}`, 'objects')
    .option('--seed <s>', t('cli.propose.seed'))
    .action(async (path: string, flags: ProposeFlags) => {
      const source = parseChoice('--proposals', flags.proposals, PROPOSAL_CHOICES);
      const { image } = await decodePicture(await readPicture(path), MAX_PUZZLE_SIDE_PX);
      const random = createRandom(parseSeed(flags.seed, t));
      const { size, proposals, saliency } = await PROPOSAL_SOURCES[source](image, random, bestSaliency);
      const masks = proposals.map(({ placed }) => maskAtFullSize(image, placed, size));
      const shown = proposals.map(({ objectness }, at) => ({ placed: masks[at], objectness }));
      // Only of objects the score tells things from what is none: regions and circles are shown as they come.
      const overlay = await drawProposals(image, shown, source === 'objects' ? 'things' : 'all');
      await writeFiles(flags.out, {
        'overlay.png': await encodePng(overlay),
        'subject.png': await encodePng(drawAlpha(findSubject(image, saliency))),
        'proposals.json': toJson({
          version: FORMAT_VERSION,
          source,
          width: image.width,
          height: image.height,
          saliency: saliency.from,
          proposals: proposals.map((proposal, at) => describe(proposal, masks[at], at)),
        }),
      });
    });
}
