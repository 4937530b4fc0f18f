import { describe, expect, it } from 'vitest';
import { createScene, describeScene, renderScene } from '../../src/puzzle/scene.ts';
import { sameBytes } from '../support/same-bytes.ts';

const SMALL = { width: 400, height: 266 };

describe('a scene', () => {
  it('has the same bytes for the same seed, and others for another', async () => {
    const [first, same, other] = await Promise.all(
      ['one', 'one', 'two'].map(async (seed) => renderScene(await createScene({ seed, setting: 'park', size: SMALL }))),
    );
    expect(sameBytes(same.data, first.data)).toBe(true);
    expect(sameBytes(other.data, first.data)).toBe(false);
  });

  it('chooses a setting by the seed when none is named', async () => {
    const settings = new Set<string>();
    for (let seed = 0; seed < 20; seed++) settings.add((await createScene({ seed: `${seed}`, size: SMALL })).setting);
    expect(settings.size).toBeGreaterThan(1);
  });

  it('is refused in a setting that does not exist, with those that do', async () => {
    await expect(createScene({ seed: '1', setting: '../park' })).rejects.toMatchObject({
      code: 'option-invalid',
      details: { value: '../park', expected: expect.stringContaining('kitchen, ') },
    });
  });

  it('shows the same things in every size of one shape', async () => {
    const [small, large] = await Promise.all(
      [1, 3].map((factor) =>
        createScene({ seed: '7', setting: 'park', size: { width: 300 * factor, height: 200 * factor } }),
      ),
    );
    expect(large.objects).toEqual(small.objects);
  });

  it.each([
    { width: 300, height: 300 },
    { width: 320, height: 180 },
    { width: 180, height: 320 },
  ])('fits into a picture of $width x $height', async (size) => {
    const scene = await createScene({ seed: '3', setting: 'park', size });
    const image = await renderScene(scene);
    expect([image.width, image.height]).toEqual([size.width, size.height]);
    const truth = await describeScene(scene);
    expect(truth.objects.length).toBeGreaterThan(4);
    for (const { mask } of truth.objects) {
      expect(mask.box.x + mask.box.width).toBeLessThanOrEqual(size.width);
      expect(mask.box.y + mask.box.height).toBeLessThanOrEqual(size.height);
    }
  });

  it('comes with its truth as plain JSON', async () => {
    const truth = await describeScene(await createScene({ seed: '5', setting: 'kitchen', size: SMALL }));
    expect(truth).toMatchObject({ version: 1, setting: 'kitchen', seed: '5', width: 400, height: 266 });
    expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
    expect(truth.objects.filter(({ occlusion }) => occlusion <= 0.4).length).toBeGreaterThanOrEqual(10);
  });
});
