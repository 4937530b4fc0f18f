import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { BotServices } from './services.ts';

/** One slash command. A file of commands/ exports one as its default. */
export interface Command {
  readonly data: { readonly name: string; toJSON(): RESTPostAPIChatInputApplicationCommandsJSONBody };
  /**
   * `at-once`: dispatch acknowledges before `execute` begins, for commands that work longer than a blink; the answer
   * is then an edit of the reply. `by-itself`: `execute` answers within milliseconds.
   */
  readonly acknowledge: 'at-once' | 'by-itself';
  execute(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void>;
  autocomplete?(interaction: AutocompleteInteraction, services: BotServices): Promise<void>;
}
