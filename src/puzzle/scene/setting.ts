import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../contract/coded-error.ts';
import { assetPath } from '../../project-root.ts';
import { type PartTemplate, parsePartTemplate } from './part-template.ts';
import { type SettingManifest, settingSchema } from './setting-schema.ts';

/** A setting with its drawings, ready to compose from. */
export interface Setting {
  readonly name: string;
  readonly manifest: SettingManifest;
  /** By id of part or layer. */
  readonly templates: ReadonlyMap<string, PartTemplate>;
}

const MANIFEST_FILE = 'setting.json';
const loaded = new Map<string, Promise<Setting>>();

/** The names of all settings, in alphabetical order: every folder of assets/scenes with a manifest is one. */
export async function listSettings(): Promise<string[]> {
  const entries = await readdir(assetPath('scenes'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(assetPath('scenes', entry.name, MANIFEST_FILE)))
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads a setting from a folder: setting.json and one SVG file for each part and layer.
 *
 * @throws Error (our own fault) when the manifest does not fit the schema or a file is missing
 */
export async function readSetting(name: string, folder: string): Promise<Setting> {
  const manifest = settingSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
  const ids = [...manifest.layers, ...manifest.parts].map(({ id }) => id);
  const entries = ids.map(async (id): Promise<[string, PartTemplate]> => {
    const file = join(folder, `${id}.svg`);
    return [id, parsePartTemplate(file, await readFile(file, 'utf8'))];
  });
  return { name, manifest, templates: new Map(await Promise.all(entries)) };
}

/**
 * Loads a setting of assets/scenes, once.
 *
 * @throws CodedError `option-invalid` when there is no such setting
 */
export async function loadSetting(name: string): Promise<Setting> {
  const names = await listSettings();
  if (!names.includes(name)) {
    throw new CodedError('option-invalid', { option: 'setting', value: name, expected: names.join(', ') });
  }
  const known = loaded.get(name);
  if (known) return known;
  const setting = readSetting(name, assetPath('scenes', name));
  setting.catch(() => loaded.delete(name));
  loaded.set(name, setting);
  return setting;
}
