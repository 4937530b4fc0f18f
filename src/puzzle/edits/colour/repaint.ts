import { linearToSrgbByte, type OkLab, okLabToLinear } from '../../../imaging/colour.ts';
import { createRgbImage, type RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch } from '../../../imaging/patch.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { toGamut } from './colour-choice.ts';
import { GREY_CHROMA, likeness, type MainColour, okLabOfBytes } from './main-colour.ts';

/** Outlines and pupils below this OkLab lightness stay as they are; above twice it everything is recoloured. */
const OUTLINE_LIGHTNESS = 0.16;
/** What changes less than this by its share and its colour does not change. */
const LEAST_WEIGHT = 0.04;
/** Pixels by which a colour is tried before all are painted. */
const SAMPLES = 400;
const CHANNELS = 3;

type Linear = readonly [number, number, number];
/** What is done to the colour of every pixel: from OkLab to linear sRGB. */
type ColourChange = (colour: OkLab) => Linear;

/**
 * Turns one colour into another, and its shades with it. Lightness is scaled, hue is turned and chroma scaled in OkLCh, so
 * that shading and texture stay. What is grey has no hue to turn: it takes on the new colour as under glass of that
 * colour, channel by channel of its light, so shadows stay dark and highlights bright.
 */
function changeBetween(from: OkLab, to: OkLab): ColourChange {
  const before = Math.hypot(from.a, from.b);
  if (before < GREY_CHROMA) {
    const [old, wanted] = [okLabToLinear(from), okLabToLinear(to)];
    const factors = wanted.map((value, channel) => value / old[channel]);
    return (colour) => {
      const [red, green, blue] = okLabToLinear(colour);
      return [red * factors[0], green * factors[1], blue * factors[2]];
    };
  }
  const turn = Math.atan2(to.b, to.a) - Math.atan2(from.b, from.a);
  const scale = Math.hypot(to.a, to.b) / before;
  const [cos, sin] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  const lightness = to.l / Math.max(from.l, OUTLINE_LIGHTNESS);
  return ({ l, a, b }) => toGamut({ l: Math.min(1, l * lightness), a: a * cos - b * sin, b: a * sin + b * cos });
}

/** Near-black pixels are outlines: 0 there, 1 for all clearly lighter ones. */
function outlineWeight(lightness: number, mainLightness: number): number {
  // A thing that is black as a whole has no outlines to keep.
  if (mainLightness < 2 * OUTLINE_LIGHTNESS) return 1;
  return Math.min(1, Math.max(0, lightness / OUTLINE_LIGHTNESS - 1));
}

/** Pixels of a box that change, and how. */
interface Coat {
  readonly pixels: readonly number[];
  readonly weights: readonly number[];
  readonly colours: readonly OkLab[];
}

/** Puts a thing's main colour and all its shades into other colours. */
export class Painter {
  private readonly coat: Coat;
  private readonly image: RgbImage;
  private readonly matte: Matte;
  private readonly main: OkLab;

  constructor(image: RgbImage, matte: Matte, { colour: main }: MainColour) {
    this.image = image;
    this.matte = matte;
    this.main = main;
    const coat = { pixels: [] as number[], weights: [] as number[], colours: [] as OkLab[] };
    matte.alpha.data.forEach((share, pixel) => {
      if (share < LEAST_WEIGHT) return;
      const colour = okLabOfBytes(matte.foreground, pixel * CHANNELS);
      const weight = share * likeness(colour, main) * outlineWeight(colour.l, main.l);
      if (weight < LEAST_WEIGHT) return;
      coat.pixels.push(pixel);
      coat.weights.push(weight);
      coat.colours.push(colour);
    });
    this.coat = coat;
  }

  /** The thing in another colour. */
  paint(colour: OkLab): Patch {
    const patch = cropImage(this.image, this.matte.box);
    const change = changeBetween(this.main, colour);
    for (let index = 0; index < this.coat.pixels.length; index++) {
      this.paintPixel(index, change, patch.image.data, this.coat.pixels[index] * CHANNELS);
    }
    return patch;
  }

  /** Some of the pixels that change, as they are and as they would be, in one row; undefined when none changes. */
  try(colour: OkLab): { readonly before: RgbImage; readonly after: RgbImage } | undefined {
    const { pixels } = this.coat;
    const step = Math.max(1, Math.floor(pixels.length / SAMPLES));
    const chosen = pixels.map((_, index) => index).filter((index) => index % step === 0);
    if (chosen.length === 0) return undefined;
    const { box } = this.matte;
    const before = new Uint8Array(chosen.length * CHANNELS);
    chosen.forEach((index, place) => {
      const [x, y] = [box.x + (pixels[index] % box.width), box.y + Math.floor(pixels[index] / box.width)];
      const from = (y * this.image.width + x) * CHANNELS;
      before.set(this.image.data.subarray(from, from + CHANNELS), place * CHANNELS);
    });
    const after = before.slice();
    const change = changeBetween(this.main, colour);
    chosen.forEach((index, place) => {
      this.paintPixel(index, change, after, place * CHANNELS);
    });
    return { before: createRgbImage(chosen.length, 1, before), after: createRgbImage(chosen.length, 1, after) };
  }

  /** Each pixel changes by its share of the thing, so at the border no rim of the old colour is left. */
  private paintPixel(index: number, change: ColourChange, data: RgbImage['data'], at: number): void {
    const { pixels, weights, colours } = this.coat;
    const after = change(colours[index]);
    const own = pixels[index] * CHANNELS;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const difference = linearToSrgbByte(after[channel]) - this.matte.foreground[own + channel];
      data[at + channel] = Math.round(Math.min(255, Math.max(0, data[at + channel] + weights[index] * difference)));
    }
  }
}
