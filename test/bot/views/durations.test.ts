import { expect, it } from 'vitest';
import { durationText, relativeTime } from '../../../src/bot/views/durations.ts';

it.each([
  [0, '0:00'],
  [7999, '0:07'],
  [750_000, '12:30'],
  [3_599_999, '59:59'],
  [3_900_000, '1:05:00'],
  [90_061_000, '25:01:01'],
])('%i ms read %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it('a moment is told in seconds', () => {
  expect(relativeTime(1_700_000_000_999)).toBe('<t:1700000000:R>');
});
