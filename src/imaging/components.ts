import type { Box } from '../contract/geometry.ts';
import { createLabelMap, type LabelMap, type Mask } from './image.ts';

/** A connected part of a mask. */
export interface Component {
  readonly label: number;
  /** Pixels. */
  readonly area: number;
  readonly box: Box;
}

/** Set pixels beside each other in one row. Places are those in the mask's data. */
export interface Run {
  readonly start: number;
  /** The first place after it. */
  readonly end: number;
}

/** A connected part of a mask as the runs that it consists of, in reading order. */
export interface RunComponent extends Component {
  readonly runs: readonly Run[];
}

/** Label of pixels that belong to no component. */
export const BACKGROUND = -1;

interface PlacedRun extends Run {
  readonly row: number;
}

/** The runs of a mask in reading order. Most of a mask is empty: that is skipped fast. */
export function runsOf({ width, data }: Mask): PlacedRun[] {
  const runs: PlacedRun[] = [];
  for (let start = data.indexOf(1); start >= 0; ) {
    const row = Math.floor(start / width);
    const rowEnd = (row + 1) * width;
    let end = start + 1;
    while (end < rowEnd && data[end]) end++;
    runs.push({ row, start, end });
    start = data.indexOf(1, end);
  }
  return runs;
}

/** The first run, in reading order, of the tree that a run hangs in; shortens the way there. */
function rootOf(parents: Int32Array, run: number): number {
  let root = run;
  while (parents[root] !== root) root = parents[root];
  for (let at = run; parents[at] !== root; ) [at, parents[at]] = [parents[at], root];
  return root;
}

function join(parents: Int32Array, one: number, other: number): void {
  const [a, b] = [rootOf(parents, one), rootOf(parents, other)];
  if (a < b) parents[b] = a;
  else parents[a] = b;
}

/** For each run another one of the same component that comes before it, or itself. */
function joinRuns(runs: readonly PlacedRun[], width: number): Int32Array {
  const parents = new Int32Array(runs.length);
  for (let at = 0; at < parents.length; at++) parents[at] = at;
  let first = 0;
  for (let at = 0; at < runs.length; at++) {
    const { row, start, end } = runs[at];
    // Runs of the row above, moved down by one: those that end left of this run touch none of the later ones either.
    while (runs[first].row < row - 1 || (runs[first].row === row - 1 && runs[first].end + width < start)) first++;
    for (let above = first; runs[above].row === row - 1 && runs[above].start + width <= end; above++) {
      join(parents, at, above);
    }
  }
  return parents;
}

function componentOf(runs: readonly PlacedRun[], label: number, width: number): RunComponent {
  let [minX, maxX, area] = [width, 0, 0];
  for (const { row, start, end } of runs) {
    area += end - start;
    minX = Math.min(minX, start - row * width);
    maxX = Math.max(maxX, end - row * width);
  }
  const y = runs[0].row;
  const height = runs[runs.length - 1].row + 1 - y;
  return { label, area, box: { x: minX, y, width: maxX - minX, height }, runs };
}

/**
 * Finds the 8-connected components of a mask, in the order in which a row-by-row scan meets them. The work follows
 * what is set and not the size of the mask.
 */
export function findComponents(mask: Mask): RunComponent[] {
  const runs = runsOf(mask);
  const parents = joinRuns(runs, mask.width);
  const byRoot = new Map<number, PlacedRun[]>();
  for (let at = 0; at < runs.length; at++) {
    const root = rootOf(parents, at);
    const own = byRoot.get(root);
    if (own) own.push(runs[at]);
    else byRoot.set(root, [runs[at]]);
  }
  const components: RunComponent[] = [];
  for (const own of byRoot.values()) components.push(componentOf(own, components.length, mask.width));
  return components;
}

/**
 * Labels the 8-connected components of a mask, in the order in which a row-by-row scan meets them.
 *
 * @returns labels 0 to count - 1, BACKGROUND (-1) elsewhere, and each component's area and box
 */
export function labelComponents(mask: Mask): { labels: LabelMap; components: Component[] } {
  const labels = new Int32Array(mask.data.length).fill(BACKGROUND);
  const components = findComponents(mask).map(({ runs, ...component }) => {
    for (const { start, end } of runs) labels.fill(component.label, start, end);
    return component;
  });
  return { labels: createLabelMap(mask.width, mask.height, labels, components.length), components };
}
