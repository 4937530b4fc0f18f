import { beforeAll, describe, expect, it } from 'vitest';
import { countPixels, forEachSpan } from '../../../src/contract/run-length-mask.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { composeScene } from '../../../src/puzzle/scene/compose-scene.ts';
import { OBJECT_CHANGE_KINDS } from '../../../src/puzzle/scene/object-changes.ts';
import { doubleScene, renderDouble } from '../../../src/puzzle/scene/scene-difference.ts';
import { loadSetting, type Setting } from '../../../src/puzzle/scene/setting.ts';

const SIZE = { width: 480, height: 320 };
/** How far the soft shadow of an object may reach beyond the object, in pixels at this size. */
const SHADOW_REACH = 30;

let setting: Setting;
beforeAll(async () => {
  setting = await loadSetting('park');
});

function changedPixels(a: Uint8Array, b: Uint8Array): { x: number; y: number }[] {
  return Array.from({ length: SIZE.width * SIZE.height }, (_, pixel) => pixel)
    .filter((pixel) => [0, 1, 2].some((channel) => a[pixel * 3 + channel] !== b[pixel * 3 + channel]))
    .map((pixel) => ({ x: pixel % SIZE.width, y: Math.floor(pixel / SIZE.width) }));
}

describe.each(OBJECT_CHANGE_KINDS)('a scene with one object changed: %s', (kind) => {
  it('differs only there, and most of the difference lies in its mask', async () => {
    const scene = composeScene(setting, `difference ${kind}`, SIZE);
    const double = await doubleScene(setting, scene, [kind], createRandom(kind));
    expect(double?.differences).toMatchObject([{ kind }]);
    if (!double) return;
    const { original, altered, differences } = await renderDouble(setting, scene, double);
    const { mask } = differences[0];
    const changed = changedPixels(original.data, altered.data);
    expect(changed.length).toBeGreaterThan(20);
    const { x, y, width, height } = mask.box;
    const far = changed.filter(
      (p) =>
        p.x < x - SHADOW_REACH ||
        p.y < y - SHADOW_REACH ||
        p.x > x + width + SHADOW_REACH ||
        p.y > y + height + SHADOW_REACH,
    );
    expect(far).toEqual([]);
    const own = new Set<number>();
    forEachSpan(mask, (row, from, to) => {
      for (let column = from; column < to; column++) own.add(row * SIZE.width + column);
    });
    expect(own.size).toBe(countPixels(mask));
    const inMask = changed.filter((p) => own.has(p.y * SIZE.width + p.x)).length;
    expect(inMask / own.size).toBeGreaterThan(0.03);
  });
});

describe('a double', () => {
  it('has each change on an object of its own', async () => {
    const scene = composeScene(setting, 'many', SIZE);
    const double = await doubleScene(setting, scene, ['remove', 'recolour', 'variant', 'remove'], createRandom('many'));
    expect(double?.differences.map(({ kind }) => kind)).toEqual(['remove', 'recolour', 'variant', 'remove']);
    expect(new Set(double?.differences.map(({ objectId }) => objectId)).size).toBe(4);
    expect(double?.altered.objects.length).toBe(scene.objects.length - 2);
  });

  it('never takes the ground from under another object', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const scene = composeScene(setting, `${seed}`, SIZE);
      const double = await doubleScene(setting, scene, ['remove', 'move'], createRandom(`${seed}`));
      const left = new Set(double?.altered.objects.map(({ id }) => id));
      const hosts = double?.altered.objects.flatMap(({ host }) => host ?? []) ?? [];
      expect(hosts.filter((host) => !left.has(host))).toEqual([]);
    }
  });

  it('is the same for the same chance', async () => {
    const scene = composeScene(setting, 'same', SIZE);
    const [first, second] = await Promise.all(
      [1, 2].map(() => doubleScene(setting, scene, ['move', 'resize'], createRandom('same'))),
    );
    expect(first).toEqual(second);
  });

  it('is refused when more changes are asked for than there are objects', async () => {
    const scene = composeScene(setting, 'few', SIZE);
    const two = { ...scene, objects: scene.objects.slice(0, 2) };
    expect(await doubleScene(setting, two, ['remove', 'remove', 'remove'], createRandom('few'))).toBeUndefined();
  });
});
