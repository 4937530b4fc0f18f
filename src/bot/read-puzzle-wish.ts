import { randomUUID } from 'node:crypto';
import type { ChatInputCommandInteraction } from 'discord.js';
import { DEFAULT_DIFFERENCES, EDIT_KINDS, type EditKind, LEVELS, type Level } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import type { PuzzleChoices } from '../contract/messages.ts';
import { BOARD_LAYOUTS, GRID_STYLES, PROPOSAL_CHOICES } from '../contract/puzzle-options.ts';
import { ANY_SCENE, SCENE_SETTINGS, type SceneChoice } from '../contract/scene-settings.ts';
import { GAME_MODES, type GameMode } from '../game/round.ts';
import type { PuzzleWish, WishedSource } from './make-puzzle.ts';
import type { ReadyMadeWish } from './open-draft.ts';
import type { Rules } from './open-game.ts';

const DEFAULT_LEVEL: Level = 'medium';
const DEFAULT_MODE: GameMode = 'race';
const MS_PER_MINUTE = 60_000;
/** What can be chosen as a scene. */
export const SCENE_CHOICES: readonly SceneChoice[] = [ANY_SCENE, ...SCENE_SETTINGS];

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

function readRules({ options }: ChatInputCommandInteraction): Rules {
  const limit = options.getInteger('minutes');
  return {
    mode: GAME_MODES.find((known) => known === options.getString('mode')) ?? DEFAULT_MODE,
    timeLimitMs: limit === null ? undefined : limit * MS_PER_MINUTE,
  };
}

const readLevel = ({ options }: ChatInputCommandInteraction): Level | undefined =>
  LEVELS.find((known) => known === options.getString('level'));

/** Whether somebody gave pictures that are a puzzle already. */
export function isReadyMade({ options }: ChatInputCommandInteraction): boolean {
  return options.getAttachment('altered') !== null || options.getBoolean('panels') === true;
}

/** Such a wish. @throws CodedError `altered-without-picture`, `picture-or-scene-missing`, `not-for-ready-made` */
export function readReadyMade(interaction: ChatInputCommandInteraction): ReadyMadeWish {
  const { options } = interaction;
  const unfit = (
    ['scene', 'differences', 'seed', 'edits', 'fewer', 'proposals', 'layout', 'grid', 'prompt'] as const
  ).find((name) => options.get(name) !== null);
  if (unfit !== undefined) throw new CodedError('not-for-ready-made', { option: unfit });
  const image = options.getAttachment('image');
  const altered = options.getAttachment('altered') ?? undefined;
  if (image === null) throw new CodedError(altered ? 'altered-without-picture' : 'picture-or-scene-missing', {});
  return { image, altered, level: readLevel(interaction), ...readRules(interaction) };
}

/** Kinds of edit, separated by commas. @throws CodedError `option-invalid` */
function readEdits(wanted: string): EditKind[] {
  const kinds = wanted.split(',').map((word) => {
    const kind = EDIT_KINDS.find((known) => known === word.trim().toLowerCase());
    if (kind !== undefined) return kind;
    throw new CodedError('option-invalid', { option: 'edits', value: word.trim(), expected: EDIT_KINDS.join(', ') });
  });
  return [...new Set(kinds)];
}

function readChoices({ options }: ChatInputCommandInteraction): PuzzleChoices {
  const edits = options.getString('edits');
  const prompt = options.getString('prompt');
  const pick = <Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice) =>
    choices.find((known) => known === options.getString(name)) ?? otherwise;
  return {
    ...(edits === null ? {} : { edits: readEdits(edits) }),
    ...(prompt === null ? {} : { prompt }),
    // Who names no number wants a puzzle rather than a number.
    fewer: options.getBoolean('fewer') ?? options.getInteger('differences') === null,
    // Who asks for fewer rather has those than odd ones.
    odd: options.getBoolean('fewer') !== true,
    proposals: pick('proposals', PROPOSAL_CHOICES, 'objects'),
    layout: pick('layout', BOARD_LAYOUTS, 'auto'),
    grid: pick('grid', GRID_STYLES, 'ticks'),
  };
}

/** A wish for a puzzle that is made. @throws those of the source, `option-invalid` */
export function readWish(interaction: ChatInputCommandInteraction): PuzzleWish {
  const { options } = interaction;
  const chosen = readLevel(interaction) ?? DEFAULT_LEVEL;
  return {
    ...readSource(interaction),
    level: chosen,
    differences: options.getInteger('differences') ?? DEFAULT_DIFFERENCES[chosen],
    seed: options.getString('seed') ?? randomUUID(),
    choices: readChoices(interaction),
    ...readRules(interaction),
  };
}
