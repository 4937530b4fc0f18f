import type { Box, Point } from '../contract/geometry.ts';
import type { LabelMap, RgbImage } from '../imaging/image.ts';
import { measureOutline, type OutlineProperties } from './region-outline.ts';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** What one pass over the pixels tells of a region, named and defined as scikit-image's regionprops. */
export interface RegionMoments {
  readonly label: number;
  /** Pixels. */
  readonly area: number;
  readonly bbox: Box;
  readonly centroid: Point;
  /** Of the ellipse with the same second moments: 0 (circle) to 1 (line). */
  readonly eccentricity: number;
  /** Angle of that ellipse's long axis from the vertical, counter-clockwise, -pi/2 to pi/2. */
  readonly orientation: number;
  /** Lengths of that ellipse's axes in pixels. */
  readonly axisMajorLength: number;
  readonly axisMinorLength: number;
  /** Area divided by the area of the box, 0 to 1. */
  readonly extent: number;
  readonly intensityMean: Colour;
  readonly intensityMin: Colour;
  readonly intensityMax: Colour;
}

/** Properties of one region, named and defined as scikit-image's regionprops. */
export interface RegionProperties extends RegionMoments, OutlineProperties {}

/** What is summed over a region's pixels, in the order of the columns of the sums array. */
const SUMS = { count: 0, x: 1, y: 2, xx: 3, yy: 4, xy: 5, red: 6, green: 7, blue: 8 } as const;
const COLUMNS = Object.keys(SUMS).length;
const MAX_BYTE = 255;

/** An axis of an ellipse is four times the root of the second moment along it. */
const AXIS_OF_MOMENT = 4;

/** Sums and extremes of every region, filled in one pass. */
interface Tallies {
  readonly sums: Float64Array;
  /** Smallest x, y, largest x, y. */
  readonly corners: Int32Array;
  readonly darkest: Uint8Array;
  readonly brightest: Uint8Array;
}

function tally(labels: LabelMap, image: RgbImage): Tallies {
  const { width, height, count } = labels;
  const sums = new Float64Array(count * COLUMNS);
  const corners = new Int32Array(count * 4);
  for (let label = 0; label < count; label++) corners.set([width, height, -1, -1], label * 4);
  const darkest = new Uint8Array(count * 3).fill(MAX_BYTE);
  const brightest = new Uint8Array(count * 3);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = labels.data[pixel];
      const row = label * COLUMNS;
      sums[row]++;
      sums[row + SUMS.x] += x;
      sums[row + SUMS.y] += y;
      sums[row + SUMS.xx] += x * x;
      sums[row + SUMS.yy] += y * y;
      sums[row + SUMS.xy] += x * y;
      for (let channel = 0; channel < 3; channel++) {
        const value = image.data[pixel * 3 + channel];
        const at = label * 3 + channel;
        sums[row + SUMS.red + channel] += value;
        if (value < darkest[at]) darkest[at] = value;
        if (value > brightest[at]) brightest[at] = value;
      }
      const corner = label * 4;
      if (x < corners[corner]) corners[corner] = x;
      if (y < corners[corner + 1]) corners[corner + 1] = y;
      if (x > corners[corner + 2]) corners[corner + 2] = x;
      if (y > corners[corner + 3]) corners[corner + 3] = y;
    }
  }
  return { sums, corners, darkest, brightest };
}

function ellipseOf(muXx: number, muYy: number, muXy: number) {
  const root = Math.sqrt(((muXx - muYy) / 2) ** 2 + muXy ** 2);
  const mean = (muXx + muYy) / 2;
  const major = mean + root;
  const minor = Math.max(0, mean - root);
  const diagonal = muXy > 0 ? -Math.PI / 4 : Math.PI / 4;
  return {
    eccentricity: major === 0 ? 0 : Math.sqrt(1 - minor / major),
    orientation: muXx === muYy ? diagonal : Math.atan2(2 * muXy, muYy - muXx) / 2,
    axisMajorLength: AXIS_OF_MOMENT * Math.sqrt(major),
    axisMinorLength: AXIS_OF_MOMENT * Math.sqrt(minor),
  };
}

const colourAt = (values: ArrayLike<number>, at: number): Colour => [values[at], values[at + 1], values[at + 2]];

/** Measures every region of a label map on the image that it divides, but for its outline. Both have the same size. */
export function regionMoments(labels: LabelMap, image: RgbImage): RegionMoments[] {
  const { sums, corners, darkest, brightest } = tally(labels, image);
  return Array.from({ length: labels.count }, (_, label) => {
    const sum = (column: keyof typeof SUMS) => sums[label * COLUMNS + SUMS[column]];
    const area = sum('count');
    const mean = (column: keyof typeof SUMS) => sum(column) / area;
    const centroid = { x: mean('x'), y: mean('y') };
    const [minX, minY, maxX, maxY] = corners.subarray(label * 4, label * 4 + 4);
    const bbox = { x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1 };
    return {
      label,
      area,
      bbox,
      centroid,
      ...ellipseOf(mean('xx') - centroid.x ** 2, mean('yy') - centroid.y ** 2, mean('xy') - centroid.x * centroid.y),
      extent: area / (bbox.width * bbox.height),
      intensityMean: [mean('red'), mean('green'), mean('blue')],
      intensityMin: colourAt(darkest, label * 3),
      intensityMax: colourAt(brightest, label * 3),
    };
  });
}

/** Measures every region of a label map on the image that it divides. Both have the same size. */
export function regionProperties(labels: LabelMap, image: RgbImage): RegionProperties[] {
  return regionMoments(labels, image).map((region) => ({ ...region, ...measureOutline(labels, region) }));
}
