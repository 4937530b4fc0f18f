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
import { makePuzzle, type PuzzleWish, type WishedSource } from '../src/bot/make-puzzle.ts';
import { DEFAULT_DIFFERENCES, LEVELS, type Level } from '../src/contract/answer-key.ts';
import { CodedError } from '../src/contract/coded-error.ts';
import { MAX_DIFFERENCES, MAX_SEED_LENGTH, MAX_TIME_LIMIT_MINUTES, MIN_DIFFERENCES } from '../src/contract/limits.ts';
import { ANY_SCENE, SCENE_SETTINGS, type SceneChoice } from '../src/contract/scene-settings.ts';
import { GAME_MODES, type GameMode } from '../src/game/round.ts';
import { type Translate, translator } from '../src/i18n.ts';

const DEFAULT_LEVEL: Level = 'medium';
const DEFAULT_MODE: GameMode = 'race';
const MS_PER_MINUTE = 60_000;
const SCENE_CHOICES: readonly SceneChoice[] = [ANY_SCENE, ...SCENE_SETTINGS];

type OptionKey = 'image' | 'scene' | 'level' | 'differences' | 'seed' | 'mode' | 'minutes';

const describe = <Option extends Localizable>(option: Option, key: OptionKey): Option =>
  localize(option, (t) => ({
    name: t(`commands.puzzle.options.${key}.name`),
    description: t(`commands.puzzle.options.${key}.description`),
  }));

/** A value to choose, by its name in every language. */
const choice = (value: string, name: (t: Translate) => string) => ({
  name: name(translator('en')),
  name_localizations: localizations(name),
  value,
});
const levelChoices = LEVELS.map((level) => choice(level, (t) => t(`levels.${level}`)));
const modeChoices = GAME_MODES.map((mode) => choice(mode, (t) => t(`modes.${mode}`)));
const sceneChoices = SCENE_CHOICES.map((scene) => choice(scene, (t) => t(`scenes.${scene}`)));

// Discord looks at the ending of the file name only; the content is looked at when the picture is opened.
const image = describe(new SlashCommandAttachmentOption().setFileTypes('image'), 'image');
const scene = describe(new SlashCommandStringOption().addChoices(sceneChoices), 'scene');
const level = describe(new SlashCommandStringOption().addChoices(levelChoices), 'level');
const differences = describe(
  new SlashCommandIntegerOption().setMinValue(MIN_DIFFERENCES).setMaxValue(MAX_DIFFERENCES),
  'differences',
);
const seed = describe(new SlashCommandStringOption().setMaxLength(MAX_SEED_LENGTH), 'seed');
const mode = describe(new SlashCommandStringOption().addChoices(modeChoices), 'mode');
const minutes = describe(new SlashCommandIntegerOption().setMinValue(1).setMaxValue(MAX_TIME_LIMIT_MINUTES), 'minutes');

/** @throws CodedError `picture-and-scene`, `picture-or-scene-missing`; `option-invalid` from before a scene was renamed */
function readSource({ options }: ChatInputCommandInteraction): WishedSource {
  const image = options.getAttachment('image');
  const wanted = options.getString('scene');
  if (image !== null && wanted !== null) throw new CodedError('picture-and-scene', {});
  if (image !== null) return { image };
  if (wanted === null) throw new CodedError('picture-or-scene-missing', {});
  const chosen = SCENE_CHOICES.find((known) => known === wanted);
  if (chosen !== undefined) return { scene: chosen };
  throw new CodedError('option-invalid', { option: 'scene', value: wanted, expected: SCENE_CHOICES.join(', ') });
}

function readWish(interaction: ChatInputCommandInteraction): PuzzleWish {
  const { options } = interaction;
  const wanted = options.getString('level');
  const limit = options.getInteger('minutes');
  const chosen = LEVELS.find((known) => known === wanted) ?? DEFAULT_LEVEL;
  return {
    ...readSource(interaction),
    level: chosen,
    differences: options.getInteger('differences') ?? DEFAULT_DIFFERENCES[chosen],
    seed: options.getString('seed') ?? randomUUID(),
    mode: GAME_MODES.find((known) => known === options.getString('mode')) ?? DEFAULT_MODE,
    timeLimitMs: limit === null ? undefined : limit * MS_PER_MINUTE,
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
    .addStringOption(scene)
    .addStringOption(level)
    .addIntegerOption(differences)
    .addStringOption(seed)
    .addStringOption(mode)
    .addIntegerOption(minutes),
  acknowledge: 'at-once',
  execute: async (interaction, services) => makePuzzle(interaction, readWish(interaction), services),
} satisfies Command;
