import type { Box, Point, Size } from '../contract/geometry.ts';
import type { PuzzleChecks } from '../contract/messages.ts';
import type { DetectedDifference } from '../diff/detection/gather.ts';
import { findDifferences, findEdits } from '../diff/find-differences.ts';
import { decodePicture, encodeJpeg, encodeLossyWebp, resizeImage } from '../imaging/codec.ts';
import { boxGap, scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { countShared, type PlacedMask, scaleMask } from '../imaging/placed-mask.ts';
import { begin, type InTurn } from './begin.ts';

/** A difference that should be found. */
interface Planned {
  readonly placed: PlacedMask;
}

/** What the diff engine found when it was shown the two images and told nothing. */
export interface PuzzleCheck<Difference extends Planned> {
  /** Whether each was found once under all conditions, and nothing else. */
  readonly passed: boolean;
  /**
   * What has to go before the puzzle may pass: the differences that were missed or found in several parts; where there
   * are none, those beside which something was found that is no difference; where there are none of them either, or all
   * were missed, the pictures were misunderstood as a whole, and the last one made has to go.
   */
  readonly culprits: readonly Difference[];
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

/** What was found under one condition, set against what should have been. */
interface Verdict<Difference> {
  /** Not found exactly once. */
  readonly missed: readonly Difference[];
  /** Nearest to something that was found and is none of them. */
  readonly besides: readonly Difference[];
}

function judge<Difference extends Planned>(
  { size, places }: Finds,
  made: readonly Difference[],
  image: Size,
): Verdict<Difference> {
  const isFull = size.width === image.width;
  const here = made.map(({ placed }) => (isFull ? placed : scaleMask(placed, image, size)));
  const strangers = places.filter((place) => !here.some((placed) => belongs(place, placed)));
  const nearestTo = (place: PlacedMask) => {
    const gaps = here.map(({ box }) => boxGap(box, place.box));
    return made[gaps.indexOf(Math.min(...gaps))];
  };
  return {
    missed: made.filter((_, index) => places.filter((place) => belongs(place, here[index])).length !== 1),
    besides: strangers.map(nearestTo),
  };
}

const isClean = <Difference>({ missed, besides }: Verdict<Difference>) => missed.length + besides.length === 0;

/**
 * Looks at a pair that an encoder has been over. As a rule encoders leave alone what is alike in both pictures; where one
 * did not, what noise explains is no difference.
 */
function lookThroughEncoding<Difference extends Planned>(pair: Pair, made: readonly Difference[], image: Size): Finds {
  const finds = look(pair);
  return isClean(judge(finds, made, image)) ? finds : lookAsStranger(pair);
}

function culpritsOf<Difference>(verdicts: readonly Verdict<Difference>[], made: readonly Difference[]) {
  const missed = made.filter((each) => verdicts.some((verdict) => verdict.missed.includes(each)));
  const besides = made.filter((each) => verdicts.some((verdict) => verdict.besides.includes(each)));
  const culprits = missed.length > 0 ? missed : besides;
  return culprits.length > 0 && culprits.length < made.length ? culprits : made.slice(-1);
}

const placesOf = (differences: readonly DetectedDifference[]) => differences.map(({ placed }) => placed);

/** As a stranger would look at the pair: what lies on each other is found out, too. */
function lookAsStranger([before, after]: Pair): Finds {
  const { registration, differences } = findDifferences(before, after);
  // What explains the pair by a move of the whole picture shows no differences that a player could mark.
  return { size: before, places: registration.model === 'identity' ? placesOf(differences) : [] };
}

const look = ([before, after]: Pair): Finds => ({ size: before, places: placesOf(findEdits(before, after)) });

async function through(image: RgbImage, encoded: Promise<{ bytes: Uint8Array }>): Promise<RgbImage> {
  const { bytes } = await encoded;
  return (await decodePicture(bytes, Math.max(image.width, image.height))).image;
}

async function onPhone(image: RgbImage): Promise<RgbImage> {
  const longer = Math.max(image.width, image.height);
  if (longer <= PHONE_SIDE_PX) return image;
  const { width, height } = scaleBox({ x: 0, y: 0, ...image }, { width: longer, height: longer }, PHONE_SQUARE);
  return resizeImage(image, { width, height });
}
const PHONE_SQUARE: Size = { width: PHONE_SIDE_PX, height: PHONE_SIDE_PX };

/** A picture as it comes out elsewhere. */
export interface Shown {
  readonly jpeg: Promise<RgbImage>;
  readonly webp: Promise<RgbImage>;
  readonly phone: Promise<RgbImage>;
}

const atOnce = <Result>(work: () => Promise<Result>) => begin(work());

/**
 * Begins to make of a picture what chats, sharing and phones make of it: other threads do that.
 *
 * @param beginWork begins each of them, now or later
 */
export function showElsewhere(image: RgbImage, beginWork: InTurn['begin'] = atOnce): Shown {
  return {
    jpeg: beginWork(() => through(image, encodeJpeg(image, JPEG_QUALITY))),
    webp: beginWork(() => through(image, encodeLossyWebp(image, WEBP_QUALITY))),
    phone: beginWork(() => onPhone(image)),
  };
}

/**
 * Checks a puzzle as a stranger would: the diff engine compares the two images and must find each planned difference
 * exactly once and nothing else; also after both went through JPEG or WebP, and at the size at which a phone shows them.
 *
 * @param elsewhere what showElsewhere makes of the original, where that was begun before
 */
export async function checkPuzzle<Difference extends Planned>(
  original: RgbImage,
  altered: RgbImage,
  made: readonly Difference[],
  elsewhere: Shown = showElsewhere(original),
): Promise<PuzzleCheck<Difference>> {
  const shown = showElsewhere(altered);
  const pairOf = async (way: keyof Shown): Promise<Pair> => [await elsewhere[way], await shown[way]];
  const lookAgain = (encoded: Pair) => lookThroughEncoding(encoded, made, original);
  // The codecs have threads of their own: each pair is looked at as soon as it is there, and the plain one meanwhile.
  const [jpeg, webp, phone, plain] = await Promise.all([
    pairOf('jpeg').then(lookAgain),
    pairOf('webp').then(lookAgain),
    pairOf('phone').then(lookAsStranger),
    Promise.resolve().then(() => look([original, altered])),
  ]);
  const finds = [plain, jpeg, webp, phone];
  const verdicts = finds.map((seen) => judge(seen, made, original));
  const passed = verdicts.every(isClean) && finds.every(({ places }) => places.length === made.length);
  const [inPlain, inJpeg, inWebp, onPhones] = finds.map(({ places }) => places.length);
  return {
    passed,
    culprits: passed ? [] : culpritsOf(verdicts, made),
    found: { plain: inPlain, jpeg: inJpeg, webp: inWebp, phone: onPhones },
  };
}
