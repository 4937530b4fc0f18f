import { cellName } from '../contract/grid.ts';
import type { EncodedPicture, ZoomOptions } from '../contract/messages.ts';
import type { PuzzleRecord } from '../game/puzzle-record.ts';
import type { BotServices } from './services.ts';
import { type GridPart, gridParts } from './views/zoom.ts';

/** Has a part of both pictures of a puzzle enlarged. @param userId whom the job is counted for; undefined: nobody */
async function enlarge(
  part: Omit<ZoomOptions, 'size' | 'grid'>,
  { key, pictures }: PuzzleRecord,
  userId: string | undefined,
  { stores, runner, stopping }: BotServices,
): Promise<EncodedPicture> {
  const [a, b] = await Promise.all([stores.pictures.get(pictures.original), stores.pictures.get(pictures.altered)]);
  const { width, height, grid } = key;
  const options = { size: { width, height }, grid, ...part };
  const context = { signal: stopping, ...(userId === undefined ? {} : { userId }) };
  const { picture } = await runner.run({ kind: 'zoom-pictures', a, b, options }, context);
  return picture;
}

const nameOf = ({ from, to }: GridPart, { id }: PuzzleRecord): string => `${id} ${cellName(from)} ${cellName(to)}`;

/** A part of both pictures of a puzzle, enlarged, if it is made already. */
export function readyZoomPart(
  part: GridPart,
  puzzle: PuzzleRecord,
  { zooms }: BotServices,
): EncodedPicture | undefined {
  return zooms.peek(nameOf(part, puzzle));
}

/**
 * A part of both pictures of a puzzle, enlarged: made once, however many look at it.
 *
 * @throws CodedError of the job, `picture-file-missing`
 */
export function zoomPart(part: GridPart, puzzle: PuzzleRecord, services: BotServices): Promise<EncodedPicture> {
  return services.zooms.get(nameOf(part, puzzle), () => enlarge(part, puzzle, undefined, services));
}

function prepare(part: GridPart, puzzle: PuzzleRecord, services: BotServices): void {
  zoomPart(part, puzzle, services).catch((err) => services.log.info({ err }, 'a part was not enlarged ahead'));
}

/** Has all parts made before a player wants to see one. What fails is told when that one is asked for. */
export function prepareZoom(puzzle: PuzzleRecord, services: BotServices): void {
  for (const part of gridParts(puzzle.key.grid).flat()) prepare(part, puzzle, services);
}

/** The same around a place, with a ring around it. @throws CodedError of the job, `picture-file-missing` */
export function zoomOnCircle(
  part: Omit<ZoomOptions, 'size' | 'grid'>,
  puzzle: PuzzleRecord,
  userId: string,
  services: BotServices,
): Promise<EncodedPicture> {
  return enlarge(part, puzzle, userId, services);
}
