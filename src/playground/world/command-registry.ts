import { type APIApplicationCommand, ApplicationCommandType } from 'discord.js';
import type { RawCommand } from '../validation/command-rules.ts';
import type { Snowflakes } from './snowflakes.ts';

const GLOBAL = 'global';

/** The commands that the bot has registered, everywhere or for one guild. */
export class CommandRegistry {
  readonly #ids: Snowflakes;
  readonly #applicationId: string;
  readonly #byScope = new Map<string, readonly APIApplicationCommand[]>();

  constructor(ids: Snowflakes, applicationId: string) {
    this.#ids = ids;
    this.#applicationId = applicationId;
  }

  /**
   * Replaces the commands of a scope; a command that keeps its name and type keeps its id.
   *
   * @param guildId absent for global commands
   */
  replace(commands: readonly RawCommand[], guildId?: string): readonly APIApplicationCommand[] {
    const before = this.list(guildId);
    const registered = commands.map((command) => {
      const type = command.type ?? ApplicationCommandType.ChatInput;
      const known = before.find((other) => other.name === command.name && other.type === type);
      const made = {
        // What Discord fills in when the bot says nothing.
        dm_permission: true,
        default_member_permissions: null,
        nsfw: false,
        description: '',
        ...command,
        id: known?.id ?? this.#ids.next(),
        type,
        application_id: this.#applicationId,
        version: this.#ids.next(),
        ...(guildId === undefined ? {} : { guild_id: guildId }),
      };
      return made as unknown as APIApplicationCommand;
    });
    this.#byScope.set(guildId ?? GLOBAL, registered);
    return registered;
  }

  list(guildId?: string): readonly APIApplicationCommand[] {
    return this.#byScope.get(guildId ?? GLOBAL) ?? [];
  }

  /** What a person can run in a guild, or in direct messages when it is absent. */
  usable(guildId?: string): readonly APIApplicationCommand[] {
    return guildId === undefined ? this.list() : [...this.list(guildId), ...this.list()];
  }
}
