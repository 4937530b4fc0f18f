import { distanceToSet } from './distance.ts';
import { createMask, type Mask } from './image.ts';

function thresholdDistance(mask: Mask, isSet: (distance: number) => boolean): Mask {
  const distance = distanceToSet(mask).data;
  const result = createMask(mask.width, mask.height);
  for (let pixel = 0; pixel < distance.length; pixel++) result.data[pixel] = isSet(distance[pixel]) ? 1 : 0;
  return result;
}

/** The mask with every 0 turned to 1 and back. */
export function invert(mask: Mask): Mask {
  return createMask(
    mask.width,
    mask.height,
    mask.data.map((value) => 1 - value),
  );
}

/** Grows a mask by a disc of this radius in pixels (any real number >= 0). */
export function dilate(mask: Mask, radius: number): Mask {
  return thresholdDistance(mask, (distance) => distance <= radius);
}

/** Shrinks a mask by a disc of this radius in pixels; outside the image counts as set. */
export function erode(mask: Mask, radius: number): Mask {
  return thresholdDistance(invert(mask), (distance) => distance > radius);
}

/** Removes what is thinner than the disc: erosion, then dilation. */
export function open(mask: Mask, radius: number): Mask {
  return dilate(erode(mask, radius), radius);
}
