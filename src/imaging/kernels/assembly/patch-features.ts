// What the loops of patch-based filling share. A pixel has eight bytes of features; a patch is 7 x 7 pixels around its
// centre. Centres keep three pixels from the border, so no patch leaves the picture and no index wraps round a row.
// Everything is whole numbers, or single precision in a fixed order, so that the twins in ../patch-field-plainly.ts give
// the same.

export const RADIUS: i32 = 3;
export const PIXEL_BYTES: usize = 8;
const INDEX_BYTES: usize = 4;

/** The address of the entry of that index in a list of whole numbers. */
export function at(base: usize, index: i32): usize {
  return base + <usize>index * INDEX_BYTES;
}

/** How far the bytes of two pixels' features are from each other. */
export function difference(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

/** The sum of four whole numbers. */
export function total(sum: v128): i32 {
  const pairs = i32x4.add(sum, i8x16.shuffle(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}
