/** Where parts touch along more than this share of the smaller one's diameter they are no two bodies at a neck. */
const MAX_CONTACT_RATIO = 0.8;
/** Pixels between parts that still touch: where a change turns from darker to lighter, a crease did not change. */
const CREASE_PX = 3;

/** Whose each pixel of a rectangle is: 1 or 2, 0 of nobody. */
interface Shared {
  readonly owner: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Whether one of the two has a pixel within so many pixels. */
function isNear({ owner, width, height }: Shared, x: number, y: number, reach: number, whose: number): boolean {
  for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++) {
    for (let nx = Math.max(0, x - reach); nx <= Math.min(width - 1, x + reach); nx++) {
      if (owner[ny * width + nx] === whose) return true;
    }
  }
  return false;
}

/** Whether a pixel is the last of its owner's in some direction. */
function isOnRim({ owner, width, height }: Shared, x: number, y: number): boolean {
  const at = y * width + x;
  const whose = owner[at];
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return true;
  return (
    owner[at - 1] !== whose || owner[at + 1] !== whose || owner[at - width] !== whose || owner[at + width] !== whose
  );
}

/** Pixels of the outline of one part along which the other's lies. */
function contactLength(shared: Shared, whose: number, other: number): number {
  let length = 0;
  for (let y = 0, at = 0; y < shared.height; y++) {
    for (let x = 0; x < shared.width; x++, at++) {
      if (shared.owner[at] === whose && isOnRim(shared, x, y) && isNear(shared, x, y, CREASE_PX, other)) length++;
    }
  }
  return length;
}

/**
 * Whether two parts touch at a neck alone and not along a side, as a stroke that turned light and its darkened ground do.
 *
 * @param owner whose each pixel is: 1 or 2, 0 of nobody; row-major
 */
export function meetAtNeck(owner: Uint8Array, width: number): boolean {
  const areas = [0, 0, 0];
  for (const whose of owner) areas[whose]++;
  const [smaller, larger] = areas[1] <= areas[2] ? [1, 2] : [2, 1];
  const diameter = 2 * Math.sqrt(areas[smaller] / Math.PI);
  const shared = { owner, width, height: owner.length / width };
  return contactLength(shared, smaller, larger) <= MAX_CONTACT_RATIO * diameter;
}
