import {
  SlashCommandAttachmentOption,
  SlashCommandBooleanOption,
  SlashCommandBuilder,
  SlashCommandIntegerOption,
  SlashCommandStringOption,
} from 'discord.js';
import type { Command } from '../src/bot/command.ts';
import { type Localizable, localizations, localize } from '../src/bot/localize.ts';
import { makePuzzle } from '../src/bot/make-puzzle.ts';
import { openDraft } from '../src/bot/open-draft.ts';
import { isReadyMade, readReadyMade, readWish, SCENE_CHOICES } from '../src/bot/read-puzzle-wish.ts';
import { deferReply } from '../src/bot/replies.ts';
import { usableEverywhere } from '../src/bot/usable-everywhere.ts';
import { LEVELS } from '../src/contract/answer-key.ts';
import {
  MAX_DIFFERENCES,
  MAX_EDITS_LENGTH,
  MAX_PROMPT_LENGTH,
  MAX_SEED_LENGTH,
  MAX_TIME_LIMIT_MINUTES,
  MIN_DIFFERENCES,
} from '../src/contract/limits.ts';
import { BOARD_LAYOUTS, GRID_STYLES, PROPOSAL_CHOICES } from '../src/contract/puzzle-options.ts';
import { GAME_MODES } from '../src/game/round.ts';
import { type Translate, translator } from '../src/i18n.ts';

type OptionKey =
  | ('image' | 'altered' | 'panels' | 'scene' | 'level' | 'differences' | 'seed' | 'mode' | 'minutes')
  | ('edits' | 'fewer' | 'proposals' | 'layout' | 'grid' | 'prompt');

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
const proposalChoices = PROPOSAL_CHOICES.map((source) => choice(source, (t) => t(`proposals.${source}`)));
const layoutChoices = BOARD_LAYOUTS.map((each) => choice(each, (t) => t(`layouts.${each}`)));
const gridChoices = GRID_STYLES.map((style) => choice(style, (t) => t(`grids.${style}`)));
const sceneChoices = SCENE_CHOICES.map((scene) => choice(scene, (t) => t(`scenes.${scene}`)));

// Discord looks at the ending of the file name only; the content is looked at when the picture is opened.
const image = describe(new SlashCommandAttachmentOption().setFileTypes('image'), 'image');
const altered = describe(new SlashCommandAttachmentOption().setFileTypes('image'), 'altered');
const panels = describe(new SlashCommandBooleanOption(), 'panels');
const scene = describe(new SlashCommandStringOption().addChoices(sceneChoices), 'scene');
const level = describe(new SlashCommandStringOption().addChoices(levelChoices), 'level');
const differences = describe(
  new SlashCommandIntegerOption().setMinValue(MIN_DIFFERENCES).setMaxValue(MAX_DIFFERENCES),
  'differences',
);
const seed = describe(new SlashCommandStringOption().setMaxLength(MAX_SEED_LENGTH), 'seed');
const mode = describe(new SlashCommandStringOption().addChoices(modeChoices), 'mode');
const minutes = describe(new SlashCommandIntegerOption().setMinValue(1).setMaxValue(MAX_TIME_LIMIT_MINUTES), 'minutes');

// Several kinds, separated by commas: a list to choose from allows one only.
const edits = describe(new SlashCommandStringOption().setMaxLength(MAX_EDITS_LENGTH), 'edits');
const fewer = describe(new SlashCommandBooleanOption(), 'fewer');
const proposals = describe(new SlashCommandStringOption().addChoices(proposalChoices), 'proposals');
const layout = describe(new SlashCommandStringOption().addChoices(layoutChoices), 'layout');
const grid = describe(new SlashCommandStringOption().addChoices(gridChoices), 'grid');
const prompt = describe(new SlashCommandStringOption().setMaxLength(MAX_PROMPT_LENGTH), 'prompt');

export default {
  data: localize(usableEverywhere(new SlashCommandBuilder()), (t) => ({
    name: t('commands.puzzle.name'),
    description: t('commands.puzzle.description'),
  }))
    .addAttachmentOption(image)
    .addAttachmentOption(altered)
    .addBooleanOption(panels)
    .addStringOption(scene)
    .addStringOption(level)
    .addIntegerOption(differences)
    .addStringOption(seed)
    .addStringOption(mode)
    .addIntegerOption(minutes)
    .addStringOption(edits)
    .addBooleanOption(fewer)
    .addStringOption(proposals)
    .addStringOption(layout)
    .addStringOption(grid)
    .addStringOption(prompt),
  acknowledge: 'by-itself',
  async execute(interaction, services) {
    if (isReadyMade(interaction)) {
      await openDraft(interaction, readReadyMade(interaction), services);
      return;
    }
    const wish = readWish(interaction);
    await deferReply(interaction, 'public');
    await makePuzzle(interaction, wish, services);
  },
} satisfies Command;
