import { expect, it } from 'vitest';
import { EDIT_KINDS } from '../../../src/contract/answer-key.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { fitsLevel } from '../../../src/puzzle/plan/place-rules.ts';
import { findRedrawings } from '../../../src/puzzle/redraw/find-redrawings.ts';
import { WAYS } from '../../../src/puzzle/redraw/ways.ts';
import { loadSetting } from '../../../src/puzzle/scene/setting.ts';
import { createScene, renderScene } from '../../../src/puzzle/scene.ts';

const scene = await createScene({ seed: 'find', setting: 'desk', size: { width: 800, height: 533 } });
const drawn = { setting: await loadSetting('desk'), scene, image: await renderScene(scene) };
const find = (options: Parameters<typeof findRedrawings>[1], seed = 'find') =>
  findRedrawings(drawn, options, createRandom(seed));

it('finds changes of every kind that scenes have, best first', () => {
  const found = find({ level: 'hard' });
  const known = EDIT_KINDS.filter((kind) => kind in WAYS);
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(known));
  expect(found.map(({ value }) => value)).toEqual(found.map(({ value }) => value).sort((a, b) => b - a));
});

it('finds only kinds that were asked for, and none where scenes have none', () => {
  expect(new Set(find({ level: 'hard', edits: ['mirror', 'remove'] }).map(({ kind }) => kind))).toEqual(
    new Set(['mirror', 'remove']),
  );
  expect(find({ level: 'hard', edits: ['replace'] })).toEqual([]);
});

it('leaves out what is too large or too small for the level', () => {
  const whole = (level: 'easy' | 'expert') => find({ level, edits: ['remove', 'resize'] });
  for (const level of ['easy', 'expert'] as const) {
    const found = whole(level);
    expect(found.length).toBeGreaterThan(0);
    for (const { box } of found) expect(fitsLevel(box, level, drawn.image)).toBe(true);
  }
});

it('differs by its chances and by nothing else', () => {
  const order = (seed: string) => find({ level: 'medium' }, seed).map(({ source, kind }) => `${source.id} ${kind}`);
  expect(order('one')).toEqual(order('one'));
  expect(order('one')).not.toEqual(order('two'));
});

it('finds only colours that are strong enough for the level, and parts of what is too large', () => {
  const colours = (level: 'easy' | 'expert') => find({ level, edits: ['recolour'] });
  const twoColours = (level: 'easy' | 'expert') =>
    new Set(colours(level).map(({ source, change }) => `${source.id} ${JSON.stringify(change.after?.colours)}`)).size;
  expect(twoColours('easy')).toBeGreaterThan(0);
  expect(twoColours('expert')).toBeGreaterThan(twoColours('easy'));
  expect(colours('expert').some(({ box }) => !fitsLevel(box, 'expert', drawn.image))).toBe(true);
});
