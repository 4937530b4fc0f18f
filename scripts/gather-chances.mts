// Writes what candidates of drawn scenes and of photographs with things pasted on are among each other, and which of them show things best: node --import tsx scripts/gather-chances.mts OUT.csv [SCENES] [PICTURES] [SHARE].
import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { CONTEXT_NAMES, describeContext } from '../src/segmentation/candidate-context.ts';
import { findOverlaps } from '../src/segmentation/candidate-overlaps.ts';
import { judgeCandidates } from '../src/segmentation/judge-candidates.ts';
import { drawnExamples } from './drawn-examples.mts';
import { type Example, type Standing, standingOf } from './examples.mts';
import { pastedExamples } from './pasted-examples.mts';

/** Parts of the picture that are looked at besides the whole, in turn, as shares of its sides. */
const PART_SHARES = [0.75, 0.5, 0.6];
/** What covers a thing less than this does not show it. */
const LEAST_OVERLAP = 0.3;
/** How much better the best of several is than those that are nearly as good: the power that overlaps are raised to. */
const PREFERENCE = 32;

/** The share of each candidate in being the one that shows a thing best. @param overlaps with each candidate */
function sharesIn(overlaps: readonly number[]): number[] {
  const best = Math.max(...overlaps);
  const claims = overlaps.map((overlap) => (overlap < LEAST_OVERLAP ? 0 : (overlap / best) ** PREFERENCE));
  const total = claims.reduce((sum, claim) => sum + claim, 0);
  return claims.map((claim) => (total > 0 ? (best * claim) / total : 0));
}

const [out, scenes = '150', pictures = '290', share = '/usr/share'] = process.argv.slice(2);
const file = createWriteStream(out);
file.write(`share,weight,${CONTEXT_NAMES.join(',')}\n`);

/** How much a candidate counts. */
function weightOf({ overlaps, part }: Standing, groundWeight: number): number {
  return part > 0 || overlaps.some((overlap) => overlap >= LEAST_OVERLAP) ? 1 : groundWeight;
}

function write({ graph, things, groundWeight }: Example): void {
  const judged = judgeCandidates(graph);
  const candidates = judged.map(({ candidate }) => candidate);
  const rows = describeContext(judged, findOverlaps(candidates, graph));
  const standings = candidates.map((candidate) => standingOf(things, candidate, graph));
  const shares = things.map((_, thing) => sharesIn(standings.map(({ overlaps }) => overlaps[thing])));
  const width = CONTEXT_NAMES.length;
  candidates.forEach((_, number) => {
    const share = shares.reduce((sum, ofThing) => sum + ofThing[number], 0);
    const row = Array.from(rows.subarray(number * width, (number + 1) * width), (value) => value.toFixed(4));
    file.write(`${share.toFixed(4)},${weightOf(standings[number], groundWeight)},${row.join(',')}\n`);
  });
}

const partsOf = (scene: number) => [PART_SHARES[scene % PART_SHARES.length]];
for await (const example of drawnExamples('chances', Number(scenes), partsOf)) write(example);
for await (const example of pastedExamples('chances', Number(pictures), share)) write(example);
file.end();
