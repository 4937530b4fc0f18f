import type { Size } from '../contract/geometry.ts';
import type { RecipeContext, Registration, SpotResult } from '../contract/messages.ts';
import type { SpotOptions } from '../contract/spot-options.ts';
import { drawFindings } from './draw-findings.ts';
import { type Find, type Findings, lookForDifferences } from './look-for-differences.ts';
import { type OpenedPictures, openPictures } from './open-pictures.ts';
import { dropSlivers } from './panels/drop-slivers.ts';
import { fullBox, fullCircle, fullMatrix, fullPoint, type PlacedImage, wholeOf } from './placed-image.ts';

/** Finds whose middles differ by less than this share of the height stand in one line of reading. */
const LINE_RATIO = 1 / 12;

function inReadingOrder(finds: readonly Find[], image: Size): Find[] {
  const line = ({ circle }: Find) => Math.floor(circle.y / (image.height * LINE_RATIO));
  return [...finds].sort((a, b) => line(a) - line(b) || a.circle.x - b.circle.x || a.circle.y - b.circle.y);
}

function describeRegistration(findings: Findings, { a, b }: OpenedPictures): Registration {
  const { model, residual, correlation, overlap } = findings;
  return {
    model,
    matrix: fullMatrix(findings.matrix, a, b),
    ...(residual === undefined ? {} : { residual }),
    ...(correlation === undefined ? {} : { correlation }),
    overlap,
  };
}

/** A place of the decoded A in full-size pixels. */
function fullFind<Place extends Find>(find: Place, a: PlacedImage): Place {
  return {
    ...find,
    box: fullBox(find.box, a),
    circle: fullCircle(find.circle, a),
    contours: find.contours.map((outline) => outline.map((point) => fullPoint(point, a))),
  };
}

function describePanels({ a, b, page }: OpenedPictures): Pick<SpotResult, 'panels'> {
  if (page === undefined) return {};
  return { panels: [fullBox(wholeOf(a), a), fullBox(wholeOf(b), b)] };
}

/**
 * Finds the differences between two pictures, or between the two panels of one, and marks them.
 *
 * @param a encoded bytes; the found places are in full-size, oriented pixels of this picture
 * @param b encoded bytes; none when A holds both: the places are then in its first panel
 * @throws CodedError `no-panels`, those of decodePicture and lookForDifferences; the signal's reason when aborted
 */
export async function spotDifferences(
  a: Uint8Array,
  b: Uint8Array | undefined,
  options: SpotOptions = {},
  { signal, onProgress }: RecipeContext = {},
): Promise<SpotResult> {
  const startedAt = performance.now();
  onProgress?.({ stage: 'decode', ratio: 0 });
  const opened = await openPictures(a, b);
  const openedAt = performance.now();

  signal?.throwIfAborted();
  onProgress?.({ stage: 'check', ratio: 0.5 });
  const { image, sourceSize } = opened.a;
  const found = lookForDifferences(image, opened.b.image, options);
  const findings = opened.page ? dropSlivers(found, opened.a, opened.b) : found;
  const numbered = inReadingOrder(findings.finds, image).map((find, index) => ({ id: index + 1, ...find }));
  const detectedAt = performance.now();

  signal?.throwIfAborted();
  onProgress?.({ stage: 'draw', ratio: 0.75 });
  const pictures = await drawFindings(opened, numbered, findings, options);
  const finishedAt = performance.now();
  return {
    ...sourceSize,
    registration: describeRegistration(findings, opened),
    differences: numbered.map((each) => fullFind(each, opened.a)),
    ...describePanels(opened),
    ...pictures,
    timings: {
      decodeMs: Math.round(openedAt - startedAt),
      detectMs: Math.round(detectedAt - openedAt),
      drawMs: Math.round(finishedAt - detectedAt),
      totalMs: Math.round(finishedAt - startedAt),
    },
  };
}
