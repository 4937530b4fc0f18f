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
  for (let start = 0; start < data.length; start++) {
    if (!data[start] || labels[start] !== BACKGROUND) continue;
    const label = components.length;
    let [minX, minY, maxX, maxY, area] = [width, height, 0, 0, 0];
    labels[start] = label;
    stack.push(start);
    while (stack.length > 0) {
      const pixel = stack.pop() as number;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      area++;
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
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
