import type { Corners } from './region-corners.ts';
import { colourDistance, type RegionGraph } from './region-graph.ts';

/** The frame around a box is as broad as this share of the box's sides, but at least so many pixels. */
const FRAME = { share: 0.5, leastPx: 4 };
/** A contrast (Lab) greater than this is as good as any: one white speck does not make clutter. */
const STRONGEST = 40;

/** How much the regions of a graph differ from the pixel before and above, summed from the corner: boxes are added up at once. */
function sumContrasts(graph: RegionGraph): Float64Array {
  const { width, height, data } = graph.labels;
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0, pixel = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++, pixel++) {
      const label = data[pixel];
      if (x > 0 && data[pixel - 1] !== label) row += Math.min(STRONGEST, colourDistance(graph, label, data[pixel - 1]));
      if (y > 0 && data[pixel - width] !== label)
        row += Math.min(STRONGEST, colourDistance(graph, label, data[pixel - width]));
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  return sums;
}

/** How busy the places of a picture are: a thing stands out from its surroundings, a patch of foliage lies in more of it. */
export class ClutterMap {
  private readonly width: number;
  private readonly height: number;
  private readonly sums: Float64Array;

  constructor(graph: RegionGraph) {
    this.width = graph.labels.width;
    this.height = graph.labels.height;
    this.sums = sumContrasts(graph);
  }

  /** The mean contrast (Lab) of each pixel to those before and above: within a box, and in the frame around it. */
  around([minX, minY, maxX, maxY]: Corners): { boxClutter: number; frameClutter: number } {
    const across = Math.max(FRAME.leastPx, Math.round((maxX - minX + 1) * FRAME.share));
    const down = Math.max(FRAME.leastPx, Math.round((maxY - minY + 1) * FRAME.share));
    const left = Math.max(0, minX - across);
    const top = Math.max(0, minY - down);
    const right = Math.min(this.width, maxX + 1 + across);
    const bottom = Math.min(this.height, maxY + 1 + down);
    // The first pixels beyond the box hold its own outline.
    const boxSum = this.sum(minX, minY, Math.min(this.width, maxX + 2), Math.min(this.height, maxY + 2));
    const area = (maxX - minX + 1) * (maxY - minY + 1);
    const frameArea = (right - left) * (bottom - top) - area;
    const frameSum = this.sum(left, top, right, bottom) - boxSum;
    return { boxClutter: boxSum / area, frameClutter: frameArea > 0 ? Math.max(0, frameSum) / frameArea : 0 };
  }

  /** The sum over a box, half-open. */
  private sum(left: number, top: number, right: number, bottom: number): number {
    const { sums } = this;
    const [above, below] = [top * (this.width + 1), bottom * (this.width + 1)];
    return sums[below + right] - sums[above + right] - sums[below + left] + sums[above + left];
  }
}
