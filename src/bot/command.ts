import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { BotServices } from './services.ts';

/** One slash command. A file of commands/ exports one as its default. */
export interface Command {
  readonly data: { readonly name: string; toJSON(): RESTPostAPIChatInputApplicationCommandsJSONBody };
  readonly on?: never;
  /**
   * `at-once`: dispatch acknowledges before `execute` begins, for commands that work longer than a blink; the answer
   * is then an edit of the reply. `by-itself`: `execute` answers, or acknowledges, within milliseconds.
   */
  readonly acknowledge: 'at-once' | 'by-itself';
  /** Only the one who asked reads of a failure, even after an acknowledgement that all could see. */
  readonly failures?: 'private';
  execute(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void>;
  autocomplete?(interaction: AutocompleteInteraction, services: BotServices): Promise<void>;
}

/** One command of the menu of messages. A file of commands/ exports one as its default. */
export interface MessageCommand {
  readonly data: { readonly name: string; toJSON(): RESTPostAPIContextMenuApplicationCommandsJSONBody };
  readonly on: 'messages';
  readonly acknowledge: 'by-itself';
  readonly failures?: never;
  execute(interaction: MessageContextMenuCommandInteraction, services: BotServices): Promise<void>;
}

/** What a file of commands/ may export. */
export type AnyCommand = Command | MessageCommand;
