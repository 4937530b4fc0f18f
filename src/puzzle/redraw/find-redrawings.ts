import { EDIT_KINDS, type EditKind } from '../../contract/answer-key.ts';
import type { Box } from '../../contract/geometry.ts';
import type { PuzzleOptions } from '../../contract/messages.ts';
import { ciede2000, rgbToLabInto } from '../../imaging/colour.ts';
import { unionBox } from '../../imaging/geometry.ts';
import { createMask, type RgbImage } from '../../imaging/image.ts';
import type { Random } from '../../imaging/random.ts';
import { measureFeatures, SALIENT_DISTANCE, wholeOf } from '../measure-features.ts';
import { type Conspicuousness, expectDifficulty } from '../plan/expect-difficulty.ts';
import type { Option } from '../plan/option.ts';
import { fitsLevel } from '../plan/place-rules.ts';
import type { ChangeContext } from '../scene/object-changes.ts';
import { findColour } from '../scene/palette.ts';
import type { Scene, SceneObject } from '../scene/scene-model.ts';
import { pixelBoxOf } from '../scene/scene-svg.ts';
import type { Setting } from '../scene/setting.ts';
import { MIN_DELTA_E } from '../visibility.ts';
import { mayChange, type ObjectChange, WAYS } from './ways.ts';

/** A scene and how it was drawn. */
export interface DrawnScene {
  readonly setting: Setting;
  readonly scene: Scene;
  readonly image: RgbImage;
}

/** A change of an object of a scene, not drawn yet. */
export interface Redrawing extends Option {
  readonly source: SceneObject;
  readonly change: ObjectChange;
}

/** An object fills about this share of its box. */
const FILLED = 0.6;
/** A box that only a part of an object changes may be so many times larger than the level allows. */
const PART_SHARE = 4;
/** Kinds that may change only a part of an object. */
const IN_PART: readonly EditKind[] = ['recolour', 'detail'];
/**
 * What a kind is worth beside others. A colour rarely changes enough of an object, so it is tried later; another drawing of
 * the same thing (a cat asleep, a chest open) fails as often, but is what people like best.
 */
const WORTH: Partial<Readonly<Record<EditKind, number>>> = { recolour: 0.5, detail: 1.5 };
/** How much chance may move a change's value: puzzles of one scene differ. */
const CHANCE = 0.8;

/** Whether a change of an object with this box could come to a difference of the level. */
function couldFit(kind: EditKind, box: Box, level: PuzzleOptions['level'], image: RgbImage): boolean {
  if (fitsLevel(box, level, image)) return true;
  if (!IN_PART.includes(kind)) return false;
  const side = Math.sqrt(PART_SHARE);
  const [width, height] = [Math.round(box.width / side), Math.round(box.height / side)];
  const [x, y] = [box.x + Math.round((box.width - width) / 2), box.y + Math.round((box.height - height) / 2)];
  return fitsLevel({ x, y, width, height }, level, image);
}

/** Tells how conspicuous boxes of an image are; most changes of an object have its box. */
function conspicuousnessIn(image: RgbImage): (box: Box) => Conspicuousness {
  const known = new Map<string, Conspicuousness>();
  return (box) => {
    const name = Object.values(box).join();
    const measured = known.get(name) ?? conspicuousness(box, image);
    known.set(name, measured);
    return measured;
  };
}

/** CIEDE2000 between two colours of the palette. */
function distanceOf(one: string, other: string): number {
  const lab = new Float64Array(6);
  [one, other].forEach((name, index) => {
    const value = Number.parseInt((findColour(name) ?? name).slice(1), 16);
    rgbToLabInto(value >> 16, (value >> 8) & 255, value & 255, lab, 3 * index);
  });
  return ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
}

/** Whether a change of colour is strong enough for the level, told from the palette: shading changes it little. */
function couldShow({ before, after }: ObjectChange, level: PuzzleOptions['level']): boolean {
  if (!before || !after) return true;
  return Object.entries(before.colours).every(([slot, colour]) => {
    const other = after.colours[slot];
    return other === colour || distanceOf(colour, other) >= MIN_DELTA_E[level];
  });
}

function conspicuousness(box: Box, image: RgbImage): Conspicuousness {
  const mask = createMask(box.width, box.height);
  mask.data.fill(1);
  const { areaRatio, saliency, clutter, distance } = measureFeatures(image, wholeOf(image), { box, mask }, 0);
  const ringContrast = saliency * SALIENT_DISTANCE;
  return { areaRatio: FILLED * areaRatio, ringContrast, clutter, centrality: 1 - distance };
}

/** All changes of a scene's objects that may come to a difference of the level, best first. */
export function findRedrawings(
  { setting, scene, image }: DrawnScene,
  { level, edits = EDIT_KINDS }: Pick<PuzzleOptions, 'level' | 'edits'>,
  random: Random,
): Redrawing[] {
  const lookAt = conspicuousnessIn(image);
  const boxOf = ({ before, after }: ObjectChange) =>
    [before, after]
      .flatMap((object) => object ?? [])
      .map((object) => pixelBoxOf(setting, scene, object))
      .reduce(unionBox);
  const changesOf = (source: SceneObject, kind: EditKind): readonly ObjectChange[] => {
    const part = setting.manifest.parts.find(({ id }) => id === source.type);
    if (!part || !mayChange(kind, source, scene.objects)) return [];
    const context: ChangeContext = { setting, scene, part, random };
    return WAYS[kind]?.(source, context) ?? [];
  };
  return scene.objects
    .flatMap((source) =>
      edits.flatMap((kind) =>
        changesOf(source, kind).flatMap((change) => {
          const box = boxOf(change);
          if (!couldFit(kind, box, level, image) || !couldShow(change, level)) return [];
          const difficulty = expectDifficulty(lookAt(box), kind, level);
          const value = (WORTH[kind] ?? 1) * (1 + CHANCE * (random.next() - 0.5));
          return [{ source, kind, change, box, difficulty, value }];
        }),
      ),
    )
    .sort((a, b) => b.value - a.value);
}
