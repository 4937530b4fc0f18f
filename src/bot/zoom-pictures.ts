import type { EncodedPicture, ZoomOptions } from '../contract/messages.ts';
import type { PuzzleRecord } from '../game/puzzle-record.ts';
import type { BotServices } from './services.ts';

/** Has a part of both pictures of a puzzle enlarged. @throws CodedError of the job, `picture-file-missing` */
export async function zoomPictures(
  part: Omit<ZoomOptions, 'size' | 'grid'>,
  { key, pictures }: PuzzleRecord,
  userId: string,
  { stores, runner, stopping }: BotServices,
): Promise<EncodedPicture> {
  const [a, b] = await Promise.all([stores.pictures.get(pictures.original), stores.pictures.get(pictures.altered)]);
  const { width, height, grid } = key;
  const options = { size: { width, height }, grid, ...part };
  const { picture } = await runner.run({ kind: 'zoom-pictures', a, b, options }, { userId, signal: stopping });
  return picture;
}
