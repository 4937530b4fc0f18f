import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelArray, type KernelRoom, openKernelRoom } from '../../../src/imaging/kernels/kernels.ts';
import {
  FEATURE_BYTES,
  PATCH_RADIUS_PX,
  type PatchField,
  type PatchLoops,
  patchLoops,
  type Targets,
  VOTES_LENGTH,
} from '../../../src/imaging/kernels/patch-field.ts';
import { plainPatchLoops } from '../../../src/imaging/kernels/patch-field-plainly.ts';
import { createRandom } from '../../../src/imaging/random.ts';

const ROOM_BYTES = 200_000;

interface Setting {
  readonly field: PatchField;
  readonly targets: Targets;
  /** What is chosen for each of the targets. */
  readonly chosen: KernelArray<Int32Array>;
}

function filled<Numbers extends Uint8Array | Int32Array | Float32Array>(view: Numbers, make: (at: number) => number) {
  for (let at = 0; at < view.length; at++) view[at] = make(at);
}

/** A field of random features whose upper half seeks sources in the lower half. */
function setUp(room: KernelRoom, seed: string, width: number, height: number, isMasked: boolean): Setting {
  const random = createRandom(seed);
  const pixels = width * height;
  const isInside = (pixel: number) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return Math.min(x, width - 1 - x, y, height - 1 - y) >= PATCH_RADIUS_PX;
  };
  const all = Array.from({ length: pixels }, (_, pixel) => pixel).filter(isInside);
  const centres = all.slice(0, all.length >> 1);
  const allowed = all.slice(all.length >> 1);
  const field: PatchField = {
    width,
    height,
    features: room.bytes(pixels * FEATURE_BYTES),
    valid: room.bytes(pixels),
    sources: room.integers(pixels),
    costs: room.integers(pixels),
    weights: room.floats(pixels),
    hole: room.integers(width * 4),
    votes: room.integers(VOTES_LENGTH),
  };
  const known = room.bytes(pixels * FEATURE_BYTES);
  const targets = { centres: room.integers(centres.length), ...(isMasked && { known }) };
  filled(field.features.view, () => random.integer(0, 255));
  filled(field.valid.view, (pixel) => (allowed.includes(pixel) ? 1 : 0));
  filled(field.sources.view, () => -1);
  for (const centre of centres) {
    // Half of them come from the same piece as the patch before: they say the same.
    const next = field.sources.view[centre - 1] + 1;
    field.sources.view[centre] =
      next > 0 && allowed.includes(next) && random.next() < 0.5 ? next : random.pick(allowed);
  }
  filled(field.costs.view, () => 0);
  filled(field.weights.view, () => random.next());
  filled(field.hole.view, (at) => at);
  filled(known.view, () => random.pick([0, 255]));
  targets.centres.view.set(centres);
  return { field, targets, chosen: room.integers(centres.length) };
}

/** Measures, searches there and back, and votes. @returns everything that was written */
function run(loops: PatchLoops, { field, targets, chosen }: Setting) {
  loops.measure(field, targets);
  const state = loops.improve(field, targets, { isForward: true, seed: 12345 });
  const end = loops.improve(field, targets, { isForward: false, seed: state });
  const changes = loops.vote(field, { bandwidth: 900.5, shifts: 2 });
  loops.choose(field, { bandwidth: 33.25, shifts: 1 }, targets.centres, chosen);
  const { sources, costs, features } = field;
  return {
    state,
    end,
    changes,
    chosen: [...chosen.view],
    sources: [...sources.view],
    costs: [...costs.view],
    features: [...features.view],
  };
}

describe('the loops over patches', () => {
  it('do the same as their plain twins', () => {
    const sizes = fc.record({ width: fc.integer({ min: 9, max: 20 }), height: fc.integer({ min: 9, max: 16 }) });
    fc.assert(
      fc.property(sizes, fc.string(), fc.boolean(), ({ width, height }, seed, isMasked) => {
        const [fast, plain] = [openKernelRoom(ROOM_BYTES), openKernelRoom(ROOM_BYTES)];
        const received = run(patchLoops(fast.kernels), setUp(fast, seed, width, height, isMasked));
        const expected = run(plainPatchLoops, setUp(plain, seed, width, height, isMasked));
        fast.close();
        plain.close();
        expect(received).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('find the one patch that is the same', () => {
    const room = openKernelRoom(ROOM_BYTES);
    const { field, targets } = setUp(room, 'twin', 24, 20, false);
    const [target, source] = [5 * 24 + 7, 14 * 24 + 15];
    for (let dy = -3; dy <= 3; dy++) {
      const [from, to] = [source + dy * 24 - 3, target + dy * 24 - 3].map((pixel) => pixel * FEATURE_BYTES);
      field.features.view.copyWithin(to, from, from + 7 * FEATURE_BYTES);
    }
    const loops = patchLoops(room.kernels);
    loops.measure(field, targets);
    let seed = 1;
    for (let pass = 0; pass < 40; pass++) seed = loops.improve(field, targets, { isForward: pass % 2 === 0, seed });
    expect([field.sources.view[target], field.costs.view[target]]).toEqual([source, 0]);
    room.close();
  });
});
