import type { EditKind } from '../../contract/answer-key.ts';
import { detail } from './detail.ts';
import { duplicate } from './duplicate.ts';
import type { Edit } from './edit.ts';
import { mirror } from './mirror.ts';
import { move } from './move.ts';
import { recolour } from './recolour.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { resize } from './resize.ts';
import { rotate } from './rotate.ts';

/** Every kind of edit. A new one is one file and one line here. */
export const EDITS: Readonly<Record<EditKind, Edit>> = Object.freeze({
  recolour,
  remove,
  replace,
  duplicate,
  mirror,
  rotate,
  resize,
  move,
  detail,
});
