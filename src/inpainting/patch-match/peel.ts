import { FEATURE_BYTES, PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import type { NearestNeighbourField } from './field.ts';
import { FillFront } from './fill-front.ts';

/** Passes of search for each layer: the level is small and a bad start is never mended. */
const PASSES = 6;
const KNOWN = 255;

function copyFeatures(features: Uint8Array, from: number, to: number): void {
  features.copyWithin(to * FEATURE_BYTES, from * FEATURE_BYTES, (from + 1) * FEATURE_BYTES);
}

/**
 * Fills the hole of a small level for the first time, each pixel from the patch that fits what is known around it best:
 * from its border inwards, layer by layer (Newson et al. 2017) or first where lines run into it (Criminisi et al. 2004).
 */
export function peel(nnf: NearestNeighbourField, order: 'layers' | 'lines'): void {
  const { width, height, features, sources, hole } = nnf.field;
  const inside = (value: number, length: number) =>
    Math.min(length - 1 - PATCH_RADIUS_PX, Math.max(PATCH_RADIUS_PX, value));
  const centreOf = (pixel: number) => inside(Math.floor(pixel / width), height) * width + inside(pixel % width, width);
  const isOpen = nnf.level.hole.slice();
  const setKnown = (pixel: number, value: number) =>
    nnf.known.fill(value, pixel * FEATURE_BYTES, (pixel + 1) * FEATURE_BYTES);
  nnf.known.fill(KNOWN);
  for (const pixel of hole.view) setKnown(pixel, 0);
  const front = new FillFront(nnf.level, isOpen, order === 'lines' ? features.view : undefined);
  for (let layer = front.next(); layer.length > 0; layer = front.next()) {
    const centres = [...new Set(layer.map(centreOf))].sort((a, b) => a - b);
    for (const centre of centres) if (sources.view[centre] < 0) sources.view[centre] = nnf.randomSource();
    nnf.search(PASSES, nnf.knownTargets(centres));
    for (const pixel of layer) {
      const centre = centreOf(pixel);
      copyFeatures(features.view, sources.view[centre] + pixel - centre, pixel);
    }
    for (const pixel of layer) {
      isOpen[pixel] = 0;
      setKnown(pixel, KNOWN);
    }
  }
}
