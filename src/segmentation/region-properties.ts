import type { Box, Point } from '../contract/geometry.ts';
import type { LabelMap, RgbImage } from '../imaging/image.ts';

/** Properties of one region, named and defined as scikit-image's regionprops. */
export interface RegionProperties {
  readonly label: number;
  /** Pixels. */
  readonly area: number;
  readonly box: Box;
  readonly centroid: Point;
  /** Of the ellipse with the same second moments: 0 (circle) to 1 (line). */
  readonly eccentricity: number;
  /** Area divided by the area of the box, 0 to 1. */
  readonly extent: number;
  /** Mean red, green and blue, 0 to 255. */
  readonly meanColour: readonly [number, number, number];
}

/** What is summed over a region's pixels, in the order of the columns of the sums array. */
const SUMS = { count: 0, x: 1, y: 2, xx: 3, yy: 4, xy: 5, red: 6, green: 7, blue: 8 } as const;
const COLUMNS = Object.keys(SUMS).length;

function eccentricityOf(muXx: number, muYy: number, muXy: number): number {
  const root = Math.sqrt(((muXx - muYy) / 2) ** 2 + muXy ** 2);
  const mean = (muXx + muYy) / 2;
  const major = mean + root;
  const minor = Math.max(0, mean - root);
  return major === 0 ? 0 : Math.sqrt(1 - minor / major);
}

/** Measures every region of a label map on the image that it divides. Both have the same size. */
export function regionProperties(labels: LabelMap, image: RgbImage): RegionProperties[] {
  const { width, height } = labels;
  const sums = new Float64Array(labels.count * COLUMNS);
  const minX = new Int32Array(labels.count).fill(width);
  const minY = new Int32Array(labels.count).fill(height);
  const maxX = new Int32Array(labels.count);
  const maxY = new Int32Array(labels.count);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = labels.data[pixel];
      const row = [1, x, y, x * x, y * y, x * y, ...image.data.subarray(pixel * 3, pixel * 3 + 3)];
      for (let column = 0; column < COLUMNS; column++) sums[label * COLUMNS + column] += row[column];
      if (x < minX[label]) minX[label] = x;
      if (x > maxX[label]) maxX[label] = x;
      if (y < minY[label]) minY[label] = y;
      if (y > maxY[label]) maxY[label] = y;
    }
  }
  return Array.from({ length: labels.count }, (_, label) => {
    const sum = (column: keyof typeof SUMS) => sums[label * COLUMNS + SUMS[column]];
    const area = sum('count');
    const mean = (column: keyof typeof SUMS) => sum(column) / area;
    const centroid = { x: mean('x'), y: mean('y') };
    const box = {
      x: minX[label],
      y: minY[label],
      width: maxX[label] - minX[label] + 1,
      height: maxY[label] - minY[label] + 1,
    };
    return {
      label,
      area,
      box,
      centroid,
      eccentricity: eccentricityOf(
        mean('xx') - centroid.x ** 2,
        mean('yy') - centroid.y ** 2,
        mean('xy') - centroid.x * centroid.y,
      ),
      extent: area / (box.width * box.height),
      meanColour: [mean('red'), mean('green'), mean('blue')],
    };
  });
}
