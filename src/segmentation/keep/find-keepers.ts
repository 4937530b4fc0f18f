import type { Box } from '../../contract/geometry.ts';
import type { FloatPlanes, RgbImage } from '../../imaging/image.ts';
import type { PlacedMask } from '../../imaging/placed-mask.ts';
import type { Keep } from '../proposal.ts';
import { findFaces } from './find-faces.ts';
import { findFrame } from './find-frame.ts';
import { findText } from './find-text.ts';

/** What of a picture is better left as it is, in pixels of the working image. */
export interface Keepers {
  readonly faces: readonly Box[];
  readonly text: readonly Box[];
  /** What lies inside the picture's frame; undefined when it has none. */
  readonly inFrame: Box | undefined;
}

/** Faces and lettering of a picture, in its own pixels. */
export interface FacesAndText {
  readonly faces: readonly Box[];
  readonly text: readonly Box[];
}

/** Looks for faces and lettering. */
export type FindFacesAndText = (image: RgbImage) => Promise<FacesAndText>;

/** A proposal touches a face when this share of it, or of the face, is common to both. */
const FACE_SHARE = 0.3;
/** A proposal is lettering, or lies on the frame, when this share of it does. */
const TEXT_SHARE = 0.5;
const FRAME_SHARE = 0.5;

/** Pixels of a mask inside a box, which may have real coordinates. */
function pixelsIn({ box, mask }: PlacedMask, area: Box): number {
  let count = 0;
  const [fromY, toY] = [Math.max(box.y, Math.floor(area.y)), Math.min(box.y + box.height, area.y + area.height)];
  const [fromX, toX] = [Math.max(box.x, Math.floor(area.x)), Math.min(box.x + box.width, area.x + area.width)];
  for (let y = fromY; y < toY; y++) {
    for (let x = fromX; x < toX; x++) count += mask.data[(y - box.y) * box.width + x - box.x];
  }
  return count;
}

/** Looks for faces and lettering, in this thread. */
export async function findFacesAndText(image: RgbImage): Promise<FacesAndText> {
  const [faces, text] = await Promise.all([findFaces(image), findText(image)]);
  return { faces: faces.map(({ box }) => box), text };
}

/**
 * Looks for faces, lettering and a frame.
 *
 * @param lab the working image in CIE Lab, of the same shape as `image`
 * @param find tells faces and lettering where somebody else looks for them
 */
export async function findKeepers(
  image: RgbImage,
  lab: FloatPlanes,
  find: FindFacesAndText = findFacesAndText,
): Promise<Keepers> {
  const { faces, text } = await find(image);
  const [scaleX, scaleY] = [lab.width / image.width, lab.height / image.height];
  const scaled = ({ x, y, width, height }: Box) => ({
    x: x * scaleX,
    y: y * scaleY,
    width: width * scaleX,
    height: height * scaleY,
  });
  return { faces: faces.map(scaled), text: text.map(scaled), inFrame: findFrame(lab) };
}

/** Why a proposal should not be edited; null when nothing speaks against it. @param area its pixels */
export function whyKeep(placed: PlacedMask, area: number, { faces, text, inFrame }: Keepers): Keep | null {
  const touchesFace = faces.some(
    (face) => pixelsIn(placed, face) >= FACE_SHARE * Math.min(area, face.width * face.height),
  );
  if (touchesFace) return 'face';
  const lettering = text.reduce((sum, line) => sum + pixelsIn(placed, line), 0);
  if (lettering >= TEXT_SHARE * area) return 'text';
  return inFrame && area - pixelsIn(placed, inFrame) >= FRAME_SHARE * area ? 'frame' : null;
}
