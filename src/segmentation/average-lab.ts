import { rgbToLabInto } from '../imaging/colour.ts';
import type { RgbImage } from '../imaging/image.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';

/** The CIE Lab mean colour of an image's pixels under a mask that is not empty. */
export function averageLab(image: RgbImage, { box, mask }: PlacedMask): [number, number, number] {
  const [sum, lab] = [[0, 0, 0] as [number, number, number], new Float64Array(3)];
  let count = 0;
  mask.data.forEach((isSet, at) => {
    if (!isSet) return;
    const pixel = ((box.y + Math.floor(at / box.width)) * image.width + box.x + (at % box.width)) * 3;
    rgbToLabInto(image.data[pixel], image.data[pixel + 1], image.data[pixel + 2], lab);
    for (let channel = 0; channel < 3; channel++) sum[channel] += lab[channel];
    count++;
  });
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
