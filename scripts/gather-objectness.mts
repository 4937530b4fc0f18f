// Writes what candidates of drawn scenes look like and how well each covers a thing: node --import tsx scripts/gather-objectness.mts OUT.csv [SCENES].
import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { FEATURE_NAMES, FeatureMeter } from '../src/segmentation/candidate-features.ts';
import { type Candidate, CandidateGatherer } from '../src/segmentation/gather-candidates.ts';
import { drawnExamples, overlapsWith } from './drawn-examples.mts';

/** Parts of the picture that are looked at besides the whole, as shares of its sides. */
const PART_SHARES = [0.75, 0.5, 0.33];
/** What is left of so many unions without their parts is an example, too. */
const VARIED_SHARE = 0.3;

const [out, scenes = '96'] = process.argv.slice(2);
const file = createWriteStream(out);
file.write(`overlap,${FEATURE_NAMES.join(',')}\n`);
for await (const { graph, things, random } of drawnExamples('objectness', Number(scenes), () => PART_SHARES)) {
  const meter = new FeatureMeter(graph);
  const write = (candidate: Candidate) => {
    const overlap = Math.max(0, ...overlapsWith(things, candidate, graph));
    const features = meter.measure(candidate);
    file.write(`${overlap.toFixed(3)},${FEATURE_NAMES.map((name) => features[name].toFixed(4)).join(',')}\n`);
  };
  const gatherer = new CandidateGatherer(graph);
  const unions = gatherer.unions();
  unions.forEach(write);
  for (const union of unions) if (random.next() < VARIED_SHARE) gatherer.withoutParts(union).forEach(write);
}
file.end();
