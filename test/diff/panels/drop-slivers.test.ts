import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/contract/geometry.ts';
import type { Findings } from '../../../src/diff/look-for-differences.ts';
import { dropSlivers } from '../../../src/diff/panels/drop-slivers.ts';
import type { PlacedImage } from '../../../src/diff/placed-image.ts';
import { createFloatMap, createRgbImage } from '../../../src/imaging/image.ts';
import type { ProjectiveMatrix } from '../../../src/imaging/projective.ts';

const SIZE = { width: 400, height: 300 };
const IMAGE = createRgbImage(SIZE.width, SIZE.height);
const panelAt = (x: number, y: number): PlacedImage => ({
  image: IMAGE,
  origin: { x, y },
  scaleX: 1,
  scaleY: 1,
  sourceSize: { width: 1000, height: 400 },
});

const TOP: Box = { x: 300, y: 0, width: 20, height: 4 };
const RIGHT: Box = { x: 397, y: 200, width: 3, height: 9 };
const REACHING_IN: Box = { x: 100, y: 0, width: 20, height: 30 };
const INSIDE: Box = { x: 200, y: 150, width: 20, height: 4 };

/** The boxes that are left of all, when panels lie on each other by this matrix, the second this much lower. */
function left(matrix: ProjectiveMatrix, lower = 0): Box[] {
  const finds = [TOP, RIGHT, REACHING_IN, INSIDE].map((box) => ({
    box,
    circle: { x: box.x, y: box.y, radius: 9 },
    contours: [],
    score: 0.5,
  }));
  const findings: Findings = {
    finds,
    model: 'euclidean',
    matrix,
    overlap: 1,
    laid: IMAGE,
    map: createFloatMap(SIZE.width, SIZE.height),
  };
  return dropSlivers(findings, panelAt(20, 30), panelAt(460, 30 + lower)).finds.map(({ box }) => box);
}

/** Turns by a small angle about the corner. */
const turned = (degrees: number): ProjectiveMatrix => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
};

describe('dropSlivers', () => {
  it('leaves everything where panels lie straight', () => {
    expect(left(turned(0))).toEqual([TOP, RIGHT, REACHING_IN, INSIDE]);
  });

  it.each([1, -1])('drops what lies along the border of panels that are turned against each other (%i°)', (degrees) => {
    expect(left(turned(degrees))).toEqual([REACHING_IN, INSIDE]);
  });

  it('drops it on a page that lies askew as a whole', () => {
    expect(left(turned(0), 8)).toEqual([REACHING_IN, INSIDE]);
  });

  it('takes no panel that stands out of line, or is turned on purpose, for a scan', () => {
    expect(left(turned(0), 60)).toEqual([TOP, RIGHT, REACHING_IN, INSIDE]);
    expect(left(turned(20))).toEqual([TOP, RIGHT, REACHING_IN, INSIDE]);
  });
});
