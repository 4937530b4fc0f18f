import { boxGap, growBox, scaleBox } from '../../../imaging/geometry.ts';
import { createFloatMap } from '../../../imaging/image.ts';
import { dilate } from '../../../imaging/morphology.ts';
import { countShared, maskInBox, padMask, scaleMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import type { EditContext } from '../edit.ts';

/** What is more than this many times larger than a thing is ground to it. */
const LARGER_THAN_NEIGHBOUR = 5;
/** What comes as near as this to a thing, in pixels of the picture that was searched, may hang together with it. */
const TOUCH_PX = 2;
/** A neighbour has an anti-aliased rim, and beyond that a blurred one. */
const CRISP_RIM_PX = 1;
const RIM_PX = 3;
/** What has a weaker contour (Lab) is a patch of the ground. */
const CLOSED_CONTRAST = 12;
/** A cut-out's rim of less alpha lies apart from the thing; what shows something else nearer to it touches the thing. */
const APART = 0.85;

/** What stands beside a thing and does not touch it, in a box of the picture, and the same with its blurred rim: 1 = does. */
function neighboursIn(box: Matte['box'], { proposal, found: { size, proposals }, image }: EditContext) {
  const { box: own, mask } = padMask(proposal.placed, TOUCH_PX, size);
  const thing = { box: own, mask: dilate(mask, TOUCH_PX) };
  const frame = growBox(box, RIM_PX, image);
  const beside = proposals.filter(
    ({ placed, weakContrast, area }) =>
      weakContrast >= CLOSED_CONTRAST &&
      area <= LARGER_THAN_NEIGHBOUR * proposal.area &&
      boxGap(scaleBox(placed.box, size, image), frame) === 0 &&
      countShared(placed, thing) === 0,
  );
  const parts = beside.map(({ placed }) => scaleMask(placed, size, image));
  const inFrame = maskInBox(parts, frame);
  const withRim = (rim: number) => maskInBox([{ box: frame, mask: dilate(inFrame, rim) }], box).data;
  return { neighbours: withRim(CRISP_RIM_PX), rimmed: withRim(RIM_PX) };
}

/** A cut-out without those parts of its rim that show another thing close by, with which it does not hang together. */
export function spareNeighbours(layer: Matte, context: EditContext): Matte {
  const { width, height, data } = layer.alpha;
  const { neighbours, rimmed } = neighboursIn(layer.box, context);
  const alpha = data.map((share, pixel) => {
    const isOther = neighbours[pixel] === 1 || (rimmed[pixel] === 1 && share < APART);
    return isOther ? 0 : share;
  });
  return { ...layer, alpha: createFloatMap(width, height, alpha) };
}
