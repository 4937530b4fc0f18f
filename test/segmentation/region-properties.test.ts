import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLabelMap, createRgbImage } from '../../src/imaging/image.ts';
import { type RegionProperties, regionProperties } from '../../src/segmentation/region-properties.ts';
import { flat } from '../support/pictures.ts';

interface GoldenCase {
  readonly width: number;
  readonly height: number;
  readonly labels: readonly number[];
  readonly image: readonly number[];
  readonly regions: readonly RegionProperties[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/region-properties.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

const DIGITS = 6;
const EXACT = ['label', 'area', 'bbox', 'intensityMin', 'intensityMax'] as const;
const MEASURED = [
  'eccentricity',
  'orientation',
  'axisMajorLength',
  'axisMinorLength',
  'extent',
  'perimeter',
  'solidity',
] as const;

describe('regionProperties', () => {
  it.each(golden.cases)('agrees with scikit-image on $width x $height pixels', ({ width, height, ...golden }) => {
    const labels = createLabelMap(width, height, Int32Array.from(golden.labels), golden.regions.length);
    const image = createRgbImage(width, height, Uint8Array.from(golden.image));
    const measured = regionProperties(labels, image);
    expect(measured).toHaveLength(golden.regions.length);
    measured.forEach((region, at) => {
      const reference = golden.regions[at];
      expect(Object.keys(region).sort()).toEqual(Object.keys(reference).sort());
      for (const name of EXACT) expect(region[name]).toEqual(reference[name]);
      for (const name of MEASURED) expect(region[name], name).toBeCloseTo(reference[name], DIGITS);
      expect(region.centroid.x).toBeCloseTo(reference.centroid.x, DIGITS);
      expect(region.centroid.y).toBeCloseTo(reference.centroid.y, DIGITS);
      region.intensityMean.forEach((value, channel) => {
        expect(value).toBeCloseTo(reference.intensityMean[channel], DIGITS);
      });
    });
  });

  it('calls a square round and a line straight', () => {
    const labels = createLabelMap(4, 3, Int32Array.from([0, 0, 0, 0, 1, 1, 2, 2, 1, 1, 2, 2]), 3);
    const [line, square] = regionProperties(labels, flat({ width: 4, height: 3 }, [9, 8, 7]));
    expect(square.eccentricity).toBeCloseTo(0, 9);
    expect(line.eccentricity).toBeGreaterThan(0.95);
    expect(line).toMatchObject({ extent: 1, centroid: { x: 1.5, y: 0 }, intensityMean: [9, 8, 7] });
  });
});
