import type { InpaintingEngine } from './engine.ts';
import { lama } from './engines/lama.ts';
import { migan } from './engines/migan.ts';
import { remote } from './engines/remote.ts';
import { harmonic } from './harmonic.ts';
import { patchMatch } from './patch-match/patch-match.ts';

/** Every engine. A new one is one file and one line here. */
export const ENGINES = Object.freeze({ harmonic, 'patch-match': patchMatch, migan, lama, remote }) satisfies Readonly<
  Record<string, InpaintingEngine>
>;

export type EngineName = keyof typeof ENGINES;
export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

/** An engine, or `auto`: the one that suits each hole best. */
export type EngineChoice = EngineName | 'auto';
export const ENGINE_CHOICES: readonly EngineChoice[] = ['auto', ...ENGINE_NAMES];
