// How like the reference's mean shift ours is and how fast: `npm run bench:mean-shift`.
import process from 'node:process';
import { rgbToLuv } from '../../src/imaging/colour.ts';
import { meanShiftModes } from '../../src/imaging/kernels/mean-shift-modes.ts';
import { meanShiftModesPlainly } from '../../src/imaging/kernels/mean-shift-modes-plainly.ts';
import { meanShift } from '../../src/segmentation/mean-shift.ts';
import { DEFAULT_MEAN_SHIFT } from '../../src/segmentation/mean-shift-options.ts';
import { goldenImage, goldenLabels, goldenMaps } from '../segmentation/golden-maps.ts';
import { agreement, boundaryScore } from '../segmentation/label-agreement.ts';
import { detailedPicture } from './detailed-picture.ts';

const RUNS = 3;
const DECIMALS = 3;
const MICROSECONDS = 1_000_000;

const rounded = (value: number) => Number(value.toFixed(DECIMALS));

/** Processor time of the quickest of several runs: other work on the machine only ever adds to it. */
function cpuSeconds(work: () => void, runs = RUNS): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / MICROSECONDS;
  });
  return Math.min(...times);
}

async function besideReference(): Promise<Record<string, unknown>[]> {
  const rows = [];
  for (const golden of goldenMaps()) {
    const image = await goldenImage(golden);
    const reference = await goldenLabels(golden);
    const labels = meanShift(image, golden);
    const seconds = cpuSeconds(() => meanShift(image, golden));
    rows.push({
      picture: golden.input,
      parameters: `${golden.spatialRadius}/${golden.rangeRadius}/${golden.minDensity}`,
      agreement: rounded(agreement(reference, labels)),
      'boundary F': rounded(boundaryScore(reference, labels)),
      'regions ours/reference': rounded(labels.count / reference.count),
      'CPU s': rounded(seconds),
      'ours/reference': rounded(seconds / golden.referenceCpuSeconds),
    });
  }
  return rows;
}

function kernelBesideTwin(): Record<string, unknown> {
  const luv = rgbToLuv(detailedPicture({ width: 300, height: 200 }, 'bench'));
  const kernel = cpuSeconds(() => meanShiftModes(luv, DEFAULT_MEAN_SHIFT));
  const twin = cpuSeconds(() => meanShiftModesPlainly(luv, DEFAULT_MEAN_SHIFT), 1);
  return { 'kernel s': rounded(kernel), 'twin s': rounded(twin), 'twin/kernel': rounded(twin / kernel) };
}

const rows = await besideReference();
if (rows.length === 0) console.log('skipped: the reference results of mean shift are not on this machine');
else console.table(rows);
console.log('The kernel beside its plain twin, 300 x 200:');
console.table([kernelBesideTwin()]);
