import { createMask, createRgbImage, type Mask, type RgbImage } from '../../imaging/image.ts';
import { type ChannelOrder, fromPlanes, toUnitPlanes } from '../../imaging/tensor.ts';
import type { Network } from '../../inference/inference.ts';

/** Side of the square that the network takes, pixels. */
export const LAMA_SIDE = 512;

/** The self-test's picture: strong colours that no exchange of channels leaves alone. */
const WARM = [255, 150, 20];
const COOL = [20, 60, 160];
const STRIPE_PX = 32;

/** What each network of the host's own was found to take. */
const known = new WeakMap<Network, Promise<ChannelOrder>>();

async function paint(network: Network, image: RgbImage, hole: Mask, order: ChannelOrder): Promise<RgbImage> {
  const [painted] = await network.run([
    { type: 'float32', data: toUnitPlanes(image, order), dims: [1, 3, LAMA_SIDE, LAMA_SIDE] },
    { type: 'float32', data: Float32Array.from(hole.data), dims: [1, 1, LAMA_SIDE, LAMA_SIDE] },
  ]);
  return fromPlanes(painted.data, LAMA_SIDE, LAMA_SIDE, order);
}

/** Slanted stripes with a square hole in their middle. */
function drawTest(): { image: RgbImage; hole: Mask } {
  const image = createRgbImage(LAMA_SIDE, LAMA_SIDE);
  const hole = createMask(LAMA_SIDE, LAMA_SIDE);
  for (let y = 0, pixel = 0; y < LAMA_SIDE; y++) {
    for (let x = 0; x < LAMA_SIDE; x++, pixel++) {
      image.data.set(Math.floor((x + y) / STRIPE_PX) % 2 ? WARM : COOL, pixel * 3);
      const fromMiddle = Math.max(Math.abs(x - LAMA_SIDE / 2), Math.abs(y - LAMA_SIDE / 2));
      hole.data[pixel] = fromMiddle < 2 * STRIPE_PX ? 1 : 0;
    }
  }
  return { image, hole };
}

async function errorWith(network: Network, order: ChannelOrder): Promise<number> {
  const { image, hole } = drawTest();
  const painted = await paint(network, image, hole, order);
  return painted.data.reduce((sum, value, at) => sum + Math.abs(value - image.data[at]), 0);
}

/** Lets a network repair a picture that is known, with its channels in either order; what comes out better is right. */
async function testOrder(network: Network): Promise<ChannelOrder> {
  const rgb = await errorWith(network, 'rgb');
  return rgb <= (await errorWith(network, 'bgr')) ? 'rgb' : 'bgr';
}

/** The manifest tells it of its own files; others are put to the test, once. */
function channelOrderOf(network: Network): Promise<ChannelOrder> {
  if (!network.isOwnFile) return Promise.resolve(network.entry.channelOrder ?? 'rgb');
  const order = known.get(network) ?? testOrder(network);
  known.set(network, order);
  return order;
}

/**
 * Runs a LaMa network.
 *
 * @param image LAMA_SIDE x LAMA_SIDE
 * @param hole of the same size; 1 = to be painted
 */
export async function runLama(network: Network, image: RgbImage, hole: Mask): Promise<RgbImage> {
  return paint(network, image, hole, await channelOrderOf(network));
}
