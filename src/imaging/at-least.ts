import { createMask, type FloatMap, type Mask } from './image.ts';

/** Where a map reaches a value. */
export function atLeast({ width, height, data }: FloatMap, least: number): Mask {
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < data.length; pixel++) if (data[pixel] >= least) mask.data[pixel] = 1;
  return mask;
}
