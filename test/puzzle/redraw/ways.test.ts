import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/imaging/random.ts';
import { mayChange, WAYS } from '../../../src/puzzle/redraw/ways.ts';
import type { ChangeContext } from '../../../src/puzzle/scene/object-changes.ts';
import { placeOf, roomFor } from '../../../src/puzzle/scene/object-changes.ts';
import type { SceneObject } from '../../../src/puzzle/scene/scene-model.ts';
import { loadSetting } from '../../../src/puzzle/scene/setting.ts';
import { createScene } from '../../../src/puzzle/scene.ts';

const setting = await loadSetting('kitchen');
const scene = await createScene({ seed: 'ways', setting: 'kitchen' });

function contextOf(object: SceneObject): ChangeContext {
  const part = setting.manifest.parts.find(({ id }) => id === object.type);
  if (!part) throw new Error(object.type);
  return { setting, scene, part, random: createRandom(`ways/${object.id}`) };
}

const changes = (kind: keyof typeof WAYS) =>
  scene.objects.flatMap((object) =>
    (WAYS[kind]?.(object, contextOf(object)) ?? []).map((change) => ({ object, change })),
  );

describe('ways to draw an object differently', () => {
  it('takes it away', () => {
    for (const { object, change } of changes('remove')) expect(change).toEqual({ before: object });
  });

  it('puts a double where there is room for one', () => {
    const doubles = changes('duplicate');
    expect(doubles.length).toBeGreaterThan(5);
    for (const { object, change } of doubles) {
      expect(change.before).toBeUndefined();
      const { after } = change;
      if (!after) throw new Error('no double');
      expect(after).toMatchObject({ type: object.type, surface: object.surface, colours: object.colours });
      expect(after.id).not.toBe(object.id);
      const place = placeOf(contextOf(object), object);
      expect(place && roomFor(contextOf(object), after.id)(after, place)).toBe(true);
    }
  });

  it.each(['recolour', 'detail'] as const)('%s: changes one choice to another, each of them once', (kind) => {
    const of = kind === 'recolour' ? 'colours' : 'variants';
    const seen = new Set<string>();
    for (const { object, change } of changes(kind)) {
      const names = Object.keys(object[of]).filter((name) => change.after?.[of][name] !== object[of][name]);
      expect(names).toHaveLength(1);
      const name = `${object.id} ${names[0]} ${change.after?.[of][names[0]]}`;
      expect(seen).not.toContain(name);
      seen.add(name);
    }
    expect(seen.size).toBeGreaterThan(10);
  });

  it('nudges it along its place, by less than its width', () => {
    const nudges = changes('move');
    expect(nudges.length).toBeGreaterThan(5);
    for (const { object, change } of nudges) {
      const width = (setting.templates.get(object.type)?.viewBox.width ?? 0) * object.scale;
      const moved = Math.abs((change.after?.x ?? 0) - object.x);
      expect(moved).toBeGreaterThanOrEqual(0.3 * width - 1e-9);
      expect(moved).toBeLessThanOrEqual(0.6 * width + 1e-9);
    }
  });

  it('lets nothing lean that is never drawn aslant', () => {
    for (const { object } of changes('rotate')) expect(contextOf(object).part.tilt).toBeGreaterThan(0);
    expect(changes('rotate').length).toBeGreaterThan(0);
  });
});

it('what carries something changes its colour and nothing else', () => {
  const [host, guest] = scene.objects;
  const carrying = [host, { ...guest, host: host.id }];
  expect(mayChange('recolour', host, carrying)).toBe(true);
  expect(mayChange('remove', host, carrying)).toBe(false);
  expect(mayChange('detail', host, carrying)).toBe(false);
  expect(mayChange('remove', guest, carrying)).toBe(true);
});
