import { type APIApplicationCommand, type APIApplicationCommandOption, ApplicationCommandOptionType } from 'discord.js';
import type { RawOption } from '../validation/command-rules.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';
import type { Resolved } from './resolved.ts';
import { type FileInput, isFile, upload } from './uploads.ts';

/** The value of one command option. Users, channels and roles are given by their id. */
export type OptionInput = string | number | boolean | FileInput;
export type OptionInputs = Readonly<Record<string, OptionInput>>;

/** An option with a value, as an interaction carries it. */
export interface OptionPayload {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
  readonly options?: readonly OptionPayload[];
}

interface Typing {
  readonly world: World;
  readonly place: Place;
  readonly resolved: Resolved;
  /** The option that is being completed; required ones may still be missing. */
  readonly focused?: string;
}

const EXPECTED_TYPES: Readonly<Partial<Record<ApplicationCommandOptionType, string>>> = {
  [ApplicationCommandOptionType.Integer]: 'number',
  [ApplicationCommandOptionType.Number]: 'number',
  [ApplicationCommandOptionType.Boolean]: 'boolean',
};

/** The parts of an option that limit its value. */
interface Limits extends RawOption {
  readonly min_length?: number;
  readonly max_length?: number;
}

function isWithin(option: Limits, value: string | number | boolean): boolean {
  const size = typeof value === 'string' ? value.length : Number(value);
  const [least, most] =
    typeof value === 'string' ? [option.min_length, option.max_length] : [option.min_value, option.max_value];
  const isWhole = option.type !== ApplicationCommandOptionType.Integer || Number.isInteger(value);
  const isChoice = !option.choices?.length || option.choices.some((choice) => choice.value === value);
  return isWhole && isChoice && size >= (least ?? -Infinity) && size <= (most ?? Infinity);
}

function simpleValue(option: Limits, input: OptionInput, isFocused: boolean): string | number | boolean {
  const expected = EXPECTED_TYPES[option.type] ?? 'string';
  if (isFocused && typeof input === 'string') return input;
  if (isFile(input) || typeof input !== expected) throw new Error(`Option ${option.name} takes a ${expected}.`);
  if (!isFocused && !isWithin(option, input))
    throw new Error(`Discord would not let ${input} pass for ${option.name}.`);
  return input;
}

function toPayload(option: Limits, input: OptionInput, { world, place, resolved, focused }: Typing): OptionPayload {
  const { name, type } = option;
  if (type === ApplicationCommandOptionType.Attachment) {
    if (!isFile(input)) throw new Error(`Option ${name} takes a file.`);
    const attachment = upload(world, place, input);
    resolved.addAttachment(attachment);
    return { name, type, value: attachment.id };
  }
  const isFocused = focused === name;
  const value = simpleValue(option, input, isFocused);
  if (type === ApplicationCommandOptionType.User) resolved.addUser(String(value));
  if (type === ApplicationCommandOptionType.Channel) resolved.addChannel(String(value));
  if (type === ApplicationCommandOptionType.Role) resolved.addRole(String(value));
  return { name, type, value, ...(isFocused ? { focused: true } : {}) };
}

function fillIn(options: readonly Limits[], inputs: OptionInputs, typing: Typing): readonly OptionPayload[] {
  const unknown = Object.keys(inputs).find((name) => !options.some((option) => option.name === name));
  if (unknown !== undefined) throw new Error(`The command has no option ${unknown}.`);
  return options.flatMap((option) => {
    const input = inputs[option.name];
    if (input !== undefined) return [toPayload(option, input, typing)];
    if (option.required === true && typing.focused === undefined) throw new Error(`Option ${option.name} is required.`);
    return [];
  });
}

const GROUPS: ReadonlySet<number> = new Set([
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
]);

/**
 * The options of a command as Discord's own client would send them.
 *
 * @param subcommands the words after the command's name
 * @throws Error for what that client would not let a person send
 */
export function commandOptions(
  command: APIApplicationCommand,
  subcommands: readonly string[],
  inputs: OptionInputs,
  typing: Typing,
): readonly OptionPayload[] {
  const descend = (
    options: readonly APIApplicationCommandOption[],
    words: readonly string[],
  ): readonly OptionPayload[] => {
    const [word, ...rest] = words;
    const groups = options.filter(({ type }) => GROUPS.has(type));
    if (word === undefined && groups.length === 0) return fillIn(options as readonly Limits[], inputs, typing);
    const group = groups.find(({ name }) => name === word);
    if (group === undefined) throw new Error(`/${command.name} has no subcommand ${word ?? '(none given)'}.`);
    const inner = (group as RawOption).options ?? [];
    return [{ name: group.name, type: group.type, options: descend(inner as typeof options, rest) }];
  };
  return descend(command.options ?? [], subcommands);
}
