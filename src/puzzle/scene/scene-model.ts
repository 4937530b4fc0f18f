import type { Box, Point, Size } from '../../contract/geometry.ts';
import type { ShadowKind } from './setting-schema.ts';

/** The canvas that all backgrounds are drawn on, in scene units. Other aspect ratios show a centred part of it. */
export const CANVAS: Size = { width: 1600, height: 1066 };

/** One thing in a scene: all that is needed to draw it. Positions and lengths in scene units. */
export interface SceneObject {
  /** Unique in the scene: `cup-2`. */
  readonly id: string;
  /** The part it is a copy of. */
  readonly type: string;
  /** The surface or the top that it is on. */
  readonly surface: string;
  /** The object that it is on, if it is on one. */
  readonly host?: string;
  /** The background layer after which it is drawn. */
  readonly layer: string;
  /** Where its anchor lies. */
  readonly x: number;
  readonly y: number;
  /** The anchor in units of its drawing. */
  readonly anchor: Point;
  /** Scene units for one unit of its drawing. */
  readonly scale: number;
  /** Scale of the surface there, by the perspective of the setting. */
  readonly perspective: number;
  /** 1 is the horizon, 0 the eye. */
  readonly depth: number;
  /** Degrees, clockwise. */
  readonly tilt: number;
  readonly mirrored: boolean;
  readonly shadow: ShadowKind;
  readonly colours: Readonly<Record<string, string>>;
  readonly variants: Readonly<Record<string, string>>;
}

/** One background drawing of a scene. */
export interface SceneLayer {
  readonly id: string;
  readonly depth: number;
  readonly variants: Readonly<Record<string, string>>;
}

/** A composed picture as plain data. Equal scenes give equal bytes. */
export interface Scene {
  readonly setting: string;
  readonly seed: string;
  readonly mood: string;
  /** Pixels. */
  readonly size: Size;
  /** The part of the canvas that is shown, in scene units. */
  readonly frame: Box;
  readonly layers: readonly SceneLayer[];
  /** In the order in which they are drawn: by layer, and within a layer from far to near. */
  readonly objects: readonly SceneObject[];
}

/** The part of the canvas that a picture of this size shows: as much as possible, centred. */
export function frameFor({ width, height }: Size): Box {
  const pixelsPerUnit = Math.max(width / CANVAS.width, height / CANVAS.height);
  const frame = { width: width / pixelsPerUnit, height: height / pixelsPerUnit };
  return { x: (CANVAS.width - frame.width) / 2, y: (CANVAS.height - frame.height) / 2, ...frame };
}

/** Sorts objects into drawing order. */
export function inDrawingOrder(layers: readonly SceneLayer[], objects: readonly SceneObject[]): SceneObject[] {
  const rank = new Map(layers.map(({ id }, index) => [id, index]));
  const layerOf = (object: SceneObject) => rank.get(object.layer) ?? 0;
  return objects.toSorted((a, b) => layerOf(a) - layerOf(b) || b.depth - a.depth);
}
