import { describe, expect, it } from 'vitest';
import { spotPostView } from '../../../src/bot/views/spot-post.ts';
import { spotProgressView } from '../../../src/bot/views/spot-progress.ts';
import { JOB_STAGES, type SpotResult } from '../../../src/contract/messages.ts';
import { translator } from '../../../src/i18n.ts';
import { foundAt, heatMap, sampleSpot } from '../sample-spot.ts';
import { expectValid, filesOf, partsOf, textOf } from './valid-view.ts';

const t = translator('en-US');

function post(changes: Partial<SpotResult> = {}) {
  const view = spotPostView(sampleSpot(changes), t);
  expectValid(view);
  const galleries = partsOf(view).flatMap(({ items }) => (items ? [items.map(({ media }) => media.url)] : []));
  return { texts: textOf(view), files: filesOf(view), galleries, alts: filesOf(view).map((file) => file.description) };
}

describe('the post about two pictures', () => {
  it('shows both in one picture and says how many differences there are and where', () => {
    const { texts, galleries, alts } = post();
    expect(texts[0]).toBe('## 2 differences');
    expect(texts[1]?.split('\n').slice(0, 2)).toEqual(['A is above, B below.', '1. C1 · 2. K5']);
    expect(texts[1]).toContain('A1 to L8');
    expect(galleries).toEqual([['attachment://spot.png']]);
    expect(alts).toEqual([
      'Picture A above picture B, with the differences ringed and numbered in both: 1. C1, 2. K5.',
    ]);
  });

  it('says when there is one difference, and when there is none', () => {
    expect(post({ differences: [foundAt(1, 30, 790)] }).texts[0]).toBe('## 1 difference');
    const { texts, alts } = post({ differences: [] });
    expect(texts).toEqual(['## I found no difference', 'A is above, B below.']);
    expect(alts).toEqual(['Picture A above picture B. No difference was found.']);
  });

  it('shows the heat map too when there is one', () => {
    const { texts, galleries, alts } = post({ map: heatMap });
    expect(galleries).toEqual([['attachment://spot.png'], ['attachment://map.webp']]);
    expect(texts[2]).toContain('black where the two are alike');
    expect(alts[1]).toBe('A heat map of picture A, bright where B differs: 1. C1, 2. K5.');
    expect(post({ map: heatMap, differences: [] }).alts[1]).toContain('nothing stands out');
  });

  it('says how the pictures lie when it is not as anybody expects', () => {
    const registration = { model: 'affine', matrix: [1.02, 0, 0, 0, 1.02, 0, 0, 0, 1], overlap: 0.95 } as const;
    expect(post({ registration }).texts[1]).toContain(
      'A is above, B below. B is 2% larger; here it is laid on A. B shows 95% of A; the rest could not be compared.',
    );
  });

  it('lays the grid on the first panel when one picture holds both', () => {
    const panels = [
      { x: 100, y: 40, width: 480, height: 720 },
      { x: 620, y: 40, width: 480, height: 720 },
    ] as const;
    const sideBySide = { ...sampleSpot().sideBySide, width: 970, height: 720 };
    // Cells of 60 x 60 pixels: 8 columns, 12 rows.
    const { texts } = post({ panels, sideBySide, differences: [foundAt(1, 130, 70), foundAt(2, 555, 735)] });
    expect(texts[1]?.split('\n').slice(0, 2)).toEqual(['A is on the left, B on the right.', '1. A1 · 2. H12']);
    expect(texts[1]).toContain('A1 to H12');
  });

  it('stays within the limits however many differences there are', () => {
    const differences = Array.from({ length: 1000 }, (_, index) => foundAt(index + 1, 600, 400));
    const { texts } = post({ differences, map: heatMap });
    expect(texts[0]).toBe('## 1,000 differences');
    expect(texts[1]).toContain('60. G5 · and 940 more');
  });
});

describe('the progress of a comparison', () => {
  it('is told at every stage', () => {
    const said = (state: Parameters<typeof spotProgressView>[0], pictures: number) => {
      const view = spotProgressView(state, pictures, t);
      expectValid(view);
      return textOf(view)[0];
    };
    expect([said('fetching', 1), said('fetching', 2)]).toEqual(['Fetching the picture …', 'Fetching the pictures …']);
    expect(said('waiting', 2)).toBe('The pictures are here and wait for their turn …');
    expect(said({ stage: 'check', ratio: 0.5 }, 2)).toBe('Looking for differences … 50%');
    for (const stage of JOB_STAGES) expect(said({ stage, ratio: 0.456 }, 2)).toMatch(/… 46%$/);
  });
});
