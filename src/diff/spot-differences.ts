import { CodedError } from '../contract/coded-error.ts';
import type { Circle, Point, Size } from '../contract/geometry.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { FoundDifference, RecipeContext, Registration, SpotResult } from '../contract/messages.ts';
import type { SpotOptions } from '../contract/spot-options.ts';
import { type DecodedPicture, decodePicture, overlaySvg } from '../imaging/codec.ts';
import { encodeWithin } from '../imaging/encode-within.ts';
import { scaleBox } from '../imaging/geometry.ts';
import { drawHeatMap } from '../imaging/heat-map.ts';
import type { RgbImage } from '../imaging/image.ts';
import { composeMatrices, mapPoint, type ProjectiveMatrix, scaleAndShift } from '../imaging/projective.ts';
import { drawRings } from '../imaging/rings.ts';
import { sideBySide } from '../imaging/side-by-side.ts';
import { type Find, type Findings, lookForDifferences } from './look-for-differences.ts';

/** Finds whose middles differ by less than this share of the height stand in one line of reading. */
const LINE_RATIO = 1 / 12;
/** From the edges of pixels, where boxes and circles count from, to their centres, where matrices do. */
const HALF_PIXEL = 0.5;

function inReadingOrder(finds: readonly Find[], image: Size): Find[] {
  const line = ({ circle }: Find) => Math.floor(circle.y / (image.height * LINE_RATIO));
  return [...finds].sort((a, b) => line(a) - line(b) || a.circle.x - b.circle.x || a.circle.y - b.circle.y);
}

function scaleCircle({ x, y, radius }: Circle, from: Size, to: Size): Circle {
  const scaleX = to.width / from.width;
  const scaleY = to.height / from.height;
  return { x: x * scaleX, y: y * scaleY, radius: radius * Math.max(scaleX, scaleY) };
}

function scalePoints(points: readonly Point[], from: Size, to: Size): Point[] {
  return points.map(({ x, y }) => ({ x: (x * to.width) / from.width, y: (y * to.height) / from.height }));
}

/** Where a circle of A lies in B. */
function carryCircle({ x, y, radius }: Circle, matrix: ProjectiveMatrix): Circle {
  const carry = (px: number, py: number) => mapPoint(matrix, { x: px - HALF_PIXEL, y: py - HALF_PIXEL });
  const centre = carry(x, y);
  const rims = [carry(x + radius, y), carry(x, y + radius)];
  const radii = rims.map((rim) => Math.hypot(rim.x - centre.x, rim.y - centre.y));
  return { x: centre.x + HALF_PIXEL, y: centre.y + HALF_PIXEL, radius: Math.max(...radii) };
}

/** The same map between the pictures' full-size pixels. */
function fullSizeMatrix(matrix: ProjectiveMatrix, a: DecodedPicture, b: DecodedPicture): number[] {
  const scaleOf = (from: Size, to: Size) => {
    const [x, y] = [to.width / from.width, to.height / from.height];
    return scaleAndShift(x, y, (x - 1) / 2, (y - 1) / 2);
  };
  const toDecodedA = scaleOf(a.sourceSize, a.image);
  const toFullB = scaleOf(b.image, b.sourceSize);
  return composeMatrices(toFullB, composeMatrices(matrix, toDecodedA));
}

function describeRegistration(findings: Findings, a: DecodedPicture, b: DecodedPicture): Registration {
  const { model, residual, correlation, overlap } = findings;
  return {
    model,
    matrix: fullSizeMatrix(findings.matrix, a, b),
    ...(residual === undefined ? {} : { residual }),
    ...(correlation === undefined ? {} : { correlation }),
    overlap,
  };
}

function mark(image: RgbImage, found: readonly Pick<FoundDifference, 'id' | 'circle'>[]): Promise<RgbImage> {
  const { width, height } = image;
  return overlaySvg(
    image,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawRings(found, image)}</svg>`,
  );
}

async function drawPictures(
  a: RgbImage,
  b: RgbImage,
  numbered: readonly FoundDifference[],
  findings: Findings,
  { map: hasMap = false, maxFileBytes }: SpotOptions,
) {
  const onB = numbered.map(({ id, circle }) => ({ id, circle: carryCircle(circle, findings.matrix) }));
  const [markedA, markedB, markedLaid] = await Promise.all([
    mark(a, numbered),
    mark(b, onB),
    mark(findings.laid, numbered),
  ]);
  const drawn = [markedA, markedB, sideBySide(markedA, markedLaid), ...(hasMap ? [drawHeatMap(findings.map)] : [])];
  const [aCircled, bCircled, both, map] = (
    await Promise.all(drawn.map((image) => encodeWithin([image], maxFileBytes)))
  ).flat();
  return { aCircled, bCircled, sideBySide: both, ...(map ? { map } : {}) };
}

/**
 * Finds the differences between two pictures and marks them.
 *
 * @param a encoded bytes; the found places are in full-size, oriented pixels of this picture
 * @param b encoded bytes; none when A is to hold both
 * @throws CodedError `no-panels`, those of decodePicture and lookForDifferences; the signal's reason when aborted
 */
export async function spotDifferences(
  a: Uint8Array,
  b: Uint8Array | undefined,
  options: SpotOptions = {},
  { signal, onProgress }: RecipeContext = {},
): Promise<SpotResult> {
  if (b === undefined) throw new CodedError('no-panels', {});
  const startedAt = performance.now();
  onProgress?.({ stage: 'decode', ratio: 0 });
  const [decodedA, decodedB] = await Promise.all([a, b].map((bytes) => decodePicture(bytes, MAX_PUZZLE_SIDE_PX)));
  const { image, sourceSize } = decodedA;
  const decodedAt = performance.now();

  signal?.throwIfAborted();
  onProgress?.({ stage: 'check', ratio: 0.5 });
  const findings = lookForDifferences(image, decodedB.image, options);
  const numbered = inReadingOrder(findings.finds, image).map((find, index) => ({ id: index + 1, ...find }));
  const detectedAt = performance.now();

  signal?.throwIfAborted();
  onProgress?.({ stage: 'draw', ratio: 0.75 });
  const pictures = await drawPictures(image, decodedB.image, numbered, findings, options);
  const finishedAt = performance.now();
  return {
    ...sourceSize,
    registration: describeRegistration(findings, decodedA, decodedB),
    differences: numbered.map((each) => ({
      ...each,
      box: scaleBox(each.box, image, sourceSize),
      circle: scaleCircle(each.circle, image, sourceSize),
      contours: each.contours.map((outline) => scalePoints(outline, image, sourceSize)),
    })),
    ...pictures,
    timings: {
      decodeMs: Math.round(decodedAt - startedAt),
      detectMs: Math.round(detectedAt - decodedAt),
      drawMs: Math.round(finishedAt - detectedAt),
      totalMs: Math.round(finishedAt - startedAt),
    },
  };
}
