import { createLabelMap } from '../../src/imaging/image.ts';
import { buildRegionGraph, type RegionGraph } from '../../src/segmentation/region-graph.ts';
import { flat } from '../support/pictures.ts';

const SIDE = { width: 5, height: 4 };

/** Rows of regions of 5 x 4 pixels: label = column + columns * row. */
export function stripGraph(columns: number, rows = 1): RegionGraph {
  const size = { width: columns * SIDE.width, height: rows * SIDE.height };
  const labels = Int32Array.from({ length: size.width * size.height }, (_, pixel) => {
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    return Math.floor(x / SIDE.width) + columns * Math.floor(y / SIDE.height);
  });
  return buildRegionGraph(createLabelMap(size.width, size.height, labels, columns * rows), flat(size, [9, 9, 9]));
}
