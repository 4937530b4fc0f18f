import type { Circle } from '../../src/contract/geometry.ts';
import type { EncodedPicture, FoundDifference, SpotResult } from '../../src/contract/messages.ts';

const picture = (width: number, height: number, mediaType: EncodedPicture['mediaType'] = 'image/png') => ({
  bytes: new Uint8Array([1, 2, 3]),
  mediaType,
  width,
  height,
});

/** A place of 40 x 30 pixels around a point. */
export function foundAt(id: number, x: number, y: number): FoundDifference {
  const circle: Circle = { x, y, radius: 25 };
  const box = { x: x - 20, y: y - 15, width: 40, height: 30 };
  return { id, box, circle, contours: [], score: 0.5 };
}

/** Two pictures of 1200 x 800 (cells of 100 x 100) that differ at C1 and K5. */
export function sampleSpot(changes: Partial<SpotResult> = {}): SpotResult {
  return {
    width: 1200,
    height: 800,
    registration: { model: 'identity', matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], overlap: 1 },
    differences: [foundAt(1, 250, 50), foundAt(2, 1050, 450)],
    aCircled: picture(1200, 800),
    bCircled: picture(1200, 800),
    sideBySide: picture(1200, 1616),
    timings: { decodeMs: 1, detectMs: 2, drawMs: 3, totalMs: 6 },
    ...changes,
  };
}

export const heatMap = picture(1200, 800, 'image/webp');
