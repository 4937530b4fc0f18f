import { expect, it } from 'vitest';
import { createFloatMap } from '../../../../src/imaging/image.ts';
import { createRandom } from '../../../../src/imaging/random.ts';
import { keepCrisp } from '../../../../src/puzzle/edits/layers/keep-crisp.ts';
import { IN_PLACE, placeLayer } from '../../../../src/puzzle/edits/layers/layer.ts';
import type { Matte } from '../../../../src/segmentation/refine-mask.ts';

const CANVAS = { width: 90, height: 70 };
const BOX = { x: 20, y: 15, width: 40, height: 30 };

/** A thing that fills its box. @param greyAt grey level of its pixels */
function thingOf(greyAt: (x: number, y: number) => number): Matte {
  const alpha = createFloatMap(BOX.width, BOX.height).data.fill(1);
  const foreground = Float32Array.from({ length: alpha.length * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return greyAt(pixel % BOX.width, Math.floor(pixel / BOX.width));
  });
  return { box: BOX, alpha: createFloatMap(BOX.width, BOX.height, alpha), foreground };
}

const grown = (thing: Matte, scale = 1.4) => {
  const layer = placeLayer(thing, { ...IN_PLACE, anchor: { x: 40, y: 30 }, scale }, CANVAS);
  if (!layer) throw new Error('It lies in the picture.');
  return layer;
};

/** RMS step between neighbours in a row well inside a layer, grey levels. */
function stepsOf({ box: { width, height }, foreground }: Matte): number {
  let [squares, count] = [0, 0];
  for (let y = 3; y < height - 3; y++) {
    for (let x = 3; x < width - 3; x++) {
      squares += (foreground[(y * width + x) * 3] - foreground[(y * width + x - 1) * 3]) ** 2;
      count++;
    }
  }
  return Math.sqrt(squares / count);
}

it('leaves a grown texture nearly as rough as it was', () => {
  const random = createRandom('rough');
  const thing = thingOf(() => random.integer(80, 170));
  expect(stepsOf(grown(thing))).toBeGreaterThan(0.75 * stepsOf(thing));
});

it('puts no halo around a line', () => {
  const layer = grown(thingOf((x) => (x === 20 ? 40 : 200)));
  const values = layer.foreground.filter((_, at) => layer.alpha.data[Math.floor(at / 3)] > 0.99);
  expect(Math.max(...values)).toBeLessThan(212);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(40);
});

it('changes nothing where no detail was lost', () => {
  const thing = thingOf((x, y) => 60 + x + 2 * y);
  const layer = grown(thing);
  const before = layer.foreground.slice();
  keepCrisp(layer, thing);
  expect(layer.foreground).toEqual(before);
});
