import process from 'node:process';
import { CodedError } from './contract/coded-error.ts';
import { describeFailure, translator } from './i18n.ts';

/** Exit codes: what the operator can mend, and what only we can. */
const EXIT_REFUSED = 2;
const EXIT_BUG = 1;

/** Says on standard error why the program ends, and gives the exit code for it. */
export function explainEnd(error: unknown): number {
  if (error instanceof CodedError) {
    process.stderr.write(`${describeFailure(error, translator('en'))}\n`);
    return EXIT_REFUSED;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT_BUG;
}

/** Runs a short program; when it fails, one sentence says why and the exit code is not 0. */
export async function runOrExplain(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.exitCode = explainEnd(error);
  }
}
