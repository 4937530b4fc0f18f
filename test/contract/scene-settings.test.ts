import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANY_SCENE, SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { assetPath } from '../../src/project-root.ts';
import { listSettings } from '../../src/puzzle/scene/setting.ts';

/** Discord offers no more choices than this. */
const MAX_CHOICES = 25;
const LOCALES = readdirSync(assetPath('locales')).filter((file) => file.endsWith('.json'));

describe('the settings that the bot offers', () => {
  it('are those that can be drawn', async () => {
    expect(SCENE_SETTINGS).toEqual(await listSettings());
  });

  it('leave a name for any of them, and fit into one list', () => {
    expect(SCENE_SETTINGS).not.toContain(ANY_SCENE);
    expect(SCENE_SETTINGS.length + 1).toBeLessThanOrEqual(MAX_CHOICES);
  });

  it.each(LOCALES)('all have a name of their own in %s, and nothing else has', (file) => {
    const { scenes } = JSON.parse(readFileSync(assetPath('locales', file), 'utf8')) as {
      scenes: Record<string, string>;
    };
    expect(Object.keys(scenes).sort()).toEqual([ANY_SCENE, ...SCENE_SETTINGS].sort());
    expect(new Set(Object.values(scenes)).size).toBe(SCENE_SETTINGS.length + 1);
  });
});
