import type { Box, Size } from '../contract/geometry.ts';
import { labelComponents } from '../imaging/components.ts';
import { boxGap, unionBox } from '../imaging/geometry.ts';
import { createMask, type Mask } from '../imaging/image.ts';
import { type PlacedMask, trimMask } from '../imaging/placed-mask.ts';

/** Parts of a mask that are nearer to each other than this share of the larger one's side are filled as one. */
const TOGETHER_RATIO = 0.5;
/** ... and always when they are this near: neither could use the other's border. */
const TOGETHER_PX = 12;
/** Side of the square around a hole that an engine sees, in the hole's longer sides. */
const CONTEXT_RATIO = 3;
/** ... and at least this: small holes need room to copy from, too. */
const MIN_CONTEXT_PX = 128;
/** Beyond this a square is only widened as far as a large hole needs it: everything costs by its area. */
const WIDE_CONTEXT_PX = 640;
const LEAST_CONTEXT_RATIO = 2;

interface Group {
  readonly box: Box;
  readonly labels: readonly number[];
}

function isNear(a: Box, b: Box): boolean {
  const longest = Math.max(a.width, a.height, b.width, b.height);
  return boxGap(a, b) <= Math.max(TOGETHER_PX, TOGETHER_RATIO * longest);
}

/** Unites groups until no two are near each other. */
function unite(groups: readonly Group[]): Group[] {
  const apart: Group[] = [];
  for (const group of groups) {
    let whole = group;
    for (let at = apart.findIndex((other) => isNear(other.box, whole.box)); at >= 0; ) {
      const [other] = apart.splice(at, 1);
      whole = { box: unionBox(other.box, whole.box), labels: [...other.labels, ...whole.labels] };
      at = apart.findIndex((candidate) => isNear(candidate.box, whole.box));
    }
    apart.push(whole);
  }
  return apart;
}

/**
 * Finds the holes of a mask that are filled one after the other; parts that lie close together are one hole.
 *
 * @throws RangeError when the mask is empty
 */
export function findHoles(mask: Mask): PlacedMask[] {
  const whole = { x: 0, y: 0, width: mask.width, height: mask.height };
  const { box: frame, mask: marked } = trimMask({ box: whole, mask });
  const { labels, components } = labelComponents(marked);
  const groups = unite(components.map(({ box, label }) => ({ box, labels: [label] })));
  return groups.map(({ box, labels: members }) => {
    const isMember = new Set(members);
    const hole = createMask(box.width, box.height);
    for (let pixel = 0; pixel < hole.data.length; pixel++) {
      const at = (box.y + Math.floor(pixel / box.width)) * marked.width + box.x + (pixel % box.width);
      hole.data[pixel] = isMember.has(labels.data[at]) ? 1 : 0;
    }
    return { box: { ...box, x: box.x + frame.x, y: box.y + frame.y }, mask: hole };
  });
}

/** Start and length along one side: `length` pixels around the middle of [from, from + size), kept inside the image. */
function span(from: number, size: number, length: number, limit: number): { at: number; length: number } {
  if (length >= limit) return { at: 0, length: limit };
  const at = Math.round(from + size / 2 - length / 2);
  return { at: Math.min(limit - length, Math.max(0, at)), length };
}

/** The part of the image that an engine is given for a hole: a square around it, moved and cut to fit the image. */
export function contextOf(hole: Box, image: Size): Box {
  const longer = Math.max(hole.width, hole.height);
  const wide = Math.min(CONTEXT_RATIO * longer, Math.max(WIDE_CONTEXT_PX, LEAST_CONTEXT_RATIO * longer));
  const side = Math.max(MIN_CONTEXT_PX, wide);
  const x = span(hole.x, hole.width, side, image.width);
  const y = span(hole.y, hole.height, side, image.height);
  return { x: x.at, y: y.at, width: x.length, height: y.length };
}
