import { difference } from './difference.ts';
import { gradient } from './gradient.ts';
import type { Strategy, StrategyKind } from './strategy.ts';

/** Every strategy. A new one is one file and one line here. */
export const STRATEGIES = Object.freeze({ difference, gradient } satisfies Record<StrategyKind, Strategy>);
