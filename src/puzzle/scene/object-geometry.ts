import type { Box, Point } from '../../contract/geometry.ts';
import type { PartTemplate } from './part-template.ts';
import type { SceneObject } from './scene-model.ts';
import type { Part } from './setting-schema.ts';

type Placement = Pick<SceneObject, 'x' | 'y' | 'anchor' | 'scale' | 'tilt' | 'mirrored'>;

const RADIANS_PER_DEGREE = Math.PI / 180;
/** A part that names no body is taken to fill its drawing but for this share at each side. */
const BODY_INSET = 0.06;

/** The SVG transform that puts a drawing in its place. */
export function transformOf({ x, y, anchor, scale, tilt, mirrored }: Placement): string {
  const round = (value: number) => Number(value.toFixed(4));
  const turn = tilt === 0 ? '' : ` rotate(${round(tilt)})`;
  const size = `scale(${round(mirrored ? -scale : scale)} ${round(scale)})`;
  return `translate(${round(x)} ${round(y)})${turn} ${size} translate(${round(-anchor.x)} ${round(-anchor.y)})`;
}

/** Where a point of the drawing comes to lie in the scene. */
export function toScene({ x, y, anchor, scale, tilt, mirrored }: Placement, point: Point): Point {
  const dx = (point.x - anchor.x) * (mirrored ? -scale : scale);
  const dy = (point.y - anchor.y) * scale;
  const [sine, cosine] = [Math.sin(tilt * RADIANS_PER_DEGREE), Math.cos(tilt * RADIANS_PER_DEGREE)];
  return { x: x + dx * cosine - dy * sine, y: y + dx * sine + dy * cosine };
}

/** The smallest upright box around a box of the drawing, in scene units. Composing asks for it thousands of times. */
export function boxInScene(placement: Placement, { x, y, width, height }: Box): Box {
  const a = toScene(placement, { x, y });
  const b = toScene(placement, { x: x + width, y });
  const c = toScene(placement, { x, y: y + height });
  const d = toScene(placement, { x: x + width, y: y + height });
  const [left, right] = [Math.min(a.x, b.x, c.x, d.x), Math.max(a.x, b.x, c.x, d.x)];
  const [top, bottom] = [Math.min(a.y, b.y, c.y, d.y), Math.max(a.y, b.y, c.y, d.y)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The boxes that roughly are an object's silhouette, in scene units. */
export function bodyOf(placement: Placement, part: Part, { viewBox }: PartTemplate): Box[] {
  if (part.body.length === 0) {
    const [dx, dy] = [viewBox.width * BODY_INSET, viewBox.height * BODY_INSET];
    const inset = {
      x: viewBox.x + dx,
      y: viewBox.y + dy,
      width: viewBox.width - 2 * dx,
      height: viewBox.height - 2 * dy,
    };
    return [boxInScene(placement, inset)];
  }
  return part.body.map(([x, y, width, height]) => boxInScene(placement, { x, y, width, height }));
}

/** The area that two boxes share. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Whether a box lies wholly inside another, at least `margin` from its border. */
export function liesInside(inner: Box, outer: Box, margin: number): boolean {
  return (
    inner.x >= outer.x + margin &&
    inner.y >= outer.y + margin &&
    inner.x + inner.width <= outer.x + outer.width - margin &&
    inner.y + inner.height <= outer.y + outer.height - margin
  );
}
