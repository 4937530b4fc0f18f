import type { ProposalChoice } from '../contract/puzzle-options.ts';
import type { RgbImage } from '../imaging/image.ts';
import type { Random } from '../imaging/random.ts';
import type { FindFacesAndText } from './keep/find-keepers.ts';
import type { SeenProposals } from './proposal.ts';
import { propose } from './propose.ts';
import { proposeCircles } from './propose-circles.ts';
import { proposeRegions } from './propose-regions.ts';
import type { FindSaliency } from './saliency.ts';

/**
 * Looks for proposals.
 *
 * @param random decides where the source asks chance; the others do not use it
 * @param find tells faces and lettering where somebody else looks for them
 */
type Propose = (
  image: RgbImage,
  random: Random,
  findSaliency?: FindSaliency,
  find?: FindFacesAndText,
) => Promise<SeenProposals>;

/** Where proposals come from. A new source is one file and one line here. */
export const PROPOSAL_SOURCES = {
  objects: propose,
  regions: (image, _, findSaliency, find?: FindFacesAndText) => proposeRegions(image, undefined, findSaliency, find),
  circles: proposeCircles,
} as const satisfies Record<ProposalChoice, Propose>;
