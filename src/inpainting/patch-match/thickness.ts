/** A pixel is on the ridge of its part of the hole when no neighbour lies deeper by more than a diagonal step could. */
const RIDGE_TOLERANCE = 0.7;
/** Discs of pixels deeper than the largest that is told apart, by more than this, lie within those of their neighbours. */
const RIM_PX = 1.5;

/** A map of depths: how far each pixel of a hole is from its border, 0 outside. */
interface Depths {
  readonly width: number;
  readonly height: number;
  readonly depths: Float32Array;
}

function isRidge({ width, height, depths }: Depths, x: number, y: number): boolean {
  const most = depths[y * width + x] + RIDGE_TOLERANCE;
  for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
    for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
      if (depths[nearY * width + nearX] > most) return false;
    }
  }
  return true;
}

/** Raises what lies in a disc and in the hole to the disc's radius. */
function raiseDisc(
  result: Float32Array,
  { width, height, depths }: Depths,
  x: number,
  y: number,
  radius: number,
): void {
  const reach = Math.floor(radius);
  for (let discY = Math.max(0, y - reach); discY <= Math.min(height - 1, y + reach); discY++) {
    const half = Math.floor(Math.sqrt(radius * radius - (discY - y) ** 2));
    const end = discY * width + Math.min(width - 1, x + half);
    for (let pixel = discY * width + Math.max(0, x - half); pixel <= end; pixel++) {
      if (depths[pixel] > 0 && result[pixel] < radius) result[pixel] = radius;
    }
  }
}

/**
 * The local thickness of a hole (Hildebrand & Ruegsegger 1997), halved: for each pixel the radius of the largest disc in
 * the hole that holds it, in pixels.
 *
 * @param most discs larger than this count as this large: their exact size is nobody's question
 */
export function thicknessOf(map: Depths, most: number): Float32Array {
  const { width, depths } = map;
  const result = new Float32Array(depths.length);
  for (let pixel = 0; pixel < depths.length; pixel++) result[pixel] = Math.min(most, depths[pixel]);
  for (let pixel = 0; pixel < depths.length; pixel++) {
    const depth = depths[pixel];
    if (depth <= 1) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (depth > most + RIM_PX) result[pixel] = most;
    else if (depth >= most || isRidge(map, x, y)) raiseDisc(result, map, x, y, Math.min(most, depth));
  }
  return result;
}
