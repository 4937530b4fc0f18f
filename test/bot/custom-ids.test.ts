import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUTTON_KINDS, buildCustomId, type CustomId, MODAL_KINDS, parseCustomId } from '../../src/bot/custom-ids.ts';

const KINDS = [...BUTTON_KINDS, ...MODAL_KINDS];
const part = fc.stringMatching(/^[\w-]{1,40}$/);
const customId: fc.Arbitrary<CustomId> = fc
  .record({ kind: fc.constantFrom(...KINDS), roundId: part }, { requiredKeys: ['kind', 'roundId'] })
  .chain((id) =>
    fc.oneof(
      fc.constant(id),
      part.map((argument) => ({ ...id, argument })),
    ),
  );

describe('custom ids', () => {
  it('come back as they went in, within 100 characters', () => {
    fc.assert(
      fc.property(customId, (id) => {
        const text = buildCustomId(id);
        expect(text.length).toBeLessThanOrEqual(100);
        expect(parseCustomId(text, KINDS)).toEqual(id);
      }),
    );
  });

  it('never throw on what somebody else made', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 150 }), (text) => {
        const parsed = parseCustomId(text, KINDS);
        if (parsed !== undefined) expect(buildCustomId(parsed)).toBe(text);
      }),
    );
  });

  it.each([
    '',
    ':',
    'guess',
    'guess:',
    ':abc',
    'Guess:abc',
    'guess:abc:',
    'guess:abc:1:2',
    'guess:a b',
    'guess:../x',
    'guess:ä',
    'toString:abc',
    `guess:${'x'.repeat(61)}`,
    `guess:${'x'.repeat(50)}:${'y'.repeat(50)}`,
  ])('refuse “%s”', (text) => {
    expect(parseCustomId(text, KINDS)).toBeUndefined();
  });

  it('belong to a button or to a modal', () => {
    expect(parseCustomId('guessed:r1', BUTTON_KINDS)).toBeUndefined();
    expect(parseCustomId('guess:r1', MODAL_KINDS)).toBeUndefined();
    expect(parseCustomId('guess:r1', BUTTON_KINDS)).toEqual({ kind: 'guess', roundId: 'r1' });
  });

  it.each([{ roundId: 'a:b' }, { roundId: '' }, { roundId: 'a'.repeat(61) }, { roundId: 'a', argument: 'x y' }])(
    'are not built from %j',
    (parts) => {
      expect(() => buildCustomId({ kind: 'hint', ...parts })).toThrow(RangeError);
    },
  );
});
