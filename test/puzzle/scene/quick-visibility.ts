import { renderSvgAlpha } from '../../../src/imaging/codec.ts';
import { createGradientBook } from '../../../src/puzzle/scene/gradient-book.ts';
import { boxInScene } from '../../../src/puzzle/scene/object-geometry.ts';
import { fillTemplate } from '../../../src/puzzle/scene/part-template.ts';
import { CANVAS, type Scene, type SceneLayer, type SceneObject } from '../../../src/puzzle/scene/scene-model.ts';
import type { Setting } from '../../../src/puzzle/scene/setting.ts';

/** Pixels of the long side of a remembered silhouette, and scene units for one cell of the grid that is looked at. */
const SILHOUETTE_PX = 48;
const CELL = 10;
const SOLID = 127;

interface Silhouette {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Colours do not change a silhouette, but a drawing needs all of them. */
type Look = Pick<SceneObject, 'colours' | 'variants'>;

/**
 * Judges in a coarse grid how much of each object can be seen. Silhouettes are rendered once for each look, so that
 * hundreds of scenes take seconds; the exact masks of the product are compared with this in a test of their own.
 */
export function createQuickVisibility(setting: Setting) {
  const known = new Map<string, Promise<Silhouette>>();

  const draw = (id: string, { colours, variants }: Look): string => {
    const template = setting.templates.get(id);
    if (!template) throw new Error(`no drawing of ${id}`);
    const { x, y, width, height } = template.viewBox;
    const book = createGradientBook();
    const mood = Object.values(setting.manifest.moods)[0];
    const haze = { colour: mood['haze'], share: 0 };
    const filling = { copyId: 'q', colours: { ...mood, ...colours }, variants, scale: 0.7, mirrored: false, haze };
    const scale = id in layers ? 1 / CELL : SILHOUETTE_PX / Math.max(width, height);
    const body = fillTemplate(template, filling, book);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width * scale)}" height="${Math.ceil(height * scale)}" viewBox="${x} ${y} ${width} ${height}" preserveAspectRatio="none"><defs>${book.definitions()}</defs>${body}</svg>`;
  };

  const render = (id: string, look: Look): Promise<Silhouette> => {
    const key = `${id} ${JSON.stringify(look.variants)}`;
    const silhouette = known.get(key) ?? renderSvgAlpha(draw(id, look));
    known.set(key, silhouette);
    return silhouette;
  };

  const layers = Object.fromEntries(setting.manifest.layers.map((layer) => [layer.id, layer]));
  const columns = Math.ceil(CANVAS.width / CELL);
  const rows = Math.ceil(CANVAS.height / CELL);

  const cellsOf = async (object: SceneObject): Promise<number[]> => {
    const shape = await render(object.type, object);
    const viewBox = setting.templates.get(object.type)?.viewBox ?? { x: 0, y: 0, width: 1, height: 1 };
    const box = boxInScene(object, viewBox);
    const [sine, cosine] = [Math.sin((object.tilt * Math.PI) / 180), Math.cos((object.tilt * Math.PI) / 180)];
    const cells: number[] = [];
    for (let row = Math.floor(box.y / CELL); row * CELL < box.y + box.height; row++) {
      for (let column = Math.floor(box.x / CELL); column * CELL < box.x + box.width; column++) {
        const [dx, dy] = [(column + 0.5) * CELL - object.x, (row + 0.5) * CELL - object.y];
        const along = (dx * cosine + dy * sine) / object.scale;
        const x = object.anchor.x + (object.mirrored ? -along : along) - viewBox.x;
        const y = object.anchor.y + (dy * cosine - dx * sine) / object.scale - viewBox.y;
        const [px, py] = [
          Math.floor((x / viewBox.width) * shape.width),
          Math.floor((y / viewBox.height) * shape.height),
        ];
        const inside = px >= 0 && py >= 0 && px < shape.width && py < shape.height;
        if (inside && shape.data[py * shape.width + px] > SOLID) cells.push(row * columns + column);
      }
    }
    return cells;
  };

  /** Everything that a layer covers is taken for what lies farther away. */
  const coverLayer = async (layer: SceneLayer, taken: Uint8Array): Promise<void> => {
    const shape = await render(layer.id, { colours: {}, variants: layer.variants });
    for (let row = 0; row < Math.min(rows, shape.height); row++) {
      for (let column = 0; column < Math.min(columns, shape.width); column++) {
        if (shape.data[row * shape.width + column] > SOLID) taken[row * columns + column] = 1;
      }
    }
  };

  /** The visible share of every object, 0 to 1, by id. */
  return async function visibleShares(scene: Scene): Promise<Map<string, number>> {
    const shares = new Map<string, number>();
    const taken = new Uint8Array(columns * rows);
    for (const layer of scene.layers.toReversed()) {
      for (const object of scene.objects.filter((each) => each.layer === layer.id).toReversed()) {
        const cells = await cellsOf(object);
        const seen = cells.filter((cell) => taken[cell] === 0).length;
        shares.set(object.id, cells.length === 0 ? 0 : seen / cells.length);
        for (const cell of cells) taken[cell] = 1;
      }
      await coverLayer(layer, taken);
    }
    return shares;
  };
}
