import { PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import type { NearestNeighbourField } from './field.ts';

/** Keeps a centre away from the border, as far as a patch needs. */
function inside(value: number, length: number): number {
  return Math.min(length - 1 - PATCH_RADIUS_PX, Math.max(PATCH_RADIUS_PX, value));
}

/** Gives a random source to every patch that has none. */
export function completeAtRandom(nnf: NearestNeighbourField): void {
  const { sources } = nnf.field;
  for (const centre of nnf.targets.centres.view) {
    if (sources.view[centre] < 0) sources.view[centre] = nnf.randomSource();
  }
}

/** Starts the field of a level from that of the level at half its scale: each patch's source lies where its half's does. */
export function startFrom(half: NearestNeighbourField, nnf: NearestNeighbourField): void {
  const { width, height, sources, valid } = nnf.field;
  const coarse = half.field;
  for (const centre of nnf.targets.centres.view) {
    const [x, y] = [centre % width, Math.floor(centre / width)];
    const [halfX, halfY] = [inside(x >> 1, coarse.width), inside(y >> 1, coarse.height)];
    const source = coarse.sources.view[halfY * coarse.width + halfX];
    if (source < 0) continue;
    const sourceX = 2 * (source % coarse.width) + x - 2 * halfX;
    const sourceY = 2 * Math.floor(source / coarse.width) + y - 2 * halfY;
    const fine = inside(sourceY, height) * width + inside(sourceX, width);
    if (valid.view[fine]) sources.view[centre] = fine;
  }
  completeAtRandom(nnf);
}
