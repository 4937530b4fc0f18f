import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/imaging/random.ts';
import { fitsBeside, fitsLevel } from '../../../src/puzzle/plan/place-rules.ts';
import { findRedrawings, type Redrawing } from '../../../src/puzzle/redraw/find-redrawings.ts';
import { RedrawMaker } from '../../../src/puzzle/redraw/redraw-maker.ts';
import { loadSetting } from '../../../src/puzzle/scene/setting.ts';
import { createScene, renderScene } from '../../../src/puzzle/scene.ts';

const scene = await createScene({ seed: 'maker', setting: 'park', size: { width: 800, height: 533 } });
const drawn = { setting: await loadSetting('park'), scene, image: await renderScene(scene) };
const tries = findRedrawings(drawn, { level: 'medium' }, createRandom('maker'));

function makerOf(differences: number, from: readonly Redrawing[] = tries, signal?: AbortSignal) {
  const costs = { editMs: 0, checkMs: 0, tried: 0 };
  return { maker: new RedrawMaker(drawn, from, { differences, level: 'medium', signal }, costs), costs };
}

describe('drawing differences', () => {
  it('draws as many as are wanted, of the level and apart from each other, each of another object', async () => {
    const { maker, costs } = makerOf(4);
    const made = await maker.make();
    expect(made).toHaveLength(4);
    expect(new Set(made.map(({ source }) => source)).size).toBe(4);
    made.forEach(({ box }, index) => {
      expect(fitsLevel(box, 'medium', drawn.image)).toBe(true);
      expect(fitsBeside(box, made.slice(0, index), drawn.image)).toBe(true);
    });
    expect(costs.tried).toBeGreaterThanOrEqual(4);
  });

  it('draws others in the place of those that are wrong', async () => {
    const { maker } = makerOf(2);
    const [first, second] = await maker.make();
    maker.discard([first]);
    const again = await maker.make();
    expect(again).toHaveLength(2);
    expect(again).toContain(second);
    expect(again).not.toContain(first);
  });

  it('gives fewer where there are no more', async () => {
    const removals = tries.filter(({ kind }) => kind === 'remove').slice(0, 2);
    const made = await makerOf(5, removals).maker.make();
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThanOrEqual(2);
  });

  it('stops when it is told to', async () => {
    const reason = new Error('stop');
    await expect(makerOf(4, tries, AbortSignal.abort(reason)).maker.make()).rejects.toBe(reason);
  });
});
