import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { readConfig } from '../config.ts';
import { CodedError } from '../contract/coded-error.ts';
import { describeFailure, type Translate, translator } from '../i18n.ts';
import { setUpInference } from '../inference/shared-inference.ts';
import { createLog } from '../log.ts';
import { doctorCommand } from './doctor-command.ts';
import { makeCommand } from './make-command.ts';
import { modelsCommand } from './models-command.ts';
import { proposeCommand } from './propose-command.ts';
import { removeCommand } from './remove-command.ts';
import { reportCommand } from './report-command.ts';
import { sceneCommand } from './scene-command.ts';
import { segmentCommand } from './segment-command.ts';
import { spotCommand } from './spot-command.ts';
import { storeCommand } from './store-command.ts';

/** What scripts read: 0 done, 1 a bug, 2 the user's input cannot be served. */
const EXIT = { bug: 1, refused: 2 } as const;

/** Results say what was used; only what went wrong is worth a line of its own in a terminal. */
const LOG_LEVEL = 'warn';

/** Commands of the terminal. A new one is one file and one line here. */
const COMMANDS = [
  makeCommand,
  reportCommand,
  spotCommand,
  segmentCommand,
  proposeCommand,
  removeCommand,
  sceneCommand,
  modelsCommand,
  doctorCommand,
  storeCommand,
];

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function createProgram(t: Translate): Command {
  const program = new Command('engine').description(t('cli.about'));
  for (const create of COMMANDS) program.addCommand(create(t));
  for (const command of withSubcommands(program)) {
    // Mistakes are told like every other refusal: one line with a code.
    command.exitOverride().configureOutput({ writeErr: () => {} });
  }
  return program;
}

/** Whatever a path or a suggestion holds, a refusal stays one line. */
const inOneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ');

/** Commander prefixes its messages; ours stand in a sentence. */
function asCodedError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  return new CodedError('usage', { problem: error.message.replace(/^error: /, '') });
}

function report(error: unknown, t: Translate): number {
  const coded = asCodedError(error);
  if (coded instanceof CodedError) {
    process.stderr.write(`${coded.code}: ${inOneLine(describeFailure(coded, t))}\n`);
    return EXIT.refused;
  }
  process.stderr.write(`${coded instanceof Error ? coded.stack : String(coded)}\n`);
  return EXIT.bug;
}

const t = translator('en');
const program = createProgram(t);
try {
  if (process.argv.length <= 2) program.outputHelp();
  else {
    setUpInference(readConfig().inference, createLog(LOG_LEVEL));
    await program.parseAsync();
  }
} catch (error) {
  // Asked for help, shown help: commander throws even then.
  if (!(error instanceof CommanderError && error.exitCode === 0)) process.exitCode = report(error, t);
}
