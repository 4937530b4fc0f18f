import type { EditKind } from '../../contract/answer-key.ts';
import type { Edit } from './edit.ts';
import { recolour } from './recolour.ts';
import { remove } from './remove.ts';

/** Every kind of edit. A new one is one file and one line here. */
export const EDITS: Readonly<Record<EditKind, Edit>> = Object.freeze({ recolour, remove });
