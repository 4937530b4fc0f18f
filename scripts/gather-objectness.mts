// Writes what candidates of drawn scenes and of photographs with things pasted on look like, and how well each covers a thing: node --import tsx scripts/gather-objectness.mts OUT.csv [SCENES] [PICTURES] [SHARE].
import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { FeatureMeter } from '../src/segmentation/candidate-features.ts';
import { FEATURE_NAMES } from '../src/segmentation/feature-names.ts';
import { type Candidate, CandidateGatherer } from '../src/segmentation/gather-candidates.ts';
import { drawnExamples } from './drawn-examples.mts';
import { type Example, standingOf } from './examples.mts';
import { pastedExamples } from './pasted-examples.mts';

/** Parts of the picture that are looked at besides the whole, as shares of its sides. */
const PART_SHARES = [0.75, 0.5, 0.33];
/** What is left of so many unions without their parts is an example, too. */
const VARIED_SHARE = 0.3;
/** What overlaps a thing at least so much says something of things, whatever else the photograph holds. */
const LEAST_OVERLAP = 0.1;

/** Most candidates are worth next to nothing: of these a share is enough, and each stands for several. */
const POOR = { worth: 0.04, share: 0.2 };

const [out, scenes = '56', pictures = '340', share = '/usr/share'] = process.argv.slice(2);
const file = createWriteStream(out);
file.write(`worth,weight,${FEATURE_NAMES.join(',')}\n`);

/** The square of how well a candidate covers a thing, or what it is worth as a part of one. */
function write({ graph, things, random, groundWeight, partWorth }: Example, candidate: Candidate, meter: FeatureMeter) {
  const { overlaps, part } = standingOf(things, candidate, graph);
  const overlap = Math.max(0, ...overlaps);
  const worth = Math.max(overlap ** 2, partWorth * part);
  const isPoor = worth <= POOR.worth;
  if (isPoor && random.next() >= POOR.share) return;
  const weight = (overlap >= LEAST_OVERLAP || part > 0 ? 1 : groundWeight) / (isPoor ? POOR.share : 1);
  const features = meter.measure(candidate);
  const row = FEATURE_NAMES.map((name) => features[name].toFixed(4)).join(',');
  file.write(`${worth.toFixed(4)},${weight},${row}\n`);
}

async function gather(examples: AsyncGenerator<Example>): Promise<void> {
  for await (const example of examples) {
    const meter = new FeatureMeter(example.graph);
    const gatherer = new CandidateGatherer(example.graph);
    const unions = gatherer.unions();
    for (const union of unions) write(example, union, meter);
    for (const union of unions) {
      if (example.random.next() >= VARIED_SHARE) continue;
      for (const rest of gatherer.withoutParts(union)) write(example, rest, meter);
    }
  }
}

await gather(drawnExamples('objectness', Number(scenes), () => PART_SHARES));
await gather(pastedExamples('objectness', Number(pictures), share));
file.end();
