import { beforeAll, describe, expect, it } from 'vitest';
import { renderSvgAlpha } from '../../../src/imaging/codec.ts';
import { createGradientBook } from '../../../src/puzzle/scene/gradient-book.ts';
import { findColour } from '../../../src/puzzle/scene/palette.ts';
import { fillTemplate } from '../../../src/puzzle/scene/part-template.ts';
import { listSettings, loadSetting, type Setting } from '../../../src/puzzle/scene/setting.ts';

const MIN_PARTS = 12;
/** Pixels for one unit of a drawing: enough to look at the border of a part, and to see that a layer draws something. */
const PART_SCALE = 0.5;
const LAYER_SCALE = 0.1;
const FORBIDDEN = /<(text|filter|image|style|script|foreignObject)\b/;

type Choices = Readonly<Record<string, readonly string[]>>;

/** For each value of each choice one look that has it. */
function looksThatShowAll(choices: Choices): Record<string, string>[] {
  const most = Math.max(1, ...Object.values(choices).map(({ length }) => length));
  return Array.from({ length: most }, (_, index) =>
    Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, values[index % values.length]])),
  );
}

/** Every combination of values. */
function combinations(choices: Choices): Record<string, string>[] {
  return Object.entries(choices).reduce<Record<string, string>[]>(
    (known, [name, values]) =>
      known.flatMap((look) => [...new Set(values)].map((value) => ({ ...look, [name]: value }))),
    [{}],
  );
}

function draw(
  setting: Setting,
  id: string,
  variants: Record<string, string>,
  colours: Record<string, string>,
  { margin = 0, pixels = PART_SCALE } = {},
) {
  const template = setting.templates.get(id);
  if (!template) throw new Error(`no drawing of ${id}`);
  const { x, y, width, height } = template.viewBox;
  const book = createGradientBook();
  const mood = Object.values(setting.manifest.moods)[0];
  // The scale of a small thing far away, whose outline is widest in its own units.
  const scale = 70 / height;
  const haze = { colour: mood['haze'], share: 0 };
  const body = fillTemplate(
    template,
    { copyId: 'c', colours: { ...mood, ...colours }, variants, scale, mirrored: false, haze },
    book,
  );
  const view = [x - margin, y - margin, width + 2 * margin, height + 2 * margin];
  const [w, h] = [view[2], view[3]].map((side) => Math.ceil(side * pixels));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${view.join(' ')}" stroke-linejoin="round" stroke-linecap="round"><defs>${book.definitions()}</defs>${body}</svg>`;
}

describe.each(await listSettings())('the drawings of the setting %s', (name) => {
  let setting: Setting;

  beforeAll(async () => {
    setting = await loadSetting(name);
  });

  it('has enough parts, and each comes in several looks', () => {
    expect(setting.manifest.parts.length).toBeGreaterThanOrEqual(MIN_PARTS);
    for (const { id, colours, variants } of setting.manifest.parts) {
      const looks = [...Object.values(colours), ...Object.values(variants)].reduce(
        (n, values) => n * new Set(values).size,
        1,
      );
      expect(looks, id).toBeGreaterThan(1);
    }
  });

  it('names only colours that exist', () => {
    const { moods, parts } = setting.manifest;
    const names = [
      ...Object.values(moods).flatMap(Object.values),
      ...parts.flatMap(({ colours }) => Object.values(colours).flat()),
    ];
    const mood = Object.values(moods)[0];
    expect(names.filter((colour) => findColour(mood[colour] ?? colour) === undefined)).toEqual([]);
  });

  it('asks only for variants that exist, and draws nothing that differs between machines', () => {
    for (const { id, variants } of [...setting.manifest.parts, ...setting.manifest.layers]) {
      const body = setting.templates.get(id)?.body ?? '';
      expect(body, id).not.toMatch(FORBIDDEN);
      for (const [, variant, options] of body.matchAll(/\{\{([a-z0-9-]+)=([^}]+)\}\}/g)) {
        for (const option of options.split('|'))
          expect(variants[variant], `${id} ${variant}=${option}`).toContain(option);
      }
      for (const variant of Object.keys(variants)) expect(body, `${id} ${variant}`).toMatch(`{{${variant}`);
    }
  });

  it('renders every part in every variant and colour, inside its drawing', async () => {
    for (const { id, variants, colours } of setting.manifest.parts) {
      const { width = 0, height = 0 } = setting.templates.get(id)?.viewBox ?? {};
      const margin = Math.ceil(Math.max(width, height) * 0.1);
      const borderPx = Math.floor(margin * PART_SCALE) - 1;
      const palettes = looksThatShowAll(colours);
      for (const [index, look] of combinations(variants).slice(0, 24).entries()) {
        const image = await renderSvgAlpha(draw(setting, id, look, palettes[index % palettes.length], { margin }));
        let [inside, outside] = [0, 0];
        image.data.forEach((alpha, at) => {
          const [x, y] = [at % image.width, Math.floor(at / image.width)];
          const isBorder = x < borderPx || y < borderPx || x >= image.width - borderPx || y >= image.height - borderPx;
          if (alpha > 127) isBorder ? outside++ : inside++;
        });
        expect(inside, `${id} ${JSON.stringify(look)} draws something`).toBeGreaterThan(20);
        expect(outside, `${id} ${JSON.stringify(look)} leaves its viewBox`).toBe(0);
      }
    }
  });

  it('renders every layer in every variant and mood', async () => {
    for (const { id, variants } of setting.manifest.layers) {
      for (const look of looksThatShowAll(variants)) {
        for (const mood of Object.values(setting.manifest.moods)) {
          const image = await renderSvgAlpha(draw(setting, id, look, mood, { pixels: LAYER_SCALE }));
          expect(image.data.some((alpha) => alpha > 127)).toBe(true);
        }
      }
    }
  });
});
