import { randomUUID } from 'node:crypto';
import {
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  SlashCommandAttachmentOption,
  SlashCommandBuilder,
  SlashCommandIntegerOption,
  SlashCommandStringOption,
} from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { type Localizable, localizations, localize } from '../src/bot/localize.ts';
import { makePuzzle, type PuzzleWish } from '../src/bot/make-puzzle.ts';
import { DEFAULT_DIFFERENCES, LEVELS, type Level } from '../src/contract/answer-key.ts';
import { MAX_DIFFERENCES, MAX_SEED_LENGTH, MIN_DIFFERENCES } from '../src/contract/limits.ts';
import { translator } from '../src/i18n.ts';

const DEFAULT_LEVEL: Level = 'medium';

type OptionKey = 'image' | 'level' | 'differences' | 'seed';

const describe = <Option extends Localizable>(option: Option, key: OptionKey): Option =>
  localize(option, (t) => ({
    name: t(`commands.puzzle.options.${key}.name`),
    description: t(`commands.puzzle.options.${key}.description`),
  }));

const levelChoices = LEVELS.map((level) => ({
  name: translator('en')(`levels.${level}`),
  name_localizations: localizations((t) => t(`levels.${level}`)),
  value: level,
}));

// Discord looks at the ending of the file name only; the content is looked at when the picture is opened.
const image = describe(new SlashCommandAttachmentOption().setFileTypes('image').setRequired(true), 'image');
const level = describe(new SlashCommandStringOption().addChoices(levelChoices), 'level');
const differences = describe(
  new SlashCommandIntegerOption().setMinValue(MIN_DIFFERENCES).setMaxValue(MAX_DIFFERENCES),
  'differences',
);
const seed = describe(new SlashCommandStringOption().setMaxLength(MAX_SEED_LENGTH), 'seed');

function readWish({ options }: ChatInputCommandInteraction): PuzzleWish {
  const wanted = options.getString('level');
  const chosen = LEVELS.find((known) => known === wanted) ?? DEFAULT_LEVEL;
  return {
    image: options.getAttachment('image', true),
    level: chosen,
    differences: options.getInteger('differences') ?? DEFAULT_DIFFERENCES[chosen],
    seed: options.getString('seed') ?? randomUUID(),
  };
}

export default {
  data: localize(new SlashCommandBuilder(), (t) => ({
    name: t('commands.puzzle.name'),
    description: t('commands.puzzle.description'),
  }))
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .addAttachmentOption(image)
    .addStringOption(level)
    .addIntegerOption(differences)
    .addStringOption(seed),
  acknowledge: 'at-once',
  execute: (interaction, services) => makePuzzle(interaction, readWish(interaction), services),
} satisfies Command;
