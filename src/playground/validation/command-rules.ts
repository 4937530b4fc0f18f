import { type ApplicationCommandOptionType, ApplicationCommandType, Locale } from 'discord.js';
import { findRepeated, type Issue, type Rule, unless } from './issue.ts';
import { MAX_CHAT_COMMANDS, MAX_COMMAND_SUM, MAX_CONTEXT_COMMANDS, NAME_PATTERN } from './limits.ts';

/** An option as a bot registers it, as far as the rules read it. */
export interface RawOption {
  readonly type: ApplicationCommandOptionType;
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly options?: readonly RawOption[];
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
}

/** A command as a bot registers it. */
export interface RawCommand extends Omit<RawOption, 'type'> {
  readonly type?: ApplicationCommandType;
}

interface Named {
  readonly item: RawCommand | RawOption;
  readonly path: readonly (string | number)[];
}

const LOCALES: ReadonlySet<string> = new Set(Object.values(Locale));
const isChat = ({ type }: RawCommand) =>
  (type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;

function walkOptions(item: RawCommand | RawOption, path: Named['path']): readonly Named[] {
  return (item.options ?? []).flatMap((option, index) => {
    const at = [...path, 'options', index];
    return [{ item: option, path: at }, ...walkOptions(option, at)];
  });
}

/** The chat commands and all their options. */
const named = (commands: readonly RawCommand[]): readonly Named[] =>
  commands.flatMap((item, index) => (isChat(item) ? [{ item, path: [index] }, ...walkOptions(item, [index])] : []));

const isName = (name: string) => NAME_PATTERN.test(name) && name === name.toLowerCase();

function checkName(name: string, path: Issue['path']): readonly Issue[] {
  return unless(isName(name), path, 'APPLICATION_COMMAND_INVALID_NAME', `Command name is invalid: ${name}`);
}

function countLimit(commands: readonly RawCommand[], type: ApplicationCommandType, limit: number): readonly Issue[] {
  const count = commands.filter((command) => (command.type ?? ApplicationCommandType.ChatInput) === type).length;
  return unless(count <= limit, [], '30032', `Maximum number of application commands reached (${limit})`);
}

function textSum({ item }: Named): number {
  const longest = (text: string | undefined, others: RawOption['name_localizations']) =>
    Math.max(text?.length ?? 0, ...Object.values(others ?? {}).map((other) => other.length));
  const choices = (item.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0);
  return (
    longest(item.name, item.name_localizations) + longest(item.description, item.description_localizations) + choices
  );
}

/** What Discord refuses in a list of commands although its specification lets it pass. */
export const COMMAND_RULES = {
  'command-name': (commands) =>
    named(commands).flatMap(({ item, path }) => [
      ...checkName(item.name, [...path, 'name']),
      ...Object.entries(item.name_localizations ?? {}).flatMap(([locale, name]) =>
        checkName(name, [...path, 'name_localizations', locale]),
      ),
    ]),
  'chat-description': (commands) =>
    named(commands).flatMap(({ item, path }) =>
      unless(Boolean(item.description), [...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required'),
    ),
  'context-no-description': (commands) =>
    commands.flatMap((command, index) =>
      unless(
        isChat(command) || (!command.description && !command.options?.length),
        [index, 'description'],
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED',
        'Context menu commands cannot have description or options',
      ),
    ),
  'known-locales': (commands) =>
    named(commands).flatMap(({ item, path }) =>
      (['name_localizations', 'description_localizations'] as const).flatMap((key) =>
        Object.keys(item[key] ?? {}).flatMap((locale) =>
          unless(LOCALES.has(locale), [...path, key, locale], 'MODEL_TYPE_CONVERT', `Unknown locale ${locale}`),
        ),
      ),
    ),
  'names-differ': (commands) => [
    ...findRepeated(
      commands.map(({ name, type }, index) => ({ value: `${type ?? 1} ${name}`, path: [index, 'name'] })),
      'APPLICATION_COMMANDS_DUPLICATE_NAME',
      'Application command names must be unique',
    ),
    ...named(commands).flatMap(({ item, path }) =>
      findRepeated(
        (item.options ?? []).map(({ name }, index) => ({ value: name, path: [...path, 'options', index, 'name'] })),
        'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
        'Option names must be unique',
      ),
    ),
  ],
  'required-first': (commands) =>
    named(commands).flatMap(({ item, path }) =>
      (item.options ?? []).flatMap((option, index, all) =>
        unless(
          option.required !== true || all.slice(0, index).every(({ required }) => required === true),
          [...path, 'options', index],
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        ),
      ),
    ),
  'choices-or-autocomplete': (commands) =>
    named(commands).flatMap(({ item, path }) =>
      unless(
        item.autocomplete !== true || !item.choices?.length,
        [...path, 'autocomplete'],
        'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
        'Autocomplete options cannot have choices',
      ),
    ),
  'range-order': (commands) =>
    named(commands).flatMap(({ item, path }) =>
      unless(
        (item.min_value ?? -Infinity) <= (item.max_value ?? Infinity),
        [...path, 'min_value'],
        'NUMBER_TYPE_MAX',
        'min_value is above max_value',
      ),
    ),
  'command-count': (commands) => [
    ...countLimit(commands, ApplicationCommandType.ChatInput, MAX_CHAT_COMMANDS),
    ...countLimit(commands, ApplicationCommandType.User, MAX_CONTEXT_COMMANDS),
    ...countLimit(commands, ApplicationCommandType.Message, MAX_CONTEXT_COMMANDS),
  ],
  'text-sum': (commands) =>
    commands.flatMap((item, index) => {
      const sum = [{ item, path: [index] }, ...walkOptions(item, [index])].reduce(
        (total, part) => total + textSum(part),
        0,
      );
      return unless(
        sum <= MAX_COMMAND_SUM,
        [index],
        'APPLICATION_COMMAND_TOO_LARGE',
        `Command exceeds maximum size (${MAX_COMMAND_SUM})`,
      );
    }),
} satisfies Record<string, Rule<readonly RawCommand[]>>;
