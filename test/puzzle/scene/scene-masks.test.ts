import { describe, expect, it } from 'vitest';
import { countPixels, forEachSpan } from '../../../src/contract/run-length-mask.ts';
import { parsePartTemplate } from '../../../src/puzzle/scene/part-template.ts';
import { sceneMasks } from '../../../src/puzzle/scene/scene-masks.ts';
import type { Scene } from '../../../src/puzzle/scene/scene-model.ts';
import type { Setting } from '../../../src/puzzle/scene/setting.ts';
import { settingSchema } from '../../../src/puzzle/scene/setting-schema.ts';

const SIZE = { width: 160, height: 100 };

/** A room of plain boxes, 10 units a side, and a near layer that covers the lowest 20 units. */
const setting: Setting = {
  name: 'test',
  manifest: settingSchema.parse({
    moods: { day: { haze: '#ffffff' } },
    layers: [
      { id: 'back', depth: 1 },
      { id: 'front', depth: 0 },
    ],
    surfaces: [
      {
        id: 'floor',
        layer: 'back',
        area: [
          [0, 0],
          [160, 0],
        ],
        scale: [1, 1],
        depth: [0, 0],
        shadow: 'ground',
      },
    ],
    objects: [1, 1],
    parts: [{ id: 'box', on: ['floor'], height: [10, 10], count: [1, 1] }],
  }),
  templates: new Map([
    [
      'back',
      parsePartTemplate('back', '<svg viewBox="0 0 160 100"><rect width="160" height="100" fill="#ffffff"/></svg>'),
    ],
    [
      'front',
      parsePartTemplate(
        'front',
        '<svg viewBox="0 0 160 100"><rect y="80" width="160" height="20" fill="#00ff00"/></svg>',
      ),
    ],
    ['box', parsePartTemplate('box', '<svg viewBox="0 0 10 10"><rect width="10" height="10" fill="#ff0000"/></svg>')],
  ]),
};

function box(id: string, x: number, y: number, depth: number) {
  const look = { colours: {}, variants: {}, tilt: 0, mirrored: false, shadow: 'ground' as const };
  return {
    id,
    type: 'box',
    surface: 'floor',
    layer: 'back',
    x,
    y,
    anchor: { x: 0, y: 0 },
    scale: 1,
    perspective: 1,
    depth,
    ...look,
  };
}

function sceneOf(...objects: Scene['objects']): Scene {
  const layers = [
    { id: 'back', depth: 1, variants: {} },
    { id: 'front', depth: 0, variants: {} },
  ];
  return { setting: 'test', seed: '1', mood: 'day', size: SIZE, frame: { x: 0, y: 0, ...SIZE }, layers, objects };
}

describe('the visible mask', () => {
  it('of a free object is the object, without its shadow', async () => {
    const masks = await sceneMasks(setting, sceneOf(box('a', 30, 20, 0.5)));
    expect(masks.get('a')).toEqual({
      mask: { box: { x: 30, y: 20, width: 10, height: 10 }, counts: [0, 100] },
      visiblePixels: 100,
      occlusion: 0,
    });
  });

  it('lacks what a nearer object covers', async () => {
    const masks = await sceneMasks(setting, sceneOf(box('far', 30, 20, 0.5), box('near', 36, 20, 0.2)));
    expect(masks.get('far')?.mask.box).toEqual({ x: 30, y: 20, width: 6, height: 10 });
    expect(masks.get('far')?.occlusion).toBeCloseTo(0.4);
    expect(masks.get('near')?.occlusion).toBe(0);
  });

  it('lacks what a nearer layer covers', async () => {
    const masks = await sceneMasks(setting, sceneOf(box('a', 30, 75, 0.5)));
    expect(masks.get('a')?.mask.box).toEqual({ x: 30, y: 75, width: 10, height: 5 });
    expect(masks.get('a')?.occlusion).toBeCloseTo(0.5);
  });

  it('of a hidden object is empty', async () => {
    const masks = await sceneMasks(setting, sceneOf(box('far', 30, 20, 0.5), box('near', 30, 20, 0.2)));
    expect(masks.get('far')).toMatchObject({ visiblePixels: 0, occlusion: 1 });
    expect(countPixels(masks.get('far')?.mask ?? { box: { x: 0, y: 0, width: 1, height: 1 }, counts: [0, 1] })).toBe(0);
  });

  it('belongs to one object alone', async () => {
    const scene = sceneOf(box('a', 30, 20, 0.5), box('b', 34, 24, 0.4), box('c', 38, 28, 0.3));
    const owners = new Uint8Array(SIZE.width * SIZE.height);
    for (const { mask } of (await sceneMasks(setting, scene)).values()) {
      forEachSpan(mask, (y, from, to) => {
        for (let x = from; x < to; x++) owners[y * SIZE.width + x]++;
      });
    }
    expect(Math.max(...owners)).toBe(1);
  });
});
