import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnyCommand } from './command.ts';

/** The folder commands/ beside src/, of the sources or of the build, whichever runs. */
const COMMANDS_FOLDER = fileURLToPath(new URL('../../commands', import.meta.url));
const COMMAND_FILE = /^(?!.*\.d\.ts$).+\.[jt]s$/;

function isCommand(value: unknown): value is AnyCommand {
  if (typeof value !== 'object' || value === null) return false;
  const { data, execute, acknowledge } = value as Partial<AnyCommand>;
  return (
    typeof data?.name === 'string' &&
    typeof data.toJSON === 'function' &&
    typeof execute === 'function' &&
    (acknowledge === 'at-once' || acknowledge === 'by-itself')
  );
}

async function loadCommand(path: string): Promise<AnyCommand> {
  const module: unknown = await import(pathToFileURL(path).href).catch((cause) => {
    throw new Error(`${path} cannot be loaded.`, { cause });
  });
  const command = (module as { readonly default?: unknown }).default;
  if (!isCommand(command)) throw new Error(`${path} exports no command as its default.`);
  // A name or option that breaks Discord's rules shows here, at the start, not at the first use.
  command.data.toJSON();
  return command;
}

/**
 * Loads every file of commands/.
 *
 * @throws Error with the path of a file that is no command, or whose name another one has
 */
export async function loadCommands(folder: string = COMMANDS_FOLDER): Promise<readonly AnyCommand[]> {
  const paths = readdirSync(folder)
    .filter((file) => COMMAND_FILE.test(file))
    .sort()
    .map((file) => join(folder, file));
  const commands: AnyCommand[] = [];
  for (const path of paths) {
    const command = await loadCommand(path);
    if (commands.some(({ data }) => data.name === command.data.name)) {
      throw new Error(`${path} names its command ${command.data.name}, as another file does.`);
    }
    commands.push(command);
  }
  return commands;
}
