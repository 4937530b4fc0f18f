import { CodedError } from '../contract/coded-error.ts';
import type { Circle, Size } from '../contract/geometry.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { FoundDifference, RecipeContext, Registration, SpotResult } from '../contract/messages.ts';
import { type DecodedPicture, decodePicture, encodePng, overlaySvg } from '../imaging/codec.ts';
import { scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { drawRings } from '../imaging/rings.ts';
import { sideBySide } from '../imaging/side-by-side.ts';
import { type DetectedDifference, detectDifferences } from './detect-differences.ts';

/** The two pictures are taken to lie on each other as they are. */
const IDENTITY: Registration = { model: 'identity', matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
/** Finds whose middles differ by less than this share of the height stand in one line of reading. */
const LINE_RATIO = 1 / 12;

function requireSameSize(a: DecodedPicture, b: DecodedPicture): void {
  const [sizeA, sizeB] = [a.sourceSize, b.sourceSize];
  if (sizeA.width === sizeB.width && sizeA.height === sizeB.height) return;
  throw new CodedError('pictures-differ-in-size', {
    widthA: sizeA.width,
    heightA: sizeA.height,
    widthB: sizeB.width,
    heightB: sizeB.height,
  });
}

function inReadingOrder(found: readonly DetectedDifference[], image: Size): DetectedDifference[] {
  const line = ({ circle }: DetectedDifference) => Math.floor(circle.y / (image.height * LINE_RATIO));
  return [...found].sort((a, b) => line(a) - line(b) || a.circle.x - b.circle.x || a.circle.y - b.circle.y);
}

function scaleCircle({ x, y, radius }: Circle, from: Size, to: Size): Circle {
  const scaleX = to.width / from.width;
  const scaleY = to.height / from.height;
  return { x: x * scaleX, y: y * scaleY, radius: radius * Math.max(scaleX, scaleY) };
}

function mark(image: RgbImage, found: readonly FoundDifference[]): Promise<RgbImage> {
  const { width, height } = image;
  return overlaySvg(
    image,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawRings(found, image)}</svg>`,
  );
}

/**
 * Finds the differences between two pictures of one size and marks them.
 *
 * @param a encoded bytes; the found places are in full-size, oriented pixels of this picture
 * @param b encoded bytes
 * @throws CodedError those of decodePicture, `pictures-differ-in-size`; the signal's reason when aborted
 */
export async function spotDifferences(
  a: Uint8Array,
  b: Uint8Array,
  { signal, onProgress }: RecipeContext = {},
): Promise<SpotResult> {
  const startedAt = performance.now();
  onProgress?.({ stage: 'decode', ratio: 0 });
  const [decodedA, decodedB] = await Promise.all([a, b].map((bytes) => decodePicture(bytes, MAX_PUZZLE_SIDE_PX)));
  requireSameSize(decodedA, decodedB);
  const decodedAt = performance.now();

  signal?.throwIfAborted();
  onProgress?.({ stage: 'check', ratio: 0.5 });
  const { image, sourceSize } = decodedA;
  const found = inReadingOrder(detectDifferences(image, decodedB.image), image);
  const numbered = found.map(({ placed, circle, score }, index) => ({ id: index + 1, box: placed.box, circle, score }));
  const detectedAt = performance.now();

  signal?.throwIfAborted();
  onProgress?.({ stage: 'draw', ratio: 0.75 });
  const [markedA, markedB] = await Promise.all([image, decodedB.image].map((each) => mark(each, numbered)));
  const [aCircled, bCircled, both] = await Promise.all([markedA, markedB, sideBySide(markedA, markedB)].map(encodePng));
  const finishedAt = performance.now();
  return {
    ...sourceSize,
    registration: IDENTITY,
    differences: numbered.map((each) => ({
      ...each,
      box: scaleBox(each.box, image, sourceSize),
      circle: scaleCircle(each.circle, image, sourceSize),
    })),
    aCircled,
    bCircled,
    sideBySide: both,
    timings: {
      decodeMs: Math.round(decodedAt - startedAt),
      detectMs: Math.round(detectedAt - decodedAt),
      drawMs: Math.round(finishedAt - detectedAt),
      totalMs: Math.round(finishedAt - startedAt),
    },
  };
}
