import type { FloatPlanes } from '../imaging/image.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';

/** The mean colour under a mask that is not empty. @param lab the image in whose pixels the mask is placed, in CIE Lab */
export function averageLab({ width, planes }: FloatPlanes, { box, mask }: PlacedMask): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  mask.data.forEach((isSet, at) => {
    if (!isSet) return;
    const pixel = (box.y + Math.floor(at / box.width)) * width + box.x + (at % box.width);
    for (let channel = 0; channel < 3; channel++) sum[channel] += planes[channel][pixel];
    count++;
  });
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
