import { resizeImage } from '../src/imaging/codec.ts';
import type { RgbImage } from '../src/imaging/image.ts';
import { cropImage } from '../src/imaging/patch.ts';
import { createRandom, type Random } from '../src/imaging/random.ts';
import { type PhotoFinish, photograph } from '../src/puzzle/scene/photo-finish.ts';
import { type Example, lookAt } from './examples.mts';
import { type Canvas, pasteStamp, shapeStamp, truthsOf } from './paste-stamps.mts';
import { type Ground, readGrounds, readStamps, type Stamp } from './pasted-sources.mts';

/** Sizes of the pictures: more than the working image has, so that noise and soft edges shrink as those of photographs do. */
const SIZES = [
  { width: 900, height: 600 },
  { width: 800, height: 800 },
  { width: 640, height: 860 },
];
/** A ground shows at least this share of its photograph's sides. */
const LEAST_CUT = 0.55;
/** Things a picture, and the areas of things as shares of the picture; together they cover at most so much. */
const THINGS = { fewest: 6, most: 30 };
const AREA = { least: 0.0005, most: 0.09, together: 0.55 };
/**
 * Every so often a thing comes as a herd of its like, in nearly the same size. Packed, with a reach near their own sides,
 * they leave gaps that look like things; far apart they are several of a kind.
 */
const HERD = { chance: 0.3, fewest: 3, most: 9, sizeBy: 1.35, reach: { least: 0.5, most: 2.5 } };
/** How much that counts which nobody outlined where a photograph shows things of its own. */
const BUSY_WEIGHT = 0.2;
/** What a clean part of a thing is worth: players take it for a thing, too, but the whole comes first. */
const PART_WORTH = 0.3;

/** What some camera does to a picture: worse and better ones than PHONE_FINISH. */
function finishOf(random: Random): PhotoFinish {
  return {
    blurPx: random.between(0.4, 1.2),
    vignette: random.between(0, 0.25),
    noise: random.between(0.5, 6),
    jpegQuality: random.integer(65, 95),
  };
}

/** A part of a photograph, scaled to a picture. */
async function groundFor({ image }: Ground, size: { width: number; height: number }, random: Random) {
  const fit = Math.min(image.width / size.width, image.height / size.height) * random.between(LEAST_CUT, 1);
  const [width, height] = [Math.floor(size.width * fit), Math.floor(size.height * fit)];
  const [x, y] = [random.integer(0, image.width - width), random.integer(0, image.height - height)];
  return resizeImage(cropImage(image, { x, y, width, height }).image, size);
}

/** Pastes photographed things on a photograph. */
class Paster {
  private readonly stamps: readonly Stamp[];
  private readonly random: Random;

  constructor(stamps: readonly Stamp[], random: Random) {
    this.stamps = stamps;
    this.random = random;
  }

  async fill(image: RgbImage): Promise<Canvas> {
    const { random, stamps } = this;
    const canvas: Canvas = { image, owners: new Uint16Array(image.width * image.height), wholes: [] };
    const count = random.integer(THINGS.fewest, THINGS.most);
    let together = 0;
    while (canvas.wholes.length < count && together < AREA.together) {
      const area = AREA.least * (AREA.most / AREA.least) ** random.next();
      const herd = random.next() < HERD.chance ? random.integer(HERD.fewest, HERD.most) : 1;
      together += area * herd;
      await this.pasteHerd(canvas, random.pick(stamps), area, herd);
    }
    return canvas;
  }

  private async pasteHerd(canvas: Canvas, stamp: Stamp, area: number, herd: number): Promise<void> {
    const { random } = this;
    const { width, height } = canvas.image;
    const centre = { x: random.between(0.1, 0.9) * width, y: random.between(0.1, 0.9) * height };
    const side = Math.sqrt((area * width * height * herd) / Math.PI);
    const reach = herd === 1 ? 0 : side * random.between(HERD.reach.least, HERD.reach.most);
    for (let at = 0; at < herd; at++) {
      const size = area * width * height * HERD.sizeBy ** random.between(-1, 1);
      const shaped = await shapeStamp(stamp, size, random);
      const place = {
        x: Math.round(centre.x + random.between(-reach, reach) - shaped.width / 2),
        y: Math.round(centre.y + random.between(-reach, reach) - shaped.height / 2),
      };
      pasteStamp(canvas, shaped, place, random);
    }
  }
}

/**
 * Pastes photographed things on photographs (Dwibedi, Misra, Hebert 2017: "Cut, paste and learn"): their grounds hold
 * foliage, ripples and folds, which drawn scenes do not.
 *
 * @param share where the packages of pasted-sources.mts lie, usually /usr/share
 */
export async function* pastedExamples(name: string, pictures: number, share: string): AsyncGenerator<Example> {
  if (pictures === 0) return;
  const [stamps, grounds] = [await readStamps(share), await readGrounds(share)];
  const kinds = [grounds.filter(({ isBare }) => isBare), grounds.filter(({ isBare }) => !isBare)];
  for (let at = 0; at < pictures; at++) {
    const random = createRandom(`${name}/pasted/${at}`);
    const ground = random.pick(kinds[at % kinds.length]);
    const size = random.pick(SIZES);
    const canvas = await new Paster(stamps, random).fill(await groundFor(ground, size, random));
    const image = await photograph(canvas.image, finishOf(random), random);
    const seen = await lookAt(image, { x: 0, y: 0, ...size }, truthsOf(canvas));
    yield { ...seen, random, groundWeight: ground.isBare ? 1 : BUSY_WEIGHT, partWorth: PART_WORTH };
  }
}
