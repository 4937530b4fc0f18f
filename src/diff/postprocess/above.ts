import { createMask, type FloatMap, type Mask } from '../../imaging/image.ts';

/** The pixels at which a map is larger than a level. */
export function above({ width, height, data }: FloatMap, level: number): Mask {
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < data.length; pixel++) mask.data[pixel] = data[pixel] > level ? 1 : 0;
  return mask;
}
