import type { Box } from '../../contract/geometry.ts';
import { bodyOf, boxInScene } from './object-geometry.ts';
import type { PartTemplate } from './part-template.ts';
import type { SceneObject } from './scene-model.ts';
import type { Part } from './setting-schema.ts';

/** Shared paints of all shadows: soft by gradient, because blur filters are slow. */
export const SHADOW_DEFINITIONS =
  '<radialGradient id="shadow-soft"><stop offset="0" stop-color="#3b2750" stop-opacity=".44"/>' +
  '<stop offset=".55" stop-color="#3b2750" stop-opacity=".28"/>' +
  '<stop offset="1" stop-color="#3b2750" stop-opacity="0"/></radialGradient>';

/** A ground shadow is this much wider than the foot, this flat, and falls to the right: the light is at the left. */
const GROUND_WIDENING = 1.32;
const GROUND_FLATNESS = 0.2;
const GROUND_SHIFT = 0.1;
/** Largest height of a ground shadow in scene units where the scale is 1: long things lie flat on the ground too. */
const GROUND_MAX_HEIGHT = 26;
/** Wall shadows fall to the lower right, in steps of growing size and falling strength. */
const WALL_SHIFT = { x: 7, y: 9 };
const WALL_STEPS = [0, 3, 6];
const WALL_STEP_OPACITY = 0.075;

const numbers = (...values: number[]) => values.map((value) => Number(value.toFixed(2)));

function groundShadow(object: SceneObject, part: Part, { viewBox }: PartTemplate): string {
  const [from, to] = part.foot ?? [viewBox.x + viewBox.width * 0.1, viewBox.x + viewBox.width * 0.9];
  const foot = boxInScene({ ...object, tilt: 0 }, { x: from, y: object.anchor.y, width: to - from, height: 0 });
  const radius = (foot.width / 2) * GROUND_WIDENING;
  const height = Math.min(radius * GROUND_FLATNESS * 2, GROUND_MAX_HEIGHT * Math.max(object.perspective, 0.5)) / 2;
  const middle = foot.x + foot.width / 2 + foot.width * GROUND_SHIFT;
  const [cx, cy, rx, ry] = numbers(middle, object.y - height * 0.15, radius, height + 2);
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#shadow-soft)"/>`;
}

function wallShadow(object: SceneObject, boxes: readonly Box[], rounding: number): string {
  const shift = { x: WALL_SHIFT.x * object.perspective, y: WALL_SHIFT.y * object.perspective };
  return WALL_STEPS.flatMap((grow) =>
    boxes.map((box) => {
      const [x, y] = numbers(box.x + shift.x - grow, box.y + shift.y - grow);
      const [width, height] = numbers(box.width + 2 * grow, box.height + 2 * grow);
      const [radius] = numbers(Math.min(width, height) * rounding + grow);
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="#3b2750" fill-opacity="${WALL_STEP_OPACITY}"/>`;
    }),
  ).join('');
}

/** Draws the shadow that belongs beneath or behind an object; it is no part of the object's mask. */
export function shadowOf(object: SceneObject, part: Part, template: PartTemplate): string {
  if (object.shadow === 'none') return '';
  if (object.shadow === 'ground') return groundShadow(object, part, template);
  return wallShadow(object, bodyOf(object, part, template), object.shadow === 'disc' ? 0.5 : 0.06);
}
