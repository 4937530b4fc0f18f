import type { Patch } from '../../../imaging/patch.ts';
import type { EditContext } from '../edit.ts';
import { keepLevels } from './keep-levels.ts';
import { keepUnseen } from './keep-unseen.ts';

/**
 * The last touch to a patch with a thing or a filling: only what is seen to change does, in the picture's own colours.
 *
 * @param patch is changed in place
 */
export function settle({ image, facts }: Pick<EditContext, 'image' | 'facts'>, patch: Patch): void {
  keepUnseen(image, patch);
  keepLevels(image, facts.levels, patch);
}
