import { CodedError } from '../contract/coded-error.ts';
import type { Box } from '../contract/geometry.ts';
import { copyRgbImage, createMask, type Mask, type RgbImage } from '../imaging/image.ts';
import { cropImage } from '../imaging/patch.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';
import { fillByChoice } from './choose-engine.ts';
import type { HoleTask } from './engine.ts';
import { contextOf, findHoles } from './find-holes.ts';
import { ENGINE_NAMES, ENGINES, type EngineChoice, type EngineName } from './registry.ts';

export interface InpaintOptions {
  readonly engine: EngineChoice;
  /** Lets `auto` choose only what gives the same bytes on every machine: no engine that needs a model or a server. */
  readonly isRepeatable?: boolean;
  /** Any text: the same image, mask, options and seed give the same bytes. */
  readonly seed: string;
  readonly signal?: AbortSignal | undefined;
  /** 1 = must not be copied from: other things, the thing's own shadow or halo. As large as the image. */
  readonly forbid?: Mask | undefined;
  /** Lets what copies give up early where it would continue its surroundings worse than this; see HoleTask. */
  readonly worstMisfit?: number | undefined;
  /** What to paint; `auto` then takes the engine that understands it. */
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
}

/** What was done about one hole. */
export interface FilledHole {
  readonly box: Box;
  readonly engine: EngineName;
  readonly milliseconds: number;
  /**
   * How much it gives itself away, by not continuing what stands around it or by colours that stand nowhere around it: 0 is
   * not at all, or not known.
   */
  readonly mismatch: number;
}

export interface Inpainted {
  readonly image: RgbImage;
  readonly holes: readonly FilledHole[];
}

function checkMask(image: RgbImage, mask: Mask): void {
  if (mask.width !== image.width || mask.height !== image.height) {
    const sizes = { width: image.width, height: image.height, maskWidth: mask.width, maskHeight: mask.height };
    throw new CodedError('mask-differs-in-size', sizes);
  }
}

/** The engine that takes prompts, of which there is one. @throws CodedError why it cannot work here */
export async function engineForPrompts(): Promise<EngineName> {
  const name = ENGINE_NAMES.find((each) => ENGINES[each].takesPrompt);
  if (name === undefined) throw new CodedError('engine-takes-no-prompt', { engine: 'auto' });
  const refusal = await ENGINES[name].whyUnavailable();
  if (refusal) throw refusal;
  return name;
}

/** The engine to be used. @throws CodedError why it may not be */
async function checkEngine({ engine, prompt, negativePrompt }: InpaintOptions): Promise<EngineChoice> {
  const hasPrompt = prompt !== undefined || negativePrompt !== undefined;
  if (engine === 'auto') return hasPrompt ? engineForPrompts() : 'auto';
  if (hasPrompt && !ENGINES[engine].takesPrompt) throw new CodedError('engine-takes-no-prompt', { engine });
  const refusal = await ENGINES[engine].whyUnavailable();
  if (refusal) throw refusal;
  return engine;
}

/** The part of a mask that lies in a box. */
function cropMask(mask: Mask, box: Box): Mask {
  const crop = createMask(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * mask.width + box.x;
    crop.data.set(mask.data.subarray(from, from + box.width), y * box.width);
  }
  return crop;
}

/** Cuts a hole and its surroundings out. Every hole is forbidden ground to all others, filled or not. */
function taskFor(hole: PlacedMask, image: RgbImage, mask: Mask, options: InpaintOptions): HoleTask & { box: Box } {
  const box = contextOf(hole.box, image);
  const own = createMask(box.width, box.height);
  for (let y = 0; y < hole.box.height; y++) {
    const row = hole.mask.data.subarray(y * hole.box.width, (y + 1) * hole.box.width);
    own.data.set(row, (hole.box.y - box.y + y) * box.width + hole.box.x - box.x);
  }
  const forbid = cropMask(mask, box);
  const asked = options.forbid && cropMask(options.forbid, box).data;
  if (asked) for (let pixel = 0; pixel < asked.length; pixel++) forbid.data[pixel] |= asked[pixel];
  const { seed, signal, worstMisfit, prompt, negativePrompt } = options;
  return {
    box,
    image: cropImage(image, box).image,
    hole: own,
    forbid,
    seed,
    signal,
    worstMisfit,
    prompt,
    negativePrompt,
  };
}

/** Writes the hole's pixels into the image; all others stay. */
function pasteHole(image: RgbImage, { box, hole }: HoleTask & { box: Box }, filled: RgbImage): void {
  for (let pixel = hole.data.indexOf(1); pixel >= 0; pixel = hole.data.indexOf(1, pixel + 1)) {
    const to = (box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width);
    image.data.set(filled.data.subarray(pixel * 3, pixel * 3 + 3), to * 3);
  }
}

/**
 * Fills the holes of an image so that nothing shows that something stood there. Works on the surroundings of each hole,
 * so that the cost follows the holes and not the image. Outside the mask every byte stays as it was: grow the mask first when
 * it does not hold the thing's soft rim.
 *
 * @param mask 1 = hole, as large as the image
 * @throws CodedError `mask-differs-in-size`, `mask-empty`, `mask-covers-everything`, `engine-takes-no-prompt`,
 *   `nothing-to-copy`, what keeps the named engine from working; the signal's reason when aborted
 */
export async function inpaint(image: RgbImage, mask: Mask, options: InpaintOptions): Promise<Inpainted> {
  checkMask(image, mask);
  if (options.forbid) checkMask(image, options.forbid);
  if (!mask.data.includes(1)) throw new CodedError('mask-empty', {});
  if (!mask.data.includes(0)) throw new CodedError('mask-covers-everything', {});
  const choice = await checkEngine(options);
  const result = copyRgbImage(image);
  const holes: FilledHole[] = [];
  for (const hole of findHoles(mask)) {
    options.signal?.throwIfAborted();
    const start = performance.now();
    const task = taskFor(hole, result, mask, options);
    const { filled, engine, mismatch } = await fillByChoice(task, choice, options.isRepeatable);
    pasteHole(result, task, filled);
    holes.push({ box: hole.box, engine, milliseconds: performance.now() - start, mismatch });
  }
  return { image: result, holes };
}
