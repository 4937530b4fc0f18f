import {
  type APIApplicationCommand,
  type APIMessage,
  type APIUser,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord.js';
import { isSelect, type RawComponent, walkComponents } from '../validation/component-tree.ts';
import { contentTypeOf } from '../world/file-store.ts';
import type { Place } from '../world/places.ts';
import type { InteractionSeed, StoredMessage } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { mayUse } from './command-access.ts';
import { commandOptions, type OptionInputs } from './command-options.ts';
import { InteractionHandle, type OpenModal } from './interaction-handle.ts';
import { interactionPayload } from './interaction-payload.ts';
import { type FieldInputs, modalFields } from './modal-fields.ts';
import { Resolved } from './resolved.ts';
import type { FileInput } from './uploads.ts';

/** Where a person acts and in which language; the world's first channel and en-US by default. */
export interface Circumstances {
  readonly channelId?: string;
  /** A Discord locale such as `vi` or `en-GB`. */
  readonly locale?: string;
}

const DEFAULT_LOCALE = 'en-US';

/**
 * Somebody who uses the bot as a real person would: only registered commands, only visible buttons, only valid
 * options; anything else throws at once.
 */
export class Person {
  readonly user: APIUser;
  readonly #world: World;
  readonly #timeoutMs: number;

  constructor(world: World, user: APIUser, timeoutMs: number) {
    this.#world = world;
    this.user = user;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Runs a slash command.
   *
   * @param name the command, with its subcommand group and subcommand separated by spaces
   */
  command(name: string, options: OptionInputs = {}, at: Circumstances = {}): InteractionHandle {
    return this.#useCommand(InteractionType.ApplicationCommand, name, options, at);
  }

  /** Types into an option that completes itself; `focused` names that option. */
  autocomplete(name: string, options: OptionInputs, focused: string, at: Circumstances = {}): InteractionHandle {
    return this.#useCommand(InteractionType.ApplicationCommandAutocomplete, name, options, at, focused);
  }

  /** Runs a context-menu command on a message. */
  messageCommand(name: string, message: APIMessage, at: Circumstances = {}): InteractionHandle {
    const { message: current } = this.#findMessage(message);
    const resolved = { messages: { [current.id]: current } };
    return this.#useContextMenu(ApplicationCommandType.Message, name, current.id, resolved, at);
  }

  /** Runs a context-menu command on a user. */
  userCommand(name: string, user: APIUser, at: Circumstances = {}): InteractionHandle {
    const resolved = new Resolved(this.#world);
    resolved.addUser(user.id);
    return this.#useContextMenu(ApplicationCommandType.User, name, user.id, resolved.part.resolved ?? {}, at);
  }

  /** Presses the button with this custom id or label. */
  click(message: APIMessage, button: string, at: Circumstances = {}): InteractionHandle {
    const found = this.#findComponent(
      message,
      button,
      ({ type, custom_id, label }) =>
        type === ComponentType.Button && custom_id !== undefined && (custom_id === button || label === button),
    );
    return this.#useComponent(message, found, {}, at);
  }

  /** Chooses values in a select menu; users, roles and channels by their ids. */
  select(message: APIMessage, customId: string, values: readonly string[], at: Circumstances = {}): InteractionHandle {
    const found = this.#findComponent(message, customId, (one) => isSelect(one) && one['custom_id'] === customId);
    const resolved = new Resolved(this.#world);
    if (found.type === ComponentType.StringSelect) checkChoice(found, values);
    if (found.type === ComponentType.UserSelect) for (const id of values) resolved.addUser(id);
    if (found.type === ComponentType.RoleSelect) for (const id of values) resolved.addRole(id);
    if (found.type === ComponentType.ChannelSelect) for (const id of values) resolved.addChannel(id);
    return this.#useComponent(message, found, { values, ...resolved.part }, at);
  }

  /** Fills in and sends a modal; fields that are not given keep what the bot put there. */
  submitModal(modal: OpenModal, inputs: FieldInputs, at: Circumstances = {}): InteractionHandle {
    const opener = this.#world.interactions.byId(modal.interactionId);
    if (opener?.user.id !== this.user.id) throw new Error('This modal was opened for somebody else.');
    const { place, source } = opener;
    const resolved = new Resolved(this.#world);
    const components = modalFields(modal.data, { world: this.#world, place, resolved, inputs });
    const data = { custom_id: modal.data.custom_id, components, ...resolved.part };
    const seed = { type: InteractionType.ModalSubmit, place, ...(source === undefined ? {} : { source }) };
    return this.#start({ ...seed, locale: at.locale ?? opener.locale }, data);
  }

  /** Posts a message of their own that holds nothing but files. */
  post(files: readonly Pick<FileInput, 'name' | 'bytes'>[], at: Circumstances = {}): APIMessage {
    const received = files.map(({ name, bytes }, index) => {
      return { field: `files[${index}]`, name, bytes, contentType: contentTypeOf(name) };
    });
    return this.#world.messages.create({ place: this.#place(at), author: this.user }, {}, received).message;
  }

  /** The messages of a channel that this person can see, oldest first. */
  messages(channelId: string = this.#world.places.channelId): readonly APIMessage[] {
    return this.#world.messages
      .in(channelId)
      .filter((stored) => this.#sees(stored))
      .map(({ message }) => message);
  }

  #sees({ visibleTo }: StoredMessage): boolean {
    return visibleTo === undefined || visibleTo === this.user.id;
  }

  #place({ channelId = this.#world.places.channelId }: Circumstances): Place {
    const place = this.#world.places.place(channelId);
    if (place === undefined) throw new Error(`There is no channel ${channelId}.`);
    return place;
  }

  #findMessage({ channel_id, id }: APIMessage): StoredMessage {
    const stored = this.#world.messages.find(channel_id, id);
    if (stored === undefined || !this.#sees(stored)) throw new Error(`${this.user.username} sees no message ${id}.`);
    return stored;
  }

  #findComponent(message: APIMessage, what: string, isWanted: (component: RawComponent) => boolean): RawComponent {
    const nodes = walkComponents(this.#findMessage(message).message.components);
    const found = nodes.find(({ component }) => isWanted(component))?.component;
    if (found === undefined) throw new Error(`The message has no ${what} that could be used.`);
    if (found['disabled'] === true) throw new Error(`${what} is disabled.`);
    return found;
  }

  #findCommand(type: ApplicationCommandType, name: string, place: Place): APIApplicationCommand {
    const usable = this.#world.commands.usable(place.guildId);
    const command = usable.find((one) => one.type === type && one.name === name);
    if (command === undefined) throw new Error(`No command is registered as ${name}.`);
    const permissions = this.#world.places.permissions(place, this.user.id);
    if (!mayUse(command, place, permissions)) throw new Error(`${this.user.username} is not offered ${name} here.`);
    return command;
  }

  #useCommand(
    type: InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete,
    fullName: string,
    inputs: OptionInputs,
    at: Circumstances,
    focused?: string,
  ): InteractionHandle {
    const [name = '', ...subcommands] = fullName.split(' ');
    const place = this.#place(at);
    const command = this.#findCommand(ApplicationCommandType.ChatInput, name, place);
    const resolved = new Resolved(this.#world);
    const typing = { world: this.#world, place, resolved, ...(focused === undefined ? {} : { focused }) };
    const options = commandOptions(command, subcommands, inputs, typing);
    const data = { id: command.id, name, type: command.type, options, ...guildOf(command), ...resolved.part };
    return this.#start({ type, place, locale: at.locale ?? DEFAULT_LOCALE, commandName: fullName }, data);
  }

  #useContextMenu(
    type: ApplicationCommandType,
    name: string,
    targetId: string,
    resolved: object,
    at: Circumstances,
  ): InteractionHandle {
    const place = this.#place(at);
    const command = this.#findCommand(type, name, place);
    const data = { id: command.id, name, type, target_id: targetId, ...guildOf(command), resolved };
    const seed = { type: InteractionType.ApplicationCommand, place, locale: at.locale ?? DEFAULT_LOCALE };
    return this.#start({ ...seed, commandName: name }, data);
  }

  #useComponent(message: APIMessage, component: RawComponent, extra: object, at: Circumstances): InteractionHandle {
    const source = this.#findMessage(message);
    const { type, id, custom_id } = component;
    const seed = { type: InteractionType.MessageComponent, place: source.place, source };
    return this.#start(
      { ...seed, locale: at.locale ?? DEFAULT_LOCALE },
      { component_type: type, id, custom_id, ...extra },
    );
  }

  #start(seed: Omit<InteractionSeed, 'user'>, data: object): InteractionHandle {
    const interaction = this.#world.interactions.start({ ...seed, user: this.user });
    const payload = interactionPayload(this.#world, interaction, data);
    this.#world.announce({ kind: 'interaction-started', interaction, payload });
    return new InteractionHandle(this.#world, interaction, this.#timeoutMs);
  }
}

function guildOf({ guild_id }: APIApplicationCommand): object {
  return guild_id === undefined ? {} : { guild_id };
}

function checkChoice(menu: RawComponent, values: readonly string[]): void {
  const {
    options = [],
    min_values = 1,
    max_values = 1,
  } = menu as RawComponent & {
    options?: readonly { value: string }[];
    min_values?: number;
    max_values?: number;
  };
  const areOffered = values.every((value) => options.some((option) => option.value === value));
  if (!areOffered || values.length < min_values || values.length > max_values) {
    throw new Error(`The menu does not allow ${values.join(', ')}.`);
  }
}
