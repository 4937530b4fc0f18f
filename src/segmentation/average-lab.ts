import type { FloatPlanes } from '../imaging/image.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';

/** The mean colour under a mask that is not empty. @param lab the image in whose pixels the mask is placed, in CIE Lab */
export function averageLab({ width, planes }: FloatPlanes, { box, mask }: PlacedMask): [number, number, number] {
  const [lightness, redness, yellowness] = planes;
  let [l, a, b, count] = [0, 0, 0, 0];
  for (let y = 0, at = 0; y < box.height; y++) {
    const row = (box.y + y) * width + box.x;
    for (let x = 0; x < box.width; x++, at++) {
      if (!mask.data[at]) continue;
      l += lightness[row + x];
      a += redness[row + x];
      b += yellowness[row + x];
      count++;
    }
  }
  return [l / count, a / count, b / count];
}
