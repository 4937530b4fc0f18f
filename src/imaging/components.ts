import type { Box } from '../contract/geometry.ts';
import { createLabelMap, type LabelMap, type Mask } from './image.ts';

/** A connected part of a mask. */
export interface Component {
  readonly label: number;
  /** Pixels. */
  readonly area: number;
  readonly box: Box;
}

/** Label of pixels that belong to no component. */
export const BACKGROUND = -1;

/** The next set pixel without a label from a place on; -1 when there is none. Most of a mask is empty: that is skipped fast. */
function nextUnlabelled(data: Uint8Array, labels: Int32Array, from: number): number {
  let at = from;
  while (at < data.length && data[at] && labels[at] !== BACKGROUND) at++;
  return data.indexOf(1, at);
}

/**
 * Labels the 8-connected components of a mask, in the order in which a row-by-row scan meets them.
 *
 * @returns labels 0 to count - 1, BACKGROUND (-1) elsewhere, and each component's area and box
 */
export function labelComponents(mask: Mask): { labels: LabelMap; components: Component[] } {
  const { width, height, data } = mask;
  const labels = new Int32Array(width * height).fill(BACKGROUND);
  const components: Component[] = [];
  const stack: number[] = [];
  for (let start = data.indexOf(1); start >= 0; start = nextUnlabelled(data, labels, start + 1)) {
    if (labels[start] !== BACKGROUND) continue;
    const label = components.length;
    let [minX, minY, maxX, maxY, area] = [width, height, 0, 0, 0];
    labels[start] = label;
    stack.push(start);
    while (stack.length > 0) {
      const pixel = stack.pop() as number;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      area++;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
      const [left, right] = [x > 0 ? x - 1 : x, x < width - 1 ? x + 1 : x];
      const bottom = y < height - 1 ? y + 1 : y;
      for (let ny = y > 0 ? y - 1 : y; ny <= bottom; ny++) {
        for (let neighbour = ny * width + left; neighbour <= ny * width + right; neighbour++) {
          if (!data[neighbour] || labels[neighbour] !== BACKGROUND) continue;
          labels[neighbour] = label;
          stack.push(neighbour);
        }
      }
    }
    components.push({ label, area, box: { x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1 } });
  }
  return { labels: createLabelMap(width, height, labels, components.length), components };
}
