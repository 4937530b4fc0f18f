import type { RgbImage } from '../../imaging/image.ts';
import { type FindFacesAndText, findFacesAndText } from '../../segmentation/keep/find-keepers.ts';
import type { Helper } from './helper.ts';
import { callOffUnbegun, newState } from './helper-messages.ts';

/**
 * Has faces and lettering of a picture looked for in the helper's thread from now on. What is found is the same wherever
 * that is done; what the helper has not begun by the time somebody wants to know is done here.
 *
 * @returns tells what was found in that picture
 */
export function lookAhead(image: RgbImage, helper: Helper | undefined): FindFacesAndText {
  if (!helper) return findFacesAndText;
  const [request, state] = [helper.number(), newState()];
  const seen = helper.look({ kind: 'look', request, image, state });
  return async (picture) => {
    if (callOffUnbegun(state)) helper.forget(request);
    return (await seen) ?? findFacesAndText(picture);
  };
}
