import type { Box } from '../../../contract/geometry.ts';
import { linearToSrgbByte, type OkLab, rgbToLabInto } from '../../../imaging/colour.ts';
import { boxGap, growBox, scaleBox } from '../../../imaging/geometry.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import type { Proposal, ProposalSet } from '../../../segmentation/propose.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import type { EditContext } from '../edit.ts';
import { toGamut } from './colour-choice.ts';
import { type MainColour, okLabOfBytes } from './main-colour.ts';
import { isSame } from './palette.ts';

/** A colour that this share of the picture has, and so many times what the thing has of it, is that of a ground. */
const GROUND = { share: 0.08, times: 6 };
/** Parts of a face that are darker or paler (CIE Lab) are hair, eyes or shade. */
const LIT_SKIN = { l: 40, ab: 12 };
/** A hand that is raised is seldom further above a face than this, in heights of the face; on outstretched arms it is. */
const REACH_ABOVE = 2;
/** What is marked as a face has its colour if it has at most so many times a face's area: no body and no crowd has. */
const MAX_FACE_TIMES = 3;
/** CIE Lab distances within which a colour is that of a face. */
const SKIN = { l: 30, ab: 12 };
/** The surroundings of a thing reach so far, in its own longer sides; so many of their pixels stand for all. */
const AROUND_RATIO = 0.35;
const AROUND_SAMPLES = 4000;

/** Mean OkLab of what a matte's box shows beside the thing. */
export function meanAround({ box, alpha }: Matte, image: RgbImage): OkLab {
  const sum = { l: 0, a: 0, b: 0 };
  let count = 0;
  // Odd, so that it does not walk down a column.
  const stride = Math.max(1, Math.floor(alpha.data.length / AROUND_SAMPLES)) | 1;
  for (let pixel = 0; pixel < alpha.data.length; pixel += stride) {
    if (alpha.data[pixel] > 0) continue;
    const y = box.y + Math.floor(pixel / box.width);
    const { l, a, b } = okLabOfBytes(image.data, (y * image.width + box.x + (pixel % box.width)) * 3);
    sum.l += l;
    sum.a += a;
    sum.b += b;
    count++;
  }
  return { l: sum.l / count, a: sum.a / count, b: sum.b / count };
}

/** How much of a colour the picture has beside a thing: from 1 on it may be its ground's, seen through a gap. */
export function groundness(main: MainColour, { facts, image }: EditContext): number {
  const own = (main.share * main.area) / (image.width * image.height);
  const all = facts.palette.shareOf(main.colour);
  return Math.min(all / GROUND.share, all / (GROUND.times * own));
}

/** Whether something may be of the body that has a face. */
const mayBelongTo = (face: Box, { y, height }: Box) => y + height >= face.y - REACH_ABOVE * face.height;

/** What shows a face, or a part of one, in a light that shows its colour; without what only holds one. */
function litFaces(face: Box, { proposals }: ProposalSet): readonly Proposal[] {
  return proposals.filter(({ keep, placed, area, lab: [l, a, b] }) => {
    if (keep !== 'face' || boxGap(placed.box, face) > 0 || area > MAX_FACE_TIMES * face.width * face.height)
      return false;
    return l >= LIT_SKIN.l && Math.hypot(a, b) >= LIT_SKIN.ab;
  });
}

/**
 * Whether a colour is that of a face of the picture: arms and hands are bodies, too, and are not painted.
 *
 * @param seen the box of what has it
 */
export function isSkin({ colour }: MainColour, seen: Box, context: EditContext): boolean {
  const [red, green, blue] = toGamut(colour).map(linearToSrgbByte);
  const lab = new Float64Array(3);
  rgbToLabInto(red, green, blue, lab);
  const { found, image } = context;
  const isOf = ({ lab: [l, a, b] }: Proposal) =>
    Math.abs(lab[0] - l) <= SKIN.l && Math.hypot(lab[1] - a, lab[2] - b) <= SKIN.ab;
  return found.faces.some(
    (face) => mayBelongTo(scaleBox(face, found.size, image), seen) && litFaces(face, found).some(isOf),
  );
}

/**
 * How usual a thing's main colour is around it: the share of its surroundings that has it, as a share of that of the thing
 * itself. What is one bush among others, or a patch of one, has no colour of its own.
 */
export function usualness({ colour }: MainColour, matte: Matte, seen: Box, image: RgbImage): number {
  const around = growBox(seen, Math.ceil(AROUND_RATIO * Math.max(seen.width, seen.height)), image);
  const stride = Math.max(1, Math.floor(Math.sqrt((around.width * around.height) / AROUND_SAMPLES)));
  const [inside, outside] = [
    { alike: 0, all: 0 },
    { alike: 0, all: 0 },
  ];
  for (let y = around.y; y < around.y + around.height; y += stride) {
    for (let x = around.x; x < around.x + around.width; x += stride) {
      const [column, row] = [x - matte.box.x, y - matte.box.y];
      const isInBox = column >= 0 && row >= 0 && column < matte.box.width && row < matte.box.height;
      const share = isInBox ? matte.alpha.data[row * matte.box.width + column] : 0;
      const place = share === 0 ? outside : share === 1 ? inside : undefined;
      if (!place) continue;
      place.all++;
      if (isSame(okLabOfBytes(image.data, (y * image.width + x) * 3), colour)) place.alike++;
    }
  }
  return inside.alike === 0 ? 1 : outside.alike / Math.max(1, outside.all) / (inside.alike / inside.all);
}
