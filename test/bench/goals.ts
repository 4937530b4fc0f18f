import process from 'node:process';
import { rounded } from './statistics.ts';

/** Something that must stay below a limit. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
}

/** Prints every goal with its result; one that is missed makes the program fail. */
export function judge(goals: readonly Goal[]): void {
  for (const { what, value, limit, unit } of goals) {
    const isMet = value < limit;
    console.log(`${isMet ? 'met   ' : 'MISSED'} ${what}: ${rounded(value)} ${unit}, goal below ${limit} ${unit}`);
    if (!isMet) process.exitCode = 1;
  }
}
