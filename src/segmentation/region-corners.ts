import type { Bounds } from './octagon.ts';

/** minX, minY, maxX, maxY of a set of pixels, all included. */
export type Corners = Bounds;

/** The corners of a node of a graph or a tree. @param corners four values a node */
export function cornersOf({ corners }: { readonly corners: Int32Array }, node: number): Corners {
  return [corners[node * 4], corners[node * 4 + 1], corners[node * 4 + 2], corners[node * 4 + 3]];
}
