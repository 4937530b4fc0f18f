import type { APIMessage, APIUser } from 'discord.js';
import type { InteractionHandle, OpenModal } from './interaction-handle.ts';

/** A file that a person attaches. What is not given is derived from the bytes. */
export interface FileInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Defaults to the type that the extension of the name suggests. */
  readonly contentType?: string;
  /** Overrides the address that the bot is told, for downloads that must be refused or fail. */
  readonly url?: string;
  /** Overrides the size in bytes that the bot is told. */
  readonly size?: number;
  /** Width and height in pixels as Discord would have measured them. */
  readonly width?: number;
  readonly height?: number;
}

/** The value of one command option. Users, channels and roles are given by their id. */
export type OptionInput = string | number | boolean | FileInput;

/** Where a person acts and in which language; the world's first channel and en-US by default. */
export interface Circumstances {
  readonly channelId?: string;
  /** A Discord locale such as `vi` or `en-GB`. */
  readonly locale?: string;
}

/**
 * Somebody who uses the bot as a real person would: only registered commands, only visible buttons, only valid
 * options; anything else throws at once.
 */
export interface Person {
  readonly user: APIUser;
  /**
   * Runs a slash command.
   *
   * @param name the command, with its subcommand group and subcommand separated by spaces
   */
  command(name: string, options?: Readonly<Record<string, OptionInput>>, at?: Circumstances): InteractionHandle;
  /** Runs a context-menu command on a message. */
  messageCommand(name: string, message: APIMessage, at?: Circumstances): InteractionHandle;
  /** Runs a context-menu command on a user. */
  userCommand(name: string, user: APIUser, at?: Circumstances): InteractionHandle;
  /** Types into an option that completes itself; `focused` names that option. */
  autocomplete(
    name: string,
    options: Readonly<Record<string, OptionInput>>,
    focused: string,
    at?: Circumstances,
  ): InteractionHandle;
  /** Presses the button with this custom id or label. */
  click(message: APIMessage, button: string, at?: Circumstances): InteractionHandle;
  /** Chooses values in a select menu. */
  select(message: APIMessage, customId: string, values: readonly string[], at?: Circumstances): InteractionHandle;
  /** Fills in and sends a modal; fields that are not given stay empty. */
  submitModal(
    modal: OpenModal,
    values: Readonly<Record<string, string | readonly string[] | readonly FileInput[]>>,
    at?: Circumstances,
  ): InteractionHandle;
  /** The messages of a channel that this person can see, oldest first. */
  messages(channelId?: string): readonly APIMessage[];
}
