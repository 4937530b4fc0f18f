import { CodedError } from '../contract/coded-error.ts';
import type { Box, Size } from '../contract/geometry.ts';
import type { Translate } from '../i18n.ts';
import { decodePicture } from '../imaging/codec.ts';
import { createMask, type Mask } from '../imaging/image.ts';
import { setPlaced } from '../imaging/placed-mask.ts';
import { readPicture } from './files.ts';

/** What the user wants removed. */
export interface HoleFlags {
  readonly box: readonly string[];
  readonly mask?: string;
}

/** Longer than any picture that is accepted. */
const FULL_SIDE_PX = 1_000_000;

/** Reads --box. @throws CodedError `option-invalid` when it is no box inside the picture */
function parseBox(value: string, { width, height }: Size, t: Translate): Box {
  const match = /^(\d+),(\d+),(\d+),(\d+)$/.exec(value);
  const [x, y, boxWidth, boxHeight] = (match ?? []).slice(1).map(Number);
  const isInside = x + boxWidth <= width && y + boxHeight <= height;
  if (!match || !isInside || Math.min(boxWidth, boxHeight) < 1) {
    throw new CodedError('option-invalid', {
      option: '--box',
      value,
      expected: t('cli.expected.box', { width, height }),
    });
  }
  return { x, y, width: boxWidth, height: boxHeight };
}

/** Reads a mask from a picture: whatever is not black is set. @throws CodedError those of decodePicture */
async function readMask(path: string): Promise<Mask> {
  const { width, height, data } = (await decodePicture(await readPicture(path), FULL_SIDE_PX)).image;
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    mask.data[pixel] = data[pixel * 3] | data[pixel * 3 + 1] | data[pixel * 3 + 2] ? 1 : 0;
  }
  return mask;
}

/**
 * Reads what is to be removed from a picture of this size. A mask may have another size: whoever fills it looks.
 *
 * @throws CodedError `box-and-mask`, `box-or-mask-missing`, `option-invalid`, and those of reading a picture
 */
export function readHole({ box, mask }: HoleFlags, size: Size, t: Translate): Mask | Promise<Mask> {
  if (mask !== undefined && box.length > 0) throw new CodedError('box-and-mask', {});
  if (mask !== undefined) return readMask(mask);
  if (box.length === 0) throw new CodedError('box-or-mask-missing', {});
  const hole = createMask(size.width, size.height);
  for (const value of box) {
    const placed = parseBox(value, size, t);
    const data = new Uint8Array(placed.width * placed.height).fill(1);
    setPlaced(hole, { box: placed, mask: createMask(placed.width, placed.height, data) });
  }
  return hole;
}
