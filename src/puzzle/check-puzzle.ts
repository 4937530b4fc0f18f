import type { Box, Point, Size } from '../contract/geometry.ts';
import type { PuzzleChecks } from '../contract/messages.ts';
import type { DetectedDifference } from '../diff/detection/gather.ts';
import { findDifferences, findEdits } from '../diff/find-differences.ts';
import { decodePicture, encodeJpeg, encodeLossyWebp, resizeImage } from '../imaging/codec.ts';
import { scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { countShared, type PlacedMask, scaleMask } from '../imaging/placed-mask.ts';
import type { MadeDifference } from './make-differences.ts';

/** What the diff engine found when it was shown the two images and told nothing. */
export interface PuzzleCheck {
  /** The differences that were found under all conditions, each exactly once. */
  readonly confirmed: readonly MadeDifference[];
  /** Whether nothing else was found and nothing is missing. */
  readonly passed: boolean;
  /** How many were found under each condition. */
  readonly found: PuzzleChecks;
}

/** What chats and sharing make of pictures: JPEG quality of the usual share button, WebP as sites serve it. */
const JPEG_QUALITY = 75;
const WEBP_QUALITY = 80;
/** Long side at which a phone shows a picture; nothing is enlarged. */
const PHONE_SIDE_PX = 900;

type Pair = readonly [RgbImage, RgbImage];

/** What was found in one pair of pictures, which may be smaller than the puzzle's. */
interface Finds {
  readonly size: Size;
  readonly places: readonly PlacedMask[];
}

function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function holds(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/** A find belongs to a difference when its centre lies in it and they share pixels. */
function belongs(place: PlacedMask, made: PlacedMask): boolean {
  return holds(made.box, centreOf(place.box)) && countShared(place, made) > 0;
}

/** The differences that were found exactly once. */
function confirmedBy({ size, places }: Finds, made: readonly MadeDifference[], image: Size): MadeDifference[] {
  const isFull = size.width === image.width;
  return made.filter(({ placed }) => {
    const here = isFull ? placed : scaleMask(placed, image, size);
    return places.filter((place) => belongs(place, here)).length === 1;
  });
}

const placesOf = (differences: readonly DetectedDifference[]) => differences.map(({ placed }) => placed);

/** As a stranger would look at the pair: what lies on each other is found out, too. */
function lookAsStranger([before, after]: Pair): Finds {
  const { registration, differences } = findDifferences(before, after);
  // What explains the pair by a move of the whole picture shows no differences that a player could mark.
  return { size: before, places: registration.model === 'identity' ? placesOf(differences) : [] };
}

const look = ([before, after]: Pair): Finds => ({ size: before, places: placesOf(findEdits(before, after)) });

async function through(pair: Pair, encode: (image: RgbImage) => Promise<{ bytes: Uint8Array }>): Promise<Pair> {
  const back = async (image: RgbImage) => {
    const { bytes } = await encode(image);
    return (await decodePicture(bytes, Math.max(image.width, image.height))).image;
  };
  const [before, after] = await Promise.all(pair.map(back));
  return [before, after];
}

async function onPhone([before, after]: Pair): Promise<Pair> {
  const longer = Math.max(before.width, before.height);
  if (longer <= PHONE_SIDE_PX) return [before, after];
  const { width, height } = scaleBox({ x: 0, y: 0, ...before }, { width: longer, height: longer }, PHONE_SQUARE);
  const [small, other] = await Promise.all([before, after].map((image) => resizeImage(image, { width, height })));
  return [small, other];
}
const PHONE_SQUARE: Size = { width: PHONE_SIDE_PX, height: PHONE_SIDE_PX };

/**
 * Checks a puzzle as a stranger would: the diff engine compares the two images and must find each planned difference
 * exactly once and nothing else; also after both went through JPEG or WebP, and at the size at which a phone shows them.
 */
export async function checkPuzzle(
  original: RgbImage,
  altered: RgbImage,
  made: readonly MadeDifference[],
): Promise<PuzzleCheck> {
  const pair: Pair = [original, altered];
  const [jpeg, webp, phone] = await Promise.all([
    through(pair, (image) => encodeJpeg(image, JPEG_QUALITY)),
    through(pair, (image) => encodeLossyWebp(image, WEBP_QUALITY)),
    onPhone(pair),
  ]);
  const finds = { plain: look(pair), jpeg: look(jpeg), webp: look(webp), phone: lookAsStranger(phone) };
  const each = Object.values(finds);
  const confirmed = each.reduce((left, seen) => confirmedBy(seen, left, original), [...made]);
  const isExact = each.every(({ places }) => places.length === made.length);
  const count = ({ places }: Finds) => places.length;
  return {
    confirmed,
    passed: confirmed.length === made.length && isExact,
    found: {
      plain: count(finds.plain),
      jpeg: count(finds.jpeg),
      webp: count(finds.webp),
      phone: count(finds.phone),
    },
  };
}
