import type { Box } from '../../contract/geometry.ts';
import { labelComponents } from '../../imaging/components.ts';
import { growBox, scaleBox, unionBox } from '../../imaging/geometry.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';

/** Side of a tile: changes in neighbouring tiles are looked at together. */
const TILE_PX = 32;
const CHANNELS = 3;

const bufferOf = ({ data }: RgbImage) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

/** The tiles that hold a pixel which differs. */
function changedTiles(a: RgbImage, b: RgbImage): Mask {
  const tiles = createMask(Math.ceil(a.width / TILE_PX), Math.ceil(a.height / TILE_PX));
  const [one, other] = [bufferOf(a), bufferOf(b)];
  const stride = a.width * CHANNELS;
  for (let y = 0; y < a.height; y++) {
    const start = y * stride;
    if (one.compare(other, start, start + stride, start, start + stride) === 0) continue;
    const row = Math.floor(y / TILE_PX) * tiles.width;
    for (let tile = 0; tile < tiles.width; tile++) {
      const from = start + tile * TILE_PX * CHANNELS;
      const to = Math.min(start + stride, from + TILE_PX * CHANNELS);
      if (!tiles.data[row + tile] && one.compare(other, from, to, from, to) !== 0) tiles.data[row + tile] = 1;
    }
  }
  return tiles;
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Boxes that overlap made one, until none do. */
function uniteOverlapping(boxes: readonly Box[]): Box[] {
  const apart: Box[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let at = apart.findIndex((each) => overlap(each, grown)); at >= 0; ) {
      grown = unionBox(grown, apart.splice(at, 1)[0]);
      at = apart.findIndex((each) => overlap(each, grown));
    }
    apart.push(grown);
  }
  return apart;
}

/**
 * Boxes that hold all pixels in which two images of one size differ, and everything within `reach` pixels of those. No
 * two boxes overlap.
 */
export function changedBoxes(a: RgbImage, b: RgbImage, reach: number): Box[] {
  const tiles = changedTiles(a, b);
  const inPixels = { width: tiles.width * TILE_PX, height: tiles.height * TILE_PX };
  const boxes = labelComponents(tiles).components.map(({ box }) => growBox(scaleBox(box, tiles, inPixels), reach, a));
  return uniteOverlapping(boxes);
}
