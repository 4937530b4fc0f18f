import type { Box, Point, Size } from '../../../src/contract/geometry.ts';
import { createMask } from '../../../src/imaging/image.ts';
import { countSet, type PlacedMask, trimMask } from '../../../src/imaging/placed-mask.ts';
import { mapPoint, type ProjectiveMatrix } from '../../../src/imaging/projective.ts';
import { isSeen, partBoxes, type TruePair } from './true-pair.ts';

/** A change as it can be found in one disturbed pair. */
export interface WantedDifference {
  readonly kind: string;
  readonly box: Box;
  /** Box of the change as a share of the picture. */
  readonly areaRatio: number;
  /** More than one: parts farther apart than the gap. Finding it whole or in parts is right. */
  readonly parts: readonly Box[];
}

/** What there is to find in a disturbed pair. */
export interface Wanted {
  readonly differences: readonly WantedDifference[];
  /** Boxes of changes that nobody could be asked to find; finding them is neither right nor wrong. */
  readonly neutral: readonly Box[];
}

/** What the finds of one pair are worth. */
export interface Judgement {
  /** By difference: the find that it was found by. */
  readonly foundBy: readonly (number | undefined)[];
  /** Finds that are wrong. */
  readonly wrong: readonly number[];
}

/** B ends here: its outermost pixels are half made up wherever it was resampled. */
const RIM_PX = 2;
/** Less of a change in the part that both pictures show is not the change any more. */
const LEAST_SHOWN = 0.5;
/** A centre may lie this share of a box's sides outside of it, and at least this share of the shorter side. */
const SLACK_RATIO = 0.1;
const LEAST_SLACK_RATIO = 0.003;

const centreOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The pixels of a change that B shows too. @param matrix maps A's pixels to B's */
function shownPart({ box, mask }: PlacedMask, matrix: ProjectiveMatrix, b: Size): PlacedMask | undefined {
  const shown = createMask(box.width, box.height);
  mask.data.forEach((value, pixel) => {
    if (!value) return;
    const at = mapPoint(matrix, { x: box.x + (pixel % box.width), y: box.y + Math.floor(pixel / box.width) });
    const isIn = at.x >= RIM_PX && at.y >= RIM_PX && at.x < b.width - RIM_PX && at.y < b.height - RIM_PX;
    shown.data[pixel] = isIn ? 1 : 0;
  });
  return shown.data.includes(1) ? trimMask({ box, mask: shown }) : undefined;
}

/**
 * What there is to find when B lies on A by `matrix`: every change that is large and strong enough to be seen (see isSeen)
 * and of which B shows at least half. The part that B does not show is not wanted; changes that drop out are neutral.
 */
export function wantedOf({ a, b, truth }: TruePair, matrix: ProjectiveMatrix, disturbed: Size): Wanted {
  const differences: WantedDifference[] = [];
  const neutral: Box[] = [];
  const isMoved = matrix.some((value, at) => value !== (at % 4 === 0 ? 1 : 0));
  for (const { kind, placed } of truth) {
    const shown = isMoved ? shownPart(placed, matrix, disturbed) : placed;
    const isWhole = shown !== undefined && countSet(shown.mask) >= LEAST_SHOWN * countSet(placed.mask);
    if (!isWhole || !isSeen(a, b, shown)) {
      neutral.push(placed.box);
      continue;
    }
    const areaRatio = (shown.box.width * shown.box.height) / (a.width * a.height);
    differences.push({ kind, box: shown.box, areaRatio, parts: partBoxes(a, b, shown) });
  }
  return { differences, neutral };
}

function holds(box: Box, { x, y }: Point, size: Size): boolean {
  const least = LEAST_SLACK_RATIO * Math.min(size.width, size.height);
  const [dx, dy] = [Math.max(least, box.width * SLACK_RATIO), Math.max(least, box.height * SLACK_RATIO)];
  return x >= box.x - dx && x <= box.x + box.width + dx && y >= box.y - dy && y <= box.y + box.height + dy;
}

/**
 * Matches each find to at most one change by centre in region, nearest first. A second find in a change is wrong unless
 * the change lies in parts; a find in a neutral place does not count.
 */
export function judgeFinds(finds: readonly Box[], { differences, neutral }: Wanted, size: Size): Judgement {
  const matches = finds
    .flatMap((find, f) =>
      differences.flatMap(({ box, parts }, d) => {
        const from = centreOf(find);
        const isIn = [box, ...parts].some((part) => holds(part, from, size));
        const to = centreOf(box);
        return isIn ? [{ f, d, distance: Math.hypot(from.x - to.x, from.y - to.y) }] : [];
      }),
    )
    .sort((one, other) => one.distance - other.distance);
  const foundBy = differences.map((): number | undefined => undefined);
  const used = new Set<number>();
  for (const { f, d } of matches) {
    if (used.has(f) || foundBy[d] !== undefined) continue;
    foundBy[d] = f;
    used.add(f);
  }
  const isNeutral = (f: number) =>
    neutral.some((box) => holds(box, centreOf(finds[f]), size)) ||
    matches.some((match) => match.f === f && differences[match.d].parts.length > 1);
  return { foundBy, wrong: [...finds.keys()].filter((f) => !used.has(f) && !isNeutral(f)) };
}
