import { forEachSpan, type RunLengthMask } from '../src/contract/run-length-mask.ts';
import { SCENE_SETTINGS } from '../src/contract/scene-settings.ts';
import { createRandom } from '../src/imaging/random.ts';
import { PHONE_FINISH, photograph } from '../src/puzzle/scene/photo-finish.ts';
import { createScene, describeScene, renderScene } from '../src/puzzle/scene.ts';
import { type Example, lookAt, MOST_HIDDEN } from './examples.mts';

const SIZE = { width: 1200, height: 800 };

function drawn(mask: RunLengthMask): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height);
  forEachSpan(mask, (y, fromX, toX) => pixels.fill(1, y * SIZE.width + fromX, y * SIZE.width + toX));
  return pixels;
}

/**
 * Draws scenes and looks at each whole and in parts, so that things come in many sizes; every other round of settings as
 * a phone would photograph it.
 *
 * @param partsOf shares of the picture's sides that the parts of a scene have
 */
export async function* drawnExamples(
  name: string,
  scenes: number,
  partsOf: (scene: number) => readonly number[],
): AsyncGenerator<Example> {
  for (let at = 0; at < scenes; at++) {
    const seed = `${name}/${at}`;
    const random = createRandom(seed);
    const setting = SCENE_SETTINGS[at % SCENE_SETTINGS.length];
    const scene = await createScene({ seed, setting, size: SIZE });
    const { objects } = await describeScene(scene);
    const truths = objects
      .filter((o) => o.occlusion <= MOST_HIDDEN && o.visiblePixels > 0)
      .map(({ mask, visiblePixels }) => ({ pixels: drawn(mask), visiblePixels }));
    const plain = await renderScene(scene);
    const isPlain = Math.floor(at / SCENE_SETTINGS.length) % 2 === 0;
    const image = isPlain ? plain : await photograph(plain, PHONE_FINISH, random);
    for (const share of [1, ...partsOf(at)]) {
      const [width, height] = [Math.round(share * SIZE.width), Math.round(share * SIZE.height)];
      const [x, y] = [random.integer(0, SIZE.width - width), random.integer(0, SIZE.height - height)];
      // All that is no thing here was drawn as ground, and parts of things are what wholes must be told from.
      yield { ...(await lookAt(image, { x, y, width, height }, truths)), random, groundWeight: 1, partWorth: 0 };
    }
  }
}
