import type { AnswerKey } from '../contract/answer-key.ts';
import type { SceneSetting } from '../contract/scene-settings.ts';

/** The four pictures of a puzzle. */
export const PICTURE_ROLES = ['original', 'altered', 'board', 'answers'] as const;
export type PictureRole = (typeof PICTURE_ROLES)[number];

/** A picture file as the PictureStore names it: `<sha256>.<ext>`. */
export type PictureName = string;

/** A puzzle that was made: who asked for it, its key, and where its pictures are. Plain JSON. */
export interface PuzzleRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly createdAt: number;
  readonly key: AnswerKey;
  readonly pictures: Readonly<Record<PictureRole, PictureName>>;
  /** Where the scene plays, when the picture is one. */
  readonly scene?: SceneSetting;
}
