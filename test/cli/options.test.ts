import { describe, expect, it } from 'vitest';
import { parseLevel, parseScene, parseSeed, parseWhole } from '../../src/cli/options.ts';
import { translator } from '../../src/i18n.ts';

const t = translator('en');
const coded = (code: string) => expect.objectContaining({ name: 'CodedError', code });

describe('a level', () => {
  it.each([
    ['easy', 'easy'],
    ['medium', 'medium'],
    ['hard', 'hard'],
    ['expert', 'expert'],
    ['1', 'easy'],
    ['2', 'hard'],
  ])('%s is %s', (text, level) => {
    expect(parseLevel(text, t)).toBe(level);
  });

  it.each(['', 'Easy', '0', '4', 'constructor', '__proto__'])('is not %j', (text) => {
    expect(() => parseLevel(text, t)).toThrow(coded('option-invalid'));
  });

  it('of random circles is not there yet', () => {
    expect(() => parseLevel('3', t)).toThrow(coded('level-needs-circles'));
  });
});

describe('a whole number', () => {
  const parse = (text: string) => parseWhole('--spots', text, { min: 1, max: 15 }, t);

  it.each(['1', '7', '15', '07'])('is %s', (text) => {
    expect(parse(text)).toBe(Number(text));
  });

  it.each(['', ' ', '0', '16', '-1', '+1', '1.5', '1e1', '0x5', 'abc', '٣', '999999999999999999999'])(
    'within bounds is not %j',
    (text) => {
      expect(() => parse(text)).toThrow(coded('option-invalid'));
    },
  );
});

describe('a scene', () => {
  it('is a setting, or any when none is named', () => {
    expect(parseScene('park')).toBe('park');
    expect(parseScene(true)).toBe('any');
  });

  it.each(['', 'Park', 'moon', '../park', 'constructor'])('is not %j', (text) => {
    expect(() => parseScene(text)).toThrow(coded('option-invalid'));
  });
});

describe('a seed', () => {
  it('is any text of up to 100 characters', () => {
    for (const seed of ['', 'a', '日本', 'x'.repeat(100)]) expect(parseSeed(seed, t)).toBe(seed);
    expect(() => parseSeed('x'.repeat(101), t)).toThrow(coded('option-invalid'));
  });

  it('is a new one when none is given', () => {
    expect(parseSeed(undefined, t)).not.toBe(parseSeed(undefined, t));
  });
});
