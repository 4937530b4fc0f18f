import type { PuzzleTimings } from '../contract/messages.ts';

type TimedStep = 'decodeMs' | 'proposeMs' | 'planMs' | 'drawMs';

/** Times the steps of one run of the recipe. */
export class Stopwatch {
  private readonly startedAt = performance.now();
  private readonly steps: Record<TimedStep, number> = { decodeMs: 0, proposeMs: 0, planMs: 0, drawMs: 0 };

  /** Runs a step and notes how long it took. */
  async time<Result>(step: TimedStep, run: () => Result | Promise<Result>): Promise<Result> {
    const start = performance.now();
    const result = await run();
    this.steps[step] += performance.now() - start;
    return result;
  }

  /** All timings in whole milliseconds; the rest of the run counts into the total. */
  finish({ editMs, checkMs }: { editMs: number; checkMs: number }): PuzzleTimings {
    const totalMs = performance.now() - this.startedAt;
    const { decodeMs, proposeMs, planMs, drawMs } = this.steps;
    const rounded = { decodeMs, proposeMs, planMs, editMs, checkMs, drawMs, totalMs };
    return Object.fromEntries(
      Object.entries(rounded).map(([name, value]) => [name, Math.round(value)]),
    ) as unknown as PuzzleTimings;
  }
}
