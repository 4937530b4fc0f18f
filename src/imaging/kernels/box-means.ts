import type { PlaneRoom } from './plane-room.ts';

/**
 * Means over `2 * reach + 1` values in both directions, at the border over those that exist; the time does not depend
 * on the reach.
 *
 * @param plane of the room
 * @param reach whole pixels
 * @param result a plane of the room; may not be `plane`
 */
export function boxMeans(room: PlaneRoom, plane: Float32Array, reach: number, result: Float32Array): void {
  const { width, height, kernels } = room;
  const [rows, columns] = [room.plane(), room.doubles(width)];
  for (let x = 0; x < width; x++) columns[x] = 1 / (Math.min(width, x + reach + 1) - Math.max(0, x - reach));
  kernels.boxRows(plane.byteOffset, rows.byteOffset, columns.byteOffset, width, height, reach);
  kernels.boxColumns(rows.byteOffset, result.byteOffset, columns.byteOffset, width, height, reach);
  room.release(rows, columns);
}
