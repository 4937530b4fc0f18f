import type { Circle } from '../../contract/geometry.ts';
import { type Component, labelComponents } from '../../imaging/components.ts';
import { minimumEnclosingCircle } from '../../imaging/geometry.ts';
import { createMask, type LabelMap, type Mask } from '../../imaging/image.ts';
import { outlinePoints } from '../../imaging/placed-mask.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';

/** A connected part of a mask with the mean of a map over it. */
export interface Part extends Component {
  /** 0 to 1. */
  readonly score: number;
  /** The smallest circle that encloses the part's pixels whole. */
  readonly circle: () => Circle;
}

function circleOf({ label, box }: Component, { width, data }: LabelMap): Circle {
  const mask = createMask(box.width, box.height);
  for (let y = 0, to = 0; y < box.height; y++) {
    const row = (box.y + y) * width + box.x;
    for (let x = 0; x < box.width; x++, to++) mask.data[to] = data[row + x] === label ? 1 : 0;
  }
  return minimumEnclosingCircle(outlinePoints({ box, mask }));
}

/**
 * The connected parts of a mask, the largest first; those of one area in the order of a row-by-row scan.
 *
 * @param map one byte a pixel, of the mask's size
 */
export function collectParts(mask: Mask, map: Uint8Array): Part[] {
  const { labels, components } = labelComponents(mask);
  const sums = new Float64Array(components.length);
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (labels.data[pixel] >= 0) sums[labels.data[pixel]] += map[pixel];
  }
  const parts = components.map((component) => ({
    ...component,
    score: sums[component.label] / component.area / MAX_GREY_LEVEL,
    circle: () => circleOf(component, labels),
  }));
  return parts.sort((one, other) => other.area - one.area || one.label - other.label);
}
