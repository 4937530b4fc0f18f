import { REST, Routes } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import type { AnyCommand } from './command.ts';
import { isRefusedToken } from './discord-errors.ts';

/** Where and as whom commands are registered. */
export interface Registration {
  readonly token: string;
  /** Asked from Discord when undefined. */
  readonly applicationId: string | undefined;
  /** Discord's own when undefined. */
  readonly apiUrl: string | undefined;
}

/** The id of the application that a token belongs to. */
async function askApplicationId(rest: REST): Promise<string> {
  const application = (await rest.get(Routes.currentApplication())) as { readonly id: string };
  return application.id;
}

/**
 * Makes these the commands of the application, in place of those it had.
 *
 * @returns how many there are now, and whose they are
 * @throws CodedError `token-refused`
 */
export async function registerCommands(
  commands: readonly AnyCommand[],
  { token, applicationId, apiUrl }: Registration,
): Promise<{ readonly count: number; readonly applicationId: string }> {
  const rest = new REST({ version: '10', ...(apiUrl === undefined ? {} : { api: apiUrl }) }).setToken(token);
  const body = commands.map(({ data }) => data.toJSON());
  try {
    const id = applicationId ?? (await askApplicationId(rest));
    await rest.put(Routes.applicationCommands(id), { body });
    return { count: body.length, applicationId: id };
  } catch (error) {
    if (isRefusedToken(error)) throw new CodedError('token-refused', {}, { cause: error });
    throw error;
  }
}
