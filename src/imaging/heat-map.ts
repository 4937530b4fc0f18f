import { createRgbImage, type FloatMap, type RgbImage } from './image.ts';

const MAX_BYTE = 255;
/** Small values matter most: the square root lifts them. */
const heat = (value: number) => Math.sqrt(Math.min(1, Math.max(0, value)));

/** Draws a map of 0 to 1 as heat: black, red, yellow, white. */
export function drawHeatMap({ width, height, data }: FloatMap): RgbImage {
  const image = createRgbImage(width, height);
  for (let pixel = 0; pixel < data.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      // Each third of the scale lights one more channel.
      const lit = heat(data[pixel]) * 3 - channel;
      image.data[pixel * 3 + channel] = Math.round(Math.min(1, Math.max(0, lit)) * MAX_BYTE);
    }
  }
  return image;
}
