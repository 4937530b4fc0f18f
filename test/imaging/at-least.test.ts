import { expect, it } from 'vitest';
import { atLeast } from '../../src/imaging/at-least.ts';
import { createFloatMap } from '../../src/imaging/image.ts';

it('marks where a map reaches a value', () => {
  const map = createFloatMap(3, 2, Float32Array.from([0, 0.25, 0.5, 0.75, 1, 0.4999]));
  expect([...atLeast(map, 0.5).data]).toEqual([0, 0, 1, 1, 1, 0]);
  expect(atLeast(map, 0.5)).toMatchObject({ width: 3, height: 2 });
  expect(atLeast(map, 2).data.includes(1)).toBe(false);
});
