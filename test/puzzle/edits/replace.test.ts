import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodePicture, encodePng } from '../../../src/imaging/codec.ts';
import { copyRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { pastePatch } from '../../../src/imaging/patch.ts';
import { trimMask } from '../../../src/imaging/placed-mask.ts';
import { setUpInference } from '../../../src/inference/shared-inference.ts';
import { replace } from '../../../src/puzzle/edits/replace.ts';
import { openThing } from '../../../src/puzzle/open-thing.ts';
import { PictureFacts } from '../../../src/puzzle/picture-facts.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { modelSettings } from '../../support/models.ts';
import { drawShapes, type Shape, shadedGround, shapeMask } from '../../support/pictures.ts';

const SIZE = { width: 360, height: 240 };
const RED: Shape = { kind: 'disc', centre: { x: 90, y: 120 }, size: 50, colour: [200, 40, 40] };
const BLUE: Shape = { kind: 'square', centre: { x: 260, y: 120 }, size: 46, colour: [40, 60, 190] };
const ground = shadedGround(SIZE);
const image = drawShapes(ground, [RED, BLUE]);
const found = await propose(image);

const placedOf = (shape: Shape) => trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) });
const like = (shape: Shape) => ({ ...found.proposals[0], objectness: 0.8, placed: placedOf(shape) });

/** Replaces the red disc. @param beside what else was found in the picture */
async function replaceRed(beside: readonly Shape[], prompt?: string): Promise<RgbImage | undefined> {
  const red = like(RED);
  const picture = {
    image,
    facts: new PictureFacts(image),
    found: { size: SIZE, proposals: [red, ...beside.map(like)], faces: [] },
    level: 'medium' as const,
    seed: 'replace',
    prompt,
  };
  const patch = await replace.apply(openThing(red, undefined, picture, () => true));
  if (!patch) return undefined;
  const altered = copyRgbImage(image);
  pastePatch(altered, patch);
  return altered;
}

const colourAt = ({ data, width }: RgbImage, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];
const blue = colourAt(image, 260, 120);

describe('replace without a prompt', () => {
  it('puts a copy of another thing in the place, and leaves that one where it is', async () => {
    const altered = await replaceRed([BLUE]);
    if (!altered) throw new Error('expected an edit, received none');
    for (const [x, y] of [
      [90, 120],
      [260, 120],
    ]) {
      const [red, green, of] = colourAt(altered, x, y);
      expect(Math.hypot(red - blue[0], green - blue[1], of - blue[2])).toBeLessThan(30);
    }
    // The square is higher than it was wide: where the disc alone was, there is ground again.
    const [old, is] = [colourAt(ground, 113, 120), colourAt(altered, 116, 120)];
    expect(Math.abs(old[0] - is[0])).toBeLessThan(30);
  });

  it('does nothing where there is no other thing of like size', async () => {
    expect(await replaceRed([])).toBeUndefined();
    expect(await replaceRed([{ ...BLUE, size: 110 }])).toBeUndefined();
  });
});

describe('replace with a prompt', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    setUpInference(modelSettings(undefined));
    for (const close of closing.splice(0)) close();
  });

  it('shows what the server painted, and asks it once', async () => {
    const prompts: string[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as { image: string; mask: string; prompt: string };
      prompts.push(asked.prompt);
      const decode = async (base64: string) => (await decodePicture(Buffer.from(base64, 'base64'), 10_000)).image;
      const [picture, hole] = [await decode(asked.image), await decode(asked.mask)];
      for (let at = 0; at < picture.data.length; at += 3) if (hole.data[at] > 127) picture.data.set([20, 160, 60], at);
      response.writeHead(200).end((await encodePng(picture)).bytes);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    setUpInference(
      modelSettings(undefined, { inpaintUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    );
    const altered = await replaceRed([BLUE], 'a green ball');
    if (!altered) throw new Error('expected an edit, received none');
    const [red, green] = colourAt(altered, 90, 120);
    expect(green).toBeGreaterThan(120);
    expect(red).toBeLessThan(80);
    expect(colourAt(altered, 260, 120)).toEqual(blue);
    expect(prompts).toEqual(['a green ball']);
  });
});

it('suits things alone, and none that nobody would miss', () => {
  const proposal = { ...like(RED), ringContrast: 60, ringRoughness: 1, groundSpread: 1, weakContrast: 50, solidity: 1 };
  expect(replace.suits(proposal, 'alone')).toBeGreaterThan(0.3);
  expect(replace.suits(proposal, 'part')).toBe(0);
  expect(replace.suits({ ...proposal, ringContrast: 2 }, 'alone')).toBe(0);
});
