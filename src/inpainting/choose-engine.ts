import type { RgbImage } from '../imaging/image.ts';
import { blendSeam } from './blend-seam.ts';
import type { HoleTask } from './engine.ts';
import { ENGINES, type EngineChoice, type EngineName } from './registry.ts';

/** A filled hole and the engine that filled it. */
export interface Filled {
  readonly filled: RgbImage;
  readonly engine: EngineName;
}

async function fillBy(task: HoleTask, engine: EngineName): Promise<Filled> {
  return { filled: blendSeam(task, await ENGINES[engine].fill(task)), engine };
}

/** Fills a hole with the engine that was named, or with the one that suits the hole's surroundings best. */
export function fillByChoice(task: HoleTask, choice: EngineChoice): Promise<Filled> {
  return fillBy(task, choice === 'auto' ? 'harmonic' : choice);
}
