import type { RgbImage } from '../imaging/image.ts';
import type { ProposalSet } from './proposal.ts';
import { propose } from './propose.ts';
import { proposeRegions } from './propose-regions.ts';

/** Where proposals come from. A new source is one file and one line here. */
export const PROPOSAL_SOURCES = {
  objects: propose,
  regions: proposeRegions,
} as const satisfies Record<string, (image: RgbImage) => Promise<ProposalSet>>;

export type ProposalSource = keyof typeof PROPOSAL_SOURCES;
