import { extname } from 'node:path';
import { AttachmentBuilder, MediaGalleryItemBuilder } from 'discord.js';
import type { AnswerKey } from '../../contract/answer-key.ts';
import { cellName } from '../../contract/grid.ts';
import type { PictureRole, PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Translate } from '../../i18n.ts';
import { nameOfDifference } from './places.ts';

/** File names are ASCII without spaces: they are parts of `attachment://` addresses. */
const STEMS: Readonly<Record<PictureRole, string>> = {
  board: 'board',
  original: 'a',
  altered: 'b',
  answers: 'answers',
};

/** What the files of a puzzle are called and say to those who cannot see them. */
export type PuzzleFiles = Pick<PuzzleRecord, 'key' | 'pictures' | 'scene'>;

function fileName({ pictures }: PuzzleFiles, role: PictureRole): string {
  return `${STEMS[role]}${extname(pictures[role])}`;
}

function altText({ key, scene }: PuzzleFiles, role: PictureRole, t: Translate): string {
  const { grid, differences, width, height } = key;
  const count = differences.length;
  const lastColumn = cellName({ column: grid.columns - 1, row: 0 }).replace(/\d+$/, '');
  const places = (answers: AnswerKey) => answers.differences.map(({ id }) => nameOfDifference(answers, id)).join(', ');
  const texts: Readonly<Record<PictureRole, () => string>> = {
    board: () => t('alt.board', { lastColumn, rows: grid.rows, count }),
    original: () =>
      scene === undefined
        ? t('alt.original', { width, height })
        : t('alt.originalScene', { scene: t(`scenes.${scene}`), width, height }),
    altered: () => t('alt.altered', { count, width, height }),
    answers: () => t('alt.answers', { places: places(key) }),
  };
  return texts[role]();
}

/** A picture as a file of a message. */
export function pictureFile(
  puzzle: PuzzleFiles,
  role: PictureRole,
  bytes: Uint8Array,
  t: Translate,
): AttachmentBuilder {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new AttachmentBuilder(buffer, { name: fileName(puzzle, role), description: altText(puzzle, role, t) });
}

/** The place in a gallery where that file shows. */
export function galleryItem(puzzle: PuzzleFiles, role: PictureRole, t: Translate): MediaGalleryItemBuilder {
  return new MediaGalleryItemBuilder()
    .setURL(`attachment://${fileName(puzzle, role)}`)
    .setDescription(altText(puzzle, role, t));
}
