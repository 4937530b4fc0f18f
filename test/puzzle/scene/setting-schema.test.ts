import { describe, expect, it } from 'vitest';
import { settingSchema } from '../../../src/puzzle/scene/setting-schema.ts';

function manifest() {
  return {
    moods: { day: { haze: '#ffffff', wall: 'sand' }, night: { haze: '#000000', wall: 'night' } },
    layers: [{ id: 'room', depth: 0.5 }],
    surfaces: [
      {
        id: 'floor',
        layer: 'room',
        area: [
          [0, 0],
          [9, 0],
        ],
        scale: [1, 1],
        depth: [0, 0],
      },
    ],
    objects: [15, 20],
    parts: [
      {
        id: 'table',
        on: ['floor'],
        height: [90, 100],
        count: [1, 1],
        tops: {
          plate: [
            [0, 0],
            [9, 0],
          ],
        },
      },
      { id: 'cup', on: ['plate'], height: [40, 50], count: [1, 3] },
    ],
  };
}

type Manifest = ReturnType<typeof manifest>;

describe('a manifest', () => {
  it('is read, with what it leaves out filled in', () => {
    const { surfaces, parts } = settingSchema.parse(manifest());
    expect(surfaces[0].hold).toBe('stand');
    expect(parts[1]).toMatchObject({ mirror: true, tilt: 0, body: [], colours: {}, variants: {} });
  });

  it.each<[string, (m: Manifest) => unknown]>([
    ['a part on no place', (m) => ({ ...m, parts: [{ ...m.parts[1], on: ['moon'] }] })],
    ['a surface of no layer', (m) => ({ ...m, surfaces: [{ ...m.surfaces[0], layer: 'cellar' }] })],
    ['moods that differ in their names', (m) => ({ ...m, moods: { ...m.moods, dusk: { haze: '#ffffff' } } })],
    ['a mood without haze', (m) => ({ ...m, moods: { day: { wall: 'sand' } } })],
    ['two parts of one name', (m) => ({ ...m, parts: [m.parts[0], m.parts[0]] })],
    ['sizes the wrong way round', (m) => ({ ...m, parts: [{ ...m.parts[0], height: [100, 90] }] })],
    [
      'a name that is colour and variant',
      (m) => ({
        ...m,
        parts: [{ ...m.parts[0], colours: { leg: ['red'] }, variants: { leg: ['long'] } }],
      }),
    ],
    ['a misspelt key', (m) => ({ ...m, parts: [{ ...m.parts[0], hight: 3 }] })],
    ['a surface of one point', (m) => ({ ...m, surfaces: [{ ...m.surfaces[0], area: [[0, 0]] }] })],
  ])('is refused for %s', (_, change) => {
    expect(settingSchema.safeParse(change(manifest())).success).toBe(false);
  });
});
