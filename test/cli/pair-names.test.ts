import { describe, expect, it } from 'vitest';
import { pairNames } from '../../src/cli/pair-names.ts';

describe('pairNames', () => {
  it('puts equal names together, numbers in their order', () => {
    expect(pairNames(['p10.png', 'p2.png', 'only.png'], ['p2.png', 'p10.png', 'other.png'])).toEqual({
      pairs: [
        { name: 'p2', a: 'p2.png', b: 'p2.png' },
        { name: 'p10', a: 'p10.png', b: 'p10.png' },
      ],
      alone: { a: ['only.png'], b: ['other.png'] },
    });
  });

  it('lets endings differ', () => {
    expect(pairNames(['park.v2.png'], ['park.v2.jpg']).pairs).toEqual([
      { name: 'park.v2', a: 'park.v2.png', b: 'park.v2.jpg' },
    ]);
  });

  it('prefers names that are equal to the last letter', () => {
    expect(pairNames(['x.jpg', 'x.png'], ['x.png', 'x.webp'])).toEqual({
      pairs: [
        { name: 'x.jpg', a: 'x.jpg', b: 'x.webp' },
        { name: 'x.png', a: 'x.png', b: 'x.png' },
      ],
      alone: { a: [], b: [] },
    });
  });

  it('takes none where it is not clear which one is meant', () => {
    expect(pairNames(['x.jpg', 'x.png'], ['x.webp', 'X.png'])).toEqual({
      pairs: [],
      alone: { a: ['x.jpg', 'x.png'], b: ['X.png', 'x.webp'].sort(new Intl.Collator('en').compare) },
    });
    expect(pairNames(['x.jpg'], ['x.webp', 'x.png']).pairs).toEqual([]);
  });

  it('of empty folders is empty', () => {
    expect(pairNames([], [])).toEqual({ pairs: [], alone: { a: [], b: [] } });
  });
});
