import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trimMask } from '../../src/imaging/placed-mask.ts';
import { setUpInference } from '../../src/inference/shared-inference.ts';
import { openThing } from '../../src/puzzle/open-thing.ts';
import { propose } from '../../src/segmentation/propose.ts';
import { modelSettings } from '../support/models.ts';
import { pictureOf } from '../support/picture-context.ts';
import { drawShapes, flat, type Shape, shapeMask } from '../support/pictures.ts';

const SIZE = { width: 160, height: 120 };
const SHAPE: Shape = { kind: 'square', centre: { x: 80, y: 60 }, size: 30, colour: [200, 60, 50] };

/** A server of IOPaint's contract that notes the seeds and gives the picture back as it came. */
function startServer(seeds: number[]): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as { image: string; sd_seed: number };
    seeds.push(asked.sd_seed);
    response.end(Buffer.from(asked.image, 'base64'));
  }).listen(0, '127.0.0.1');
}

describe('a thing that is painted anew by a prompt', () => {
  const seeds: number[] = [];
  const server = startServer(seeds);
  beforeAll(async () => {
    if (!server.listening) await once(server, 'listening');
    const inpaintUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    setUpInference(modelSettings(undefined, { inpaintUrl }));
  });
  afterAll(() => {
    setUpInference(modelSettings(undefined));
    server.close();
    server.closeAllConnections();
  });

  it('is imagined by the seed of the puzzle', async () => {
    const image = drawShapes(flat(SIZE, [240, 240, 236]), [SHAPE]);
    const found = await propose(image);
    const placed = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(SHAPE, SIZE) });
    const proposal = { ...found.proposals[0], placed };
    for (const seed of ['one', 'one', 'two']) {
      const picture = pictureOf(image, proposal, found, { seed, prompt: 'a red door' });
      await openThing(proposal, undefined, picture, () => true).repaint?.();
    }
    expect(seeds).toHaveLength(3);
    expect(seeds[0]).toBe(seeds[1]);
    expect(seeds[2]).not.toBe(seeds[0]);
  });
});
