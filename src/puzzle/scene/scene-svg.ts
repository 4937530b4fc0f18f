import type { Box } from '../../contract/geometry.ts';
import { createGradientBook, type GradientBook } from './gradient-book.ts';
import { boxInScene, transformOf } from './object-geometry.ts';
import { fillTemplate, type PartTemplate } from './part-template.ts';
import type { Scene, SceneLayer, SceneObject } from './scene-model.ts';
import type { Setting } from './setting.ts';
import { SHADOW_DEFINITIONS, shadowOf } from './shadow.ts';

/** How much of the air's colour covers what is at the horizon; nearer things get less. */
const HAZE_AT_HORIZON = 0.42;
/** Objects nearer than this are clear. */
const CLEAR_DEPTH = 0.25;

/** A rectangle of whole pixels of the picture. */
export type PixelBox = Box;

function hazeAt(depth: number, colour: string) {
  return { colour, share: Math.max(0, (depth - CLEAR_DEPTH) / (1 - CLEAR_DEPTH)) * HAZE_AT_HORIZON };
}

function templateOf(setting: Setting, id: string): PartTemplate {
  const template = setting.templates.get(id);
  if (!template) throw new Error(`${id}: no drawing in ${setting.name}`);
  return template;
}

function moodOf(setting: Setting, scene: Scene): Readonly<Record<string, string>> {
  const mood = setting.manifest.moods[scene.mood];
  if (!mood) throw new Error(`${scene.mood}: no such mood in ${setting.name}`);
  return mood;
}

function drawObject(setting: Setting, scene: Scene, object: SceneObject, book: GradientBook): string {
  const mood = moodOf(setting, scene);
  const filling = {
    copyId: object.id,
    colours: { ...mood, ...object.colours },
    variants: object.variants,
    scale: object.scale,
    mirrored: object.mirrored,
    haze: hazeAt(object.depth, mood['haze']),
  };
  return `<g transform="${transformOf(object)}">${fillTemplate(templateOf(setting, object.type), filling, book)}</g>`;
}

function drawShadow(setting: Setting, object: SceneObject): string {
  const part = setting.manifest.parts.find(({ id }) => id === object.type);
  if (!part) throw new Error(`${object.type}: no such part in ${setting.name}`);
  return shadowOf(object, part, templateOf(setting, object.type));
}

function drawLayer(setting: Setting, scene: Scene, layer: SceneLayer, book: GradientBook): string {
  const mood = moodOf(setting, scene);
  // Backgrounds choose their own far colours, so no haze is laid over them.
  const haze = { colour: mood['haze'], share: 0 };
  const filling = { copyId: layer.id, colours: mood, variants: layer.variants, scale: 1, mirrored: false, haze };
  return fillTemplate(templateOf(setting, layer.id), filling, book);
}

function document(scene: Scene, box: PixelBox, book: GradientBook, content: string): string {
  const unit = scene.frame.width / scene.size.width;
  const view = [scene.frame.x + box.x * unit, scene.frame.y + box.y * unit, box.width * unit, box.height * unit];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}" viewBox="${view.join(' ')}" ` +
    `stroke-linejoin="round" stroke-linecap="round"><defs>${SHADOW_DEFINITIONS}${book.definitions()}</defs>${content}</svg>`
  );
}

/** The whole scene as one SVG document of the picture's size. */
export function sceneSvg(setting: Setting, scene: Scene): string {
  return scenePartSvg(setting, scene, { x: 0, y: 0, ...scene.size });
}

/** What a scene shows in the pixels of `box`. */
export function scenePartSvg(setting: Setting, scene: Scene, box: PixelBox): string {
  const book = createGradientBook();
  const content = scene.layers.map((layer) => {
    const objects = scene.objects.filter((object) => object.layer === layer.id);
    const drawn = objects.map((object) => drawShadow(setting, object) + drawObject(setting, scene, object, book));
    return drawLayer(setting, scene, layer, book) + drawn.join('');
  });
  return document(scene, box, book, content.join(''));
}

/** One object alone, without its shadow, in the pixels of `box`. */
export function objectSvg(setting: Setting, scene: Scene, object: SceneObject, box: PixelBox): string {
  const book = createGradientBook();
  const content = drawObject(setting, scene, object, book);
  return document(scene, box, book, content);
}

/** One background layer alone, in the pixels of `box`. */
export function layerSvg(setting: Setting, scene: Scene, layer: SceneLayer, box: PixelBox): string {
  const book = createGradientBook();
  const content = drawLayer(setting, scene, layer, book);
  return document(scene, box, book, content);
}

/** The whole pixels of the picture that an object can reach. It lies inside the picture for composed scenes. */
export function pixelBoxOf(setting: Setting, scene: Scene, object: SceneObject): PixelBox {
  const perUnit = scene.size.width / scene.frame.width;
  const box = boxInScene(object, templateOf(setting, object.type).viewBox);
  const left = Math.max(0, Math.floor((box.x - scene.frame.x) * perUnit));
  const top = Math.max(0, Math.floor((box.y - scene.frame.y) * perUnit));
  const right = Math.min(scene.size.width, Math.ceil((box.x + box.width - scene.frame.x) * perUnit));
  const bottom = Math.min(scene.size.height, Math.ceil((box.y + box.height - scene.frame.y) * perUnit));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
