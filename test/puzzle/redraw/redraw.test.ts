import { describe, expect, it } from 'vitest';
import { copyRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { pastePatch } from '../../../src/imaging/patch.ts';
import { redraw } from '../../../src/puzzle/redraw/redraw.ts';
import type { ObjectChange } from '../../../src/puzzle/redraw/ways.ts';
import { inDrawingOrder } from '../../../src/puzzle/scene/scene-model.ts';
import { pixelBoxOf } from '../../../src/puzzle/scene/scene-svg.ts';
import { loadSetting } from '../../../src/puzzle/scene/setting.ts';
import { createScene, renderScene } from '../../../src/puzzle/scene.ts';
import { sameBytes } from '../../support/same-bytes.ts';

/** Of 255: edges of a part that is drawn alone fall between pixels a little differently. */
const EDGE_LEVELS = 24;

const size = { width: 500, height: 333 };
const setting = await loadSetting('farm');
const scene = await createScene({ seed: 'redraw', setting: 'farm', size });
const picture = await renderScene(scene);

/** The picture with a part of it drawn anew, and the whole scene drawn anew. */
async function bothWays(change: ObjectChange): Promise<[RgbImage, RgbImage]> {
  const { before, after } = change;
  const patch = await redraw(setting, scene, change, picture);
  if (!patch) throw new Error('nothing changed');
  const patched = copyRgbImage(picture);
  pastePatch(patched, patch);
  const others = scene.objects.filter((object) => object !== before);
  const objects = inDrawingOrder(scene.layers, after ? [...others, after] : others);
  return [patched, await renderScene({ ...scene, objects })];
}

function expectAlike(a: RgbImage, b: RgbImage): void {
  const worst = a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at])), 0);
  expect(worst).toBeLessThanOrEqual(EDGE_LEVELS);
}

describe('a scene drawn with an object changed', () => {
  it.each(scene.objects.slice(0, 12).map((object) => [object.id, object] as const))('without %s', async (_, before) => {
    expectAlike(...(await bothWays({ before })));
  });

  it('shows what comes, behind what is nearer', async () => {
    const [first] = scene.objects;
    const after = { ...first, id: 'double', x: scene.frame.x + scene.frame.width / 2 };
    expectAlike(...(await bothWays({ after })));
  });

  it('shows another size at its place, its shadow too', async () => {
    const before = scene.objects[scene.objects.length - 1];
    expectAlike(...(await bothWays({ before, after: { ...before, scale: before.scale * 0.7 } })));
  });
});

it('the patch is no larger than what changes, and gives back the same bytes', async () => {
  const [before] = scene.objects;
  const [one, other] = [
    await redraw(setting, scene, { before }, picture),
    await redraw(setting, scene, { before }, picture),
  ];
  if (!one || !other) throw new Error('nothing changed');
  expect(one.box).toEqual(other.box);
  expect(sameBytes(one.image.data, other.image.data)).toBe(true);
  const { width, height } = pixelBoxOf(setting, scene, before);
  expect(one.box.width * one.box.height).toBeLessThan(3 * width * height);
  const { x, y } = one.box;
  const firstColumn = Array.from({ length: one.box.height }, (_, row) => {
    const [here, there] = [row * one.box.width * 3, ((y + row) * picture.width + x) * 3];
    return [0, 1, 2].every((channel) => one.image.data[here + channel] === picture.data[there + channel]);
  });
  expect(firstColumn).toContain(false);
});

it.each(['farm', 'desk', 'kitchen'])(
  'a change that shows nowhere is none: what overlaps stays as it is in a %s',
  async (name) => {
    const here = await loadSetting(name);
    const full = await createScene({ seed: 'a', setting: name, size: { width: 800, height: 533 } });
    const drawn = await renderScene(full);
    for (const before of full.objects) {
      expect(await redraw(here, full, { before, after: { ...before } }, drawn), before.id).toBeUndefined();
    }
  },
);
