import { SCENE_SETTINGS } from '../../../src/contract/scene-settings.ts';
import { editedPair, photoFiles, puzzlePair } from './photo-pairs.ts';
import { scenePair } from './scene-pairs.ts';
import type { TruePair } from './true-pair.ts';

/** Which pairs are wanted. */
export interface PairChoice {
  readonly picture?: string | undefined;
  readonly scenesOnly?: boolean;
  readonly limit?: number;
}

interface Source {
  readonly name: string;
  pair(): Promise<TruePair | undefined>;
}

const SCENE_ROUNDS = 2;

const scenes = (round: number): Source[] =>
  SCENE_SETTINGS.map((setting) => ({ name: `scene-${setting}/${round}`, pair: () => scenePair(setting, round) }));

/** Each kind of pair early on, so that the first few stand for all. */
function sources(scenesOnly: boolean): Source[] {
  const photos = scenesOnly ? [] : photoFiles();
  const [first, ...later] = Array.from({ length: SCENE_ROUNDS }, (_, round) => scenes(round));
  return [
    ...first,
    ...photos.map((file) => ({ name: `edited-${file}`, pair: () => editedPair(file) })),
    ...later.flat(),
    ...photos.map((file) => ({ name: `puzzle-${file}`, pair: () => puzzlePair(file) })),
  ];
}

/** Makes or reads the pairs one after the other. */
export async function* truePairs({
  picture = '',
  scenesOnly = false,
  limit = Number.POSITIVE_INFINITY,
}: PairChoice): AsyncGenerator<TruePair> {
  let count = 0;
  for (const source of sources(scenesOnly).filter(({ name }) => name.includes(picture))) {
    if (count === limit) return;
    const pair = await source.pair();
    if (!pair) continue;
    count++;
    yield pair;
  }
}
