import { randomUUID } from 'node:crypto';
import { LEVELS, type Level } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { MAX_SEED_LENGTH } from '../contract/limits.ts';
import { ANY_SCENE, SCENE_SETTINGS, type SceneChoice } from '../contract/scene-settings.ts';
import type { Translate } from '../i18n.ts';

/** The classic recipe numbers its levels. */
const NUMBERED_LEVELS: Readonly<Record<string, Level>> = { '1': 'easy', '2': 'hard' };
const CIRCLES_LEVEL = '3';

function invalid(option: string, value: string, expected: string): CodedError {
  return new CodedError('option-invalid', { option, value, expected });
}

const isLevel = (value: string): value is Level => (LEVELS as readonly string[]).includes(value);

/** Reads --level. @throws CodedError `option-invalid`, `level-needs-circles` */
export function parseLevel(value: string, t: Translate): Level {
  if (value === CIRCLES_LEVEL) throw new CodedError('level-needs-circles', { level: value });
  const level = NUMBERED_LEVELS[value] ?? value;
  if (!isLevel(level)) throw invalid('--level', value, t('cli.expected.level'));
  return level;
}

/** Reads a whole number between two bounds, both included. @throws CodedError `option-invalid` */
export function parseWhole(option: string, value: string, bounds: { min: number; max: number }, t: Translate): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < bounds.min || number > bounds.max) {
    throw invalid(option, value, t('cli.expected.whole', bounds));
  }
  return number;
}

/** Reads --seed; without one, makes a new one. @throws CodedError `option-invalid` */
export function parseSeed(value: string | undefined, t: Translate): string {
  if (value === undefined) return randomUUID();
  if (value.length > MAX_SEED_LENGTH) throw invalid('--seed', value, t('cli.expected.seed', { max: MAX_SEED_LENGTH }));
  return value;
}

/** Reads --scene [SETTING], which is `true` when no setting is named. @throws CodedError `option-invalid` */
export function parseScene(value: string | true): SceneChoice {
  if (value === true) return ANY_SCENE;
  const setting = SCENE_SETTINGS.find((known) => known === value);
  if (setting === undefined) throw invalid('--scene', value, SCENE_SETTINGS.join(', '));
  return setting;
}

/** Reads an option that takes one of a few words. @throws CodedError `option-invalid` */
export function parseChoice<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw invalid(option, value, choices.join(', '));
  return choice;
}

/** Reads an option that takes one or more of a few words, separated by commas. @throws CodedError `option-invalid` */
export function parseChoices<Choice extends string>(
  option: string,
  value: string,
  choices: readonly Choice[],
): Choice[] {
  return [...new Set(value.split(',').map((word) => parseChoice(option, word.trim(), choices)))];
}

/** Reads a real number between two bounds, both included. @throws CodedError `option-invalid` */
export function parseReal(option: string, value: string, bounds: { min: number; max: number }, t: Translate): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= bounds.min && number <= bounds.max)) {
    throw invalid(option, value, t('cli.expected.real', bounds));
  }
  return number;
}
