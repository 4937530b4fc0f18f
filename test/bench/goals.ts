import process from 'node:process';

/** Something that must stay below a limit. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
}

/** Small numbers need more digits than large ones. */
const shown = (value: number) => Number(value.toFixed(value < 10 ? 3 : 1));

/** Prints every goal with its result; one that is missed makes the program fail. */
export function judge(goals: readonly Goal[]): void {
  for (const { what, value, limit, unit } of goals) {
    const isMet = value < limit;
    console.log(`${isMet ? 'met   ' : 'MISSED'} ${what}: ${shown(value)} ${unit}, goal below ${limit} ${unit}`);
    if (!isMet) process.exitCode = 1;
  }
}
