import { createLabelMap } from '../../src/imaging/image.ts';
import type { Candidate } from '../../src/segmentation/gather-candidates.ts';
import { buildRegionGraph, type RegionGraph } from '../../src/segmentation/region-graph.ts';
import { paint } from '../support/pictures.ts';

const SIDE = { width: 5, height: 4 };

type Colour = readonly [number, number, number];

/** Rows of regions of 5 x 4 pixels: label = column + columns * row. */
export function stripGraph(
  columns: number,
  rows = 1,
  colourOf: (label: number) => Colour = () => [9, 9, 9],
): RegionGraph {
  const size = { width: columns * SIDE.width, height: rows * SIDE.height };
  const labelAt = (x: number, y: number) => Math.floor(x / SIDE.width) + columns * Math.floor(y / SIDE.height);
  const labels = Int32Array.from({ length: size.width * size.height }, (_, pixel) =>
    labelAt(pixel % size.width, Math.floor(pixel / size.width)),
  );
  const image = paint(size, (x, y) => colourOf(labelAt(x, y)));
  return buildRegionGraph(createLabelMap(size.width, size.height, labels, columns * rows), image);
}

/** All blocks of up to 3 x 2 regions of a strip graph, as candidates. */
export function stripBlocks(columns: number, rows: number): Candidate[] {
  const starts = Array.from({ length: columns * rows }, (_, label) => [label % columns, Math.floor(label / columns)]);
  const sizes = [1, 2, 3].flatMap((across) => [1, 2].map((down) => [across, down]));
  return starts.flatMap(([column, row]) =>
    sizes.flatMap(([across, down]) => {
      if (column + across > columns || row + down > rows) return [];
      const regions = Array.from(
        { length: across * down },
        (_, at) => column + (at % across) + columns * (row + Math.floor(at / across)),
      );
      const [left, top] = [column * SIDE.width, row * SIDE.height];
      const corners = [left, top, left + across * SIDE.width - 1, top + down * SIDE.height - 1] as const;
      return [{ regions, area: regions.length * SIDE.width * SIDE.height, corners, persistence: 0 }];
    }),
  );
}
