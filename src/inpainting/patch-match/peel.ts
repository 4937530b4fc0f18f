import { FEATURE_BYTES, PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import type { NearestNeighbourField } from './field.ts';

/** Passes of search for each layer: the level is small and a bad start is never mended. */
const PASSES = 6;
const KNOWN = 255;

function copyFeatures(features: Uint8Array, from: number, to: number): void {
  features.copyWithin(to * FEATURE_BYTES, from * FEATURE_BYTES, (from + 1) * FEATURE_BYTES);
}

/** Pixels of the hole that touch what is known. */
function nextLayer(isOpen: Uint8Array, hole: Int32Array, width: number): number[] {
  return Array.from(hole).filter((pixel) => {
    if (!isOpen[pixel]) return false;
    const x = pixel % width;
    const known = (neighbour: number) => neighbour >= 0 && neighbour < isOpen.length && !isOpen[neighbour];
    return (
      known(pixel - width) || known(pixel + width) || (x > 0 && known(pixel - 1)) || (x + 1 < width && known(pixel + 1))
    );
  });
}

/**
 * Fills the hole of a small level for the first time: layer by layer from its border (Newson et al. 2017), each pixel
 * from the patch that fits what is known around it best.
 */
export function peel(nnf: NearestNeighbourField): void {
  const { width, height, features, sources, hole } = nnf.field;
  const inside = (value: number, length: number) =>
    Math.min(length - 1 - PATCH_RADIUS_PX, Math.max(PATCH_RADIUS_PX, value));
  const centreOf = (pixel: number) => inside(Math.floor(pixel / width), height) * width + inside(pixel % width, width);
  const isOpen = nnf.level.hole.slice();
  const setKnown = (pixel: number, value: number) =>
    nnf.known.fill(value, pixel * FEATURE_BYTES, (pixel + 1) * FEATURE_BYTES);
  nnf.known.fill(KNOWN);
  for (const pixel of hole.view) setKnown(pixel, 0);
  for (let layer = nextLayer(isOpen, hole.view, width); layer.length > 0; layer = nextLayer(isOpen, hole.view, width)) {
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
