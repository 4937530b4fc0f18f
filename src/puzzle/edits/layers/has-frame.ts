import { distanceToSet } from '../../../imaging/distance.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { invert } from '../../../imaging/morphology.ts';
import { type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';
import { edgeReach } from '../looking/edge-reach.ts';

/** A frame that is missed is so thin, pixels: of a broader one the outline is that of the frame. */
const FRAME_PX = 2;
/** The ground is looked at beyond the blur of the outline in a ring so wide, pixels. */
const GROUND_PX = 2;
/** Grey levels (root of the sum of squares over the channels) within which pixels have one colour ... */
const ONE_COLOUR = 40;
/** ... as this share of a frame has. */
const FRAME_SHARE = 0.75;
/**
 * Grey levels (root of the sum of squares) off all blends of a thing and its ground: a frame has a colour of its own. Of 60
 * things in twelve pictures a small picture with a white border had 47; of all others whose rim has one colour none had more than 15.
 */
const OWN_COLOUR = 30;
const CHANNELS = 3;

type Rgb = readonly [number, number, number];

const distance = (one: Rgb, other: Rgb) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

function medianOf(colours: readonly Rgb[]): Rgb {
  const of = (channel: number) =>
    Float64Array.from(colours, (colour) => colour[channel]).sort()[Math.floor(colours.length / 2)];
  return [of(0), of(1), of(2)];
}

/** How far a colour is off all that lies between two others: where an edge is soft its pixels are such blends. */
function offBlends(colour: Rgb, one: Rgb, other: Rgb): number {
  const length = distance(one, other) ** 2;
  const along = colour.reduce(
    (sum, value, channel) => sum + (value - one[channel]) * (other[channel] - one[channel]),
    0,
  );
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, along / length));
  const blend = one.map((value, channel) => value + share * (other[channel] - value));
  return distance(colour, [blend[0], blend[1], blend[2]]);
}

/**
 * Whether a thing stands in a thin frame that is not in its mask: the white border of a small picture, the ink around a
 * painted spot. Such a thing is only the inner part of what is seen.
 *
 * @param thing holds a pixel
 */
export function hasFrame(image: RgbImage, thing: PlacedMask): boolean {
  const reach = edgeReach(image);
  const { box, mask } = padMask(thing, reach + GROUND_PX + 1, image);
  const [away, depth] = [distanceToSet(mask).data, distanceToSet(invert(mask)).data];
  const bands: { rim: Rgb[]; ground: Rgb[]; inner: Rgb[] } = { rim: [], ground: [], inner: [] };
  for (let pixel = 0; pixel < away.length; pixel++) {
    const at = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * CHANNELS;
    const colour: Rgb = [image.data[at], image.data[at + 1], image.data[at + 2]];
    if (away[pixel] === 0) {
      if (depth[pixel] <= reach) bands.inner.push(colour);
    } else if (away[pixel] <= FRAME_PX) bands.rim.push(colour);
    else if (away[pixel] > reach && away[pixel] <= reach + GROUND_PX) bands.ground.push(colour);
  }
  if (bands.rim.length === 0 || bands.ground.length === 0 || bands.inner.length === 0) return false;
  const rim = medianOf(bands.rim);
  const same = bands.rim.filter((colour) => distance(colour, rim) <= ONE_COLOUR).length;
  return (
    same >= FRAME_SHARE * bands.rim.length && offBlends(rim, medianOf(bands.ground), medianOf(bands.inner)) > OWN_COLOUR
  );
}
