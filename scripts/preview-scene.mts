/**
 * Shows scenes while they are drawn.
 *
 *   node --import tsx scripts/preview-scene.mts --setting park --seed 1 --out /tmp/park.png   one scene
 *   ... --setting park --sheet --out /tmp/parts.png [--part dog]                            every part, every variant
 *   ... --setting park --check 200                                                          counts over seeds 1..200
 *   ... --setting park --seeds 6 --out /tmp/six.png                                         six small scenes on one page
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { encodePng, renderSvg } from '../src/imaging/codec.ts';
import { createGradientBook } from '../src/puzzle/scene/gradient-book.ts';
import { fillTemplate } from '../src/puzzle/scene/part-template.ts';
import { sceneMasks } from '../src/puzzle/scene/scene-masks.ts';
import { sceneSvg } from '../src/puzzle/scene/scene-svg.ts';
import { loadSetting } from '../src/puzzle/scene/setting.ts';
import type { Part } from '../src/puzzle/scene/setting-schema.ts';
import { createScene, DEFAULT_SCENE_SIZE, renderScene } from '../src/puzzle/scene.ts';

const { values } = parseArgs({
  options: {
    setting: { type: 'string', default: 'park' },
    seed: { type: 'string', default: '1' },
    size: { type: 'string' },
    out: { type: 'string', default: '/tmp/scene.png' },
    sheet: { type: 'boolean', default: false },
    part: { type: 'string' },
    check: { type: 'string' },
    seeds: { type: 'string' },
  },
});

const [width, height] = (values.size ?? '').split('x').map(Number);
const size = height > 0 ? { width, height } : DEFAULT_SCENE_SIZE;
const setting = await loadSetting(values.setting);

/** All combinations of variants; colours take turns. */
function looks(part: Part): { variants: Record<string, string>; colours: Record<string, string> }[] {
  let combinations: Record<string, string>[] = [{}];
  for (const [name, options] of Object.entries(part.variants)) {
    combinations = combinations.flatMap((known) => options.map((option) => ({ ...known, [name]: option })));
  }
  const most = Math.max(1, ...Object.values(part.colours).map(({ length }) => length));
  const count = Math.min(16, Math.max(most, combinations.length));
  return Array.from({ length: count }, (_, index) => ({
    variants: combinations[Math.floor((index * combinations.length) / count) % combinations.length],
    colours: Object.fromEntries(Object.entries(part.colours).map(([name, c]) => [name, c[index % c.length]])),
  }));
}

const CELL = 200;
const COLUMNS = 8;

async function drawSheet(): Promise<void> {
  const book = createGradientBook();
  const mood = Object.values(setting.manifest.moods)[0];
  const parts = setting.manifest.parts.filter(({ id }) => !values.part || id === values.part);
  const copies = parts.flatMap((part) => looks(part).map((look) => ({ part, look })));
  const cell = values.part ? 380 : CELL;
  const columns = values.part ? 4 : COLUMNS;
  const drawn = copies.map(({ part, look }, index) => {
    const template = setting.templates.get(part.id);
    if (!template) return '';
    const { viewBox } = template;
    const scale = (cell - 24) / Math.max(viewBox.width, viewBox.height);
    const x = (index % columns) * cell + (cell - viewBox.width * scale) / 2 - viewBox.x * scale;
    const y = Math.floor(index / columns) * cell + (cell - viewBox.height * scale) / 2 - viewBox.y * scale;
    const filling = {
      copyId: `c${index}`,
      colours: { ...mood, ...look.colours },
      variants: look.variants,
      scale: scale,
      mirrored: false,
      haze: { colour: mood['haze'], share: 0 },
    };
    const frame = `<rect x="${viewBox.x}" y="${viewBox.y}" width="${viewBox.width}" height="${viewBox.height}" fill="#fff8e8"/>`;
    const bodies = values.part
      ? part.body
          .map(
            ([bx, by, bw, bh]) =>
              `<rect x="${bx}" y="${by}" width="${bw}" height="${bh}" fill="none" stroke="#f0f" stroke-width="1"/>`,
          )
          .join('')
      : '';
    return `<g transform="translate(${x} ${y}) scale(${scale})">${frame}${fillTemplate(template, filling, book)}${bodies}</g>`;
  });
  const rows = Math.ceil(copies.length / columns);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns * cell}" height="${rows * cell}" stroke-linejoin="round" stroke-linecap="round"><defs>${book.definitions()}</defs><rect width="100%" height="100%" fill="#dccfb8"/>${drawn.join('')}</svg>`;
  writeFileSync(values.out, (await encodePng(await renderSvg(svg))).bytes);
}

async function check(last: number): Promise<void> {
  const counts = new Map<string, number>();
  for (let seed = 1; seed <= last; seed++) {
    const scene = await createScene({ seed: String(seed), setting: values.setting, size: { width: 480, height: 320 } });
    const masks = await sceneMasks(setting, scene);
    const clear = [...masks.values()].filter(({ occlusion }) => occlusion <= 0.4).length;
    for (const { type } of scene.objects) counts.set(type, (counts.get(type) ?? 0) + 1);
    const hidden = [...masks]
      .filter(([, { occlusion }]) => occlusion > 0.4)
      .map(([id, { occlusion }]) => `${id} ${occlusion.toFixed(2)}`);
    const bad = scene.objects.length < 15 || clear < 10 ? 'BAD' : '';
    if (bad || hidden.length > 0 || seed % 25 === 0) {
      console.log(`seed ${seed}: ${scene.objects.length} objects, ${clear} clear ${bad} hidden: ${hidden.join(', ')}`);
    }
  }
  for (const { id } of setting.manifest.parts)
    console.log(`${id}: ${((counts.get(id) ?? 0) / last).toFixed(2)} per scene`);
}

async function drawPage(count: number): Promise<void> {
  const small = { width: 800, height: 533 };
  const images = [];
  for (let seed = 1; seed <= count; seed++) {
    const scene = await createScene({ seed: String(seed), setting: values.setting, size: small });
    const inner = sceneSvg(setting, scene).replace(
      '<svg ',
      `<svg x="${((seed - 1) % 2) * 808}" y="${Math.floor((seed - 1) / 2) * 541}" `,
    );
    // Ids of two scenes on one page must not meet.
    images.push(inner.replace(/id="/g, `id="s${seed}-`).replace(/#(?=[a-z][a-z0-9]*-[^"]*[")])/g, `#s${seed}-`));
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1608" height="${Math.ceil(count / 2) * 541}">${images.join('')}</svg>`;
  writeFileSync(values.out, (await encodePng(await renderSvg(svg))).bytes);
}

if (values.check) await check(Number(values.check));
else if (values.sheet) await drawSheet();
else if (values.seeds) await drawPage(Number(values.seeds));
else {
  const started = performance.now();
  const scene = await createScene({ seed: values.seed, setting: values.setting, size });
  const image = await renderScene(scene);
  const rendered = performance.now();
  const masks = await sceneMasks(setting, scene);
  const masked = performance.now();
  writeFileSync(values.out, (await encodePng(image)).bytes);
  console.log(
    `mood ${scene.mood}, ${scene.objects.length} objects, picture ${(rendered - started).toFixed(0)} ms, masks ${(masked - rendered).toFixed(0)} ms`,
  );
  for (const { id, surface } of scene.objects)
    console.log(`  ${id} on ${surface}, ${((1 - (masks.get(id)?.occlusion ?? 1)) * 100).toFixed(0)} % visible`);
}
