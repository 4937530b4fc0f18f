import type { RgbImage } from '../../imaging/image.ts';
import { type FindFacesAndText, findFacesAndText } from '../../segmentation/keep/find-keepers.ts';
import type { Helper } from './helper.ts';
import { callOffUnbegun, newState } from './helper-messages.ts';

/**
 * Has faces and lettering of a picture looked for in the helper's thread from now on. What is found is the same wherever
 * that is done; what the helper has not begun by the time somebody wants to know, or has failed at, is done here.
 *
 * @param signal calls it off when nobody will want to know
 * @returns tells what was found in that picture, and throws a RangeError when it is asked about another one
 */
export function lookAhead(image: RgbImage, helper: Helper | undefined, signal?: AbortSignal): FindFacesAndText {
  if (!helper) return findFacesAndText;
  const [request, state] = [helper.number(), newState()];
  const seen = helper.look({ kind: 'look', request, image, state });
  const callOff = () => {
    if (callOffUnbegun(state)) helper.forget(request);
  };
  signal?.addEventListener('abort', callOff, { once: true });
  return async (picture) => {
    if (picture !== image)
      throw new RangeError('lookAhead: expected the picture that is looked at, received another one');
    callOff();
    return (await seen) ?? findFacesAndText(picture);
  };
}
