import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture } from '../../../src/imaging/codec.ts';
import type { Mask, RgbImage } from '../../../src/imaging/image.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { type MaskKind, randomMask } from '../../../src/inpainting/random-masks.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import { createScene, renderScene } from '../../../src/puzzle/scene.ts';
import { paint, texture } from '../../support/pictures.ts';

const SHARED_PICTURES = join(PROJECT_ROOT, '..', 'shared', 'images');
const SIZE = { width: 768, height: 512 };
/** Scenes that are drawn beside the pictures. */
const SCENE_SEEDS = ['1', '2'];

/** What stands around a hole: `smooth` pictures have no texture and no edges. */
export type Ground = 'photo' | 'scene' | 'texture' | 'smooth';

/** A picture and a hole in it. */
export interface Case {
  readonly name: string;
  readonly ground: Ground;
  readonly kind: MaskKind;
  readonly image: RgbImage;
  readonly mask: Mask;
}

interface Picture {
  readonly name: string;
  readonly ground: Ground;
  readonly image: RgbImage;
}

function drawnPictures(): Picture[] {
  const sky = paint(SIZE, (x, y) => [60 + y / 6, 120 + y / 5, 235 - x / 20]);
  const lamp = paint(SIZE, (x, y) => {
    const light = 200 * Math.exp(-((x - 300) ** 2 + (y - 220) ** 2) / 90_000);
    return [40 + light, 30 + 0.8 * light, 25 + 0.6 * light];
  });
  return [
    { name: 'sky', ground: 'smooth', image: sky },
    { name: 'lamp', ground: 'smooth', image: lamp },
    { name: 'waves', ground: 'texture', image: texture(SIZE, 'bench') },
  ];
}

async function scenePictures(): Promise<Picture[]> {
  const scenes = SCENE_SEEDS.map(async (seed) => {
    const scene = await createScene({ seed, size: SIZE });
    return { name: `scene ${seed}`, ground: 'scene' as const, image: await renderScene(scene) };
  });
  return Promise.all(scenes);
}

async function sharedPictures(): Promise<Picture[]> {
  if (!existsSync(SHARED_PICTURES)) {
    console.log('skipped: the pictures beside the project are not there, only drawn ones are measured');
    return [];
  }
  const names = readdirSync(SHARED_PICTURES).filter((name) => !name.endsWith('.json'));
  const pictures = names.map(async (name) => {
    const { image } = await decodePicture(readFileSync(join(SHARED_PICTURES, name)), SIZE.width);
    return { name: name.slice(0, 'dev00'.length), ground: 'photo' as const, image };
  });
  return Promise.all(pictures);
}

/** Holes of a kind in every picture: of the kind that is most like a thing there are more, one says little. */
const HOLES: Readonly<Partial<Record<MaskKind, number>>> = { blob: 3 };

/** Holes of each kind in every picture, the same every time. */
export async function benchCases(kinds: readonly MaskKind[], only: string): Promise<Case[]> {
  const pictures = [...drawnPictures(), ...(await scenePictures()), ...(await sharedPictures())];
  const chosen = pictures.filter(({ name }) => name.includes(only));
  return chosen.flatMap(({ name, ground, image }) =>
    kinds.flatMap((kind) =>
      Array.from({ length: HOLES[kind] ?? 1 }, (_, index) => {
        const mask = randomMask(kind, image, createRandom(`${name}/${kind}/${index}`));
        return { name: `${name} ${kind} ${index + 1}`, ground, kind, image, mask };
      }),
    ),
  );
}
