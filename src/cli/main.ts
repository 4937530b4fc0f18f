import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { readConfig } from '../config.ts';
import { CodedError } from '../contract/coded-error.ts';
import { describeFailure, type Translate, translator } from '../i18n.ts';
import { setUpInference } from '../inference/shared-inference.ts';
import { createLog } from '../log.ts';

/** What scripts read: 0 done, 1 a bug, 2 the user's input cannot be served. */
const EXIT = { bug: 1, refused: 2 } as const;

/** Results say what was used; only what went wrong is worth a line of its own in a terminal. */
const LOG_LEVEL = 'warn';

type CreateCommand = (t: Translate) => Command;

/** Commands of the terminal, in the order of the help. A new one is one file and one line here. */
const COMMANDS: Readonly<Record<string, () => Promise<CreateCommand>>> = {
  make: async () => (await import('./make-command.ts')).makeCommand,
  report: async () => (await import('./report-command.ts')).reportCommand,
  spot: async () => (await import('./spot-command.ts')).spotCommand,
  segment: async () => (await import('./segment-command.ts')).segmentCommand,
  propose: async () => (await import('./propose-command.ts')).proposeCommand,
  remove: async () => (await import('./remove-command.ts')).removeCommand,
  scene: async () => (await import('./scene-command.ts')).sceneCommand,
  models: async () => (await import('./models-command.ts')).modelsCommand,
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand,
  store: async () => (await import('./store-command.ts')).storeCommand,
};

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** The program with the command that is asked for, or with all where none is: for the help, or to suggest a name. */
async function createProgram(t: Translate, asked: string | undefined): Promise<Command> {
  const program = new Command('engine').description(t('cli.about'));
  const names = asked !== undefined && Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);
  for (const name of names) {
    const create = await COMMANDS[name]();
    program.addCommand(create(t));
  }
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
const program = await createProgram(t, process.argv[2]);
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
