import { z } from 'zod';

/** Words of the manifests: they become ids, file names and placeholders. */
const word = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const point = z.tuple([z.number(), z.number()]);
/** Lowest and highest, in this order. */
const range = point.refine(([from, to]) => from <= to, 'the first must not be larger than the second');
const whole = z.tuple([z.int().min(0), z.int().min(0)]).refine(([from, to]) => from <= to);

/** A colour name of palette.json or a hex triplet. */
const colour = z.string().regex(/^([a-z]+|#[0-9a-f]{6})$/);
const choices = z.record(word, z.array(z.string()).min(1)).default({});

/** How a thing meets its surface: it stands on it, hangs on it, or floats in it. */
const holdSchema = z.enum(['stand', 'hang', 'float']);
export type Hold = z.infer<typeof holdSchema>;

/** ground: an ellipse at the foot; wall and disc: the outline's soft double behind it; none: nothing. */
const shadowSchema = z.enum(['ground', 'wall', 'disc', 'none']);
export type ShadowKind = z.infer<typeof shadowSchema>;

const surfaceSchema = z.strictObject({
  id: word,
  /** The background layer that shows the surface; its objects are drawn right after that layer. */
  layer: word,
  hold: holdSchema.default('stand'),
  /** Where anchors may lie, in scene units: 2 points are a shelf, 3 or more a field. */
  area: z.array(point).min(2),
  /** Scale at the highest and at the lowest point of the area (on a level shelf: at its left and right end). */
  scale: z.tuple([z.number().positive(), z.number().positive()]),
  /** Depth at the same two points: 1 is the horizon, 0 the eye. */
  depth: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]),
  shadow: shadowSchema.optional(),
});
export type Surface = z.infer<typeof surfaceSchema>;

const groupSchema = z.strictObject({
  /** How many stand together. */
  count: whole,
  /** Room between neighbours, in widths of the part. */
  gap: z.number().default(0.2),
  /** How often a part comes as a group, 0 to 1. */
  chance: z.number().min(0).max(1).default(0.5),
  /** The colours and variants that are the same in the whole group. */
  same: z.array(word).default([]),
});

const partSchema = z.strictObject({
  /** Also the name of its file: `<id>.svg`. */
  id: word,
  /** Surfaces of the setting, or tops of other parts, that it may be on. */
  on: z.array(word).min(1),
  /** Smallest and largest height in scene units where the surface has scale 1. */
  height: range,
  /** Fewest and most in one scene. */
  count: whole,
  group: groupSchema.optional(),
  colours: choices,
  variants: choices,
  /** The point, in units of the viewBox, that meets the surface; by the surface's hold when absent. */
  anchor: point.optional(),
  /** Boxes [x, y, width, height], in units of the viewBox, that together are roughly its silhouette. */
  body: z.array(z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()])).default([]),
  /** From and to, in units of the viewBox, between which it touches the ground. */
  foot: range.optional(),
  /** Shelves that it offers to others: left and right end, in units of the viewBox. */
  tops: z.record(word, z.tuple([point, point])).default({}),
  /** Largest tilt to either side in degrees. */
  tilt: z.number().min(0).max(45).default(0),
  /** Whether it may be turned over (not for symmetric things, and not for letters). */
  mirror: z.boolean().default(true),
  shadow: shadowSchema.optional(),
});
export type Part = z.infer<typeof partSchema>;

const layerSchema = z.strictObject({ id: word, depth: z.number().min(0).max(1), variants: choices });

function problems(setting: {
  layers: z.infer<typeof layerSchema>[];
  surfaces: Surface[];
  parts: Part[];
  moods: Record<string, Record<string, string>>;
}): string[] {
  const layers = new Set(setting.layers.map(({ id }) => id));
  const places = new Set([
    ...setting.surfaces.map(({ id }) => id),
    ...setting.parts.flatMap(({ tops }) => Object.keys(tops)),
  ]);
  const keys = Object.values(setting.moods).map((mood) => Object.keys(mood).sort().join());
  const ids = [...setting.parts, ...setting.layers].map(({ id }) => id);
  return [
    ...setting.surfaces.filter(({ layer }) => !layers.has(layer)).map(({ id }) => `surface ${id}: no such layer`),
    ...setting.parts.flatMap(({ id, on }) => on.filter((o) => !places.has(o)).map((o) => `part ${id}: no place ${o}`)),
    ...setting.parts.flatMap(({ id, colours, variants }) =>
      Object.keys(variants)
        .filter((name) => name in colours)
        .map((name) => `part ${id}: ${name} is both colour and variant`),
    ),
    ...(new Set(keys).size > 1 ? ['moods: every mood must name the same colours'] : []),
    ...(new Set(ids).size < ids.length ? ['two parts or layers have the same id'] : []),
  ];
}

/** One setting.json: how a place looks, what is in it and where. */
export const settingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    /** Sets of background colours that go together; one is chosen for each scene. `haze` tints what is far. */
    moods: z.record(word, z.record(word, colour)).refine((moods) => Object.values(moods).every((m) => 'haze' in m)),
    /** Background drawings, from far to near. */
    layers: z.array(layerSchema).min(1),
    surfaces: z.array(surfaceSchema).min(1),
    /** Fewest and most objects that the composer aims for. */
    objects: whole,
    parts: z.array(partSchema).min(1),
  })
  .superRefine((setting, context) => {
    for (const message of problems(setting)) context.addIssue({ code: 'custom', message });
  });
export type SettingManifest = z.infer<typeof settingSchema>;
