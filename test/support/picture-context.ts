import type { RgbImage } from '../../src/imaging/image.ts';
import type { PictureContext } from '../../src/puzzle/open-thing.ts';
import { PictureFacts } from '../../src/puzzle/picture-facts.ts';
import type { Proposal, ProposalSet } from '../../src/segmentation/propose.ts';

/** What was found somewhere, as if this thing alone had been found in this image. */
const onlyThing = (image: RgbImage, proposal: Proposal, found: ProposalSet): ProposalSet => ({
  ...found,
  size: { width: image.width, height: image.height },
  proposals: [proposal],
});

/** A picture with one thing that is being made into a puzzle. @param more what is not as in most tests */
export function pictureOf(
  image: RgbImage,
  proposal: Proposal,
  found: ProposalSet,
  more: { seed: string } & Partial<PictureContext>,
): PictureContext {
  return {
    image,
    facts: new PictureFacts(image),
    found: onlyThing(image, proposal, found),
    level: 'medium',
    ...more,
  };
}
