import type { Box, Point } from '../../contract/geometry.ts';
import { bodyOf, boxInScene, liesInside, sharedArea } from './object-geometry.ts';
import { contains, isShelf, type Place } from './place.ts';
import type { SceneLayer, SceneObject } from './scene-model.ts';
import type { Setting } from './setting.ts';
import type { Part } from './setting-schema.ts';

/** What is placed so far, and whether one more thing fits: nothing leaves the picture, nothing hides another. */
export interface Stage {
  readonly objects: readonly SceneObject[];
  /**
   * How well an object would stand: the higher the better, -Infinity when it must not stand there. Grows with the
   * distance to its neighbours, most of all to those of its own type.
   */
  rate(object: SceneObject, place: Place): number;
  add(object: SceneObject): void;
  /** Takes an object away; unknown ids are ignored. */
  remove(id: string): void;
}

interface Actor {
  readonly object: SceneObject;
  readonly body: readonly Box[];
  readonly area: number;
  readonly centre: Point;
  readonly rank: number;
  covered: number;
}

/** Nothing comes nearer to the picture's border than this, in scene units. */
const BORDER = 8;
/** Largest share of an object's body that others may cover: a little overlap gives depth, more would hide it. */
const MAX_COVERED_IN_FIELD = 0.18;
/** On shelves and walls things stand beside each other. */
const MAX_COVERED_IN_ROW = 0.03;
/** How far beyond the end of a shelf a thing may reach, in shares of its width. */
const OVERHANG = 0.06;
/** On a field this share of the width to either side of the anchor must have ground beneath it. */
const FOOT_REACH = 0.34;
/** Neighbours farther away than this, in scene units, no longer matter. */
const FAR_AWAY = 420;

/** Makes an empty stage. @param frame the shown part of the canvas, in scene units */
export function createStage(setting: Setting, layers: readonly SceneLayer[], frame: Box): Stage {
  const parts = new Map<string, Part>(setting.manifest.parts.map((part) => [part.id, part]));
  const ranks = new Map(layers.map(({ id }, index) => [id, index]));
  let actors: Actor[] = [];

  const actorOf = (object: SceneObject): Actor | undefined => {
    const [part, template] = [parts.get(object.type), setting.templates.get(object.type)];
    if (!part || !template) return undefined;
    const body = bodyOf(object, part, template);
    const area = body.reduce((sum, { width, height }) => sum + width * height, 0);
    const { x, y, width, height } = boxInScene(object, template.viewBox);
    const rank = (ranks.get(object.layer) ?? 0) - object.depth;
    return { object, body, area, rank, covered: 0, centre: { x: x + width / 2, y: y + height / 2 } };
  };

  const overlap = (a: Actor, b: Actor) =>
    a.body.reduce((sum, box) => sum + b.body.reduce((inner, other) => inner + sharedArea(box, other), 0), 0);

  const fits = (object: SceneObject, place: Place): boolean => {
    const template = setting.templates.get(object.type);
    if (!template) return false;
    const box = boxInScene(object, template.viewBox);
    if (!liesInside(box, frame, BORDER)) return false;
    if (isShelf(place)) {
      const overhang = box.width * OVERHANG;
      return box.x >= place.area[0].x - overhang && box.x + box.width <= place.area[1].x + overhang;
    }
    const reach = place.hold === 'stand' ? box.width * FOOT_REACH : 0;
    return [-reach, reach].every((dx) => contains(place, { x: object.x + dx, y: object.y }));
  };

  const nearness = (actor: Actor): number =>
    actors.reduce((sum, other) => {
      const distance = Math.hypot(actor.centre.x - other.centre.x, actor.centre.y - other.centre.y);
      const weight = other.object.type === actor.object.type ? 3 : 1;
      return sum + weight * Math.max(0, 1 - distance / FAR_AWAY) ** 2;
    }, 0);

  return {
    get objects() {
      return actors.map(({ object }) => object);
    },
    rate(object, place) {
      // Most tries fail here, so what costs more comes after it.
      const actor = fits(object, place) ? actorOf(object) : undefined;
      if (!actor) return Number.NEGATIVE_INFINITY;
      const loose = place.hold === 'stand' && !isShelf(place);
      let own = 0;
      let total = 0;
      for (const other of actors) {
        const shared = overlap(actor, other);
        if (shared === 0) continue;
        const behind = other.rank < actor.rank;
        const sameRow = other.object.surface === object.surface && !loose;
        const limit = sameRow ? MAX_COVERED_IN_ROW : MAX_COVERED_IN_FIELD;
        if (behind && other.covered + shared / other.area > limit) return Number.NEGATIVE_INFINITY;
        if (!behind) own += shared / actor.area;
        if (own > limit) return Number.NEGATIVE_INFINITY;
        total += shared / Math.min(actor.area, other.area);
      }
      return -total * 2 - nearness(actor);
    },
    add(object) {
      const actor = actorOf(object);
      if (!actor) throw new Error(`${object.type}: no such part in ${setting.name}`);
      for (const other of actors) {
        const shared = overlap(actor, other);
        if (other.rank < actor.rank) other.covered += shared / other.area;
        else actor.covered += shared / actor.area;
      }
      actors.push(actor);
    },
    remove(id) {
      const rest = actors.filter(({ object }) => object.id !== id).map(({ object }) => object);
      actors = [];
      for (const object of rest) this.add(object);
    },
  };
}
