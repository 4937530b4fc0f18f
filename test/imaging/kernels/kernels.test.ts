import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { describe, expect, it } from 'vitest';
import { openKernelRoom, roomFor } from '../../../src/imaging/kernels/kernels.ts';
import { blurPlane } from '../../../src/imaging/kernels/plane-blur.ts';
import { workerLaunch } from '../../../src/jobs/worker-entry.ts';
import { assetPath, PROJECT_ROOT } from '../../../src/project-root.ts';

const BYTES = roomFor(400);

describe('the compiled kernels', () => {
  it('are those of their source', { timeout: 120_000 }, async () => {
    const script = join(PROJECT_ROOT, 'scripts', 'kernels.mjs');
    const { compileKernels, kernelFingerprint } = (await import(script)) as {
      compileKernels: () => Promise<Uint8Array>;
      kernelFingerprint: () => string;
    };
    expect(readFileSync(assetPath('kernels.sha256'), 'utf8')).toBe(kernelFingerprint());
    expect(Buffer.compare(readFileSync(assetPath('kernels.wasm')), await compileKernels())).toBe(0);
  });
});

describe('a room', () => {
  it('gives arrays that start at whole vectors and do not overlap', () => {
    const room = openKernelRoom(roomFor(28) + roomFor(4));
    const [first, second] = [room.floats(7), room.floats(1)];
    first.view.fill(1);
    second.view.fill(2);
    expect([first.address % 16, second.address % 16]).toEqual([0, 0]);
    expect([...first.view]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    room.close();
  });

  it('refuses more than it was opened for', () => {
    const room = openKernelRoom(BYTES);
    room.floats(100);
    expect(() => room.floats(1)).toThrow(RangeError);
    room.close();
  });

  it('shares no memory with a room that is open beside it', () => {
    const [one, other] = [openKernelRoom(BYTES), openKernelRoom(BYTES)];
    const [a, b] = [one.floats(100).view.fill(1), other.floats(100).view.fill(2)];
    expect(a.buffer).not.toBe(b.buffer);
    expect(a.every((value) => value === 1)).toBe(true);
    one.close();
    other.close();
  });

  it('uses the memory of the room before it again', () => {
    const memories = Array.from({ length: 50 }, () => {
      const room = openKernelRoom(BYTES);
      const { buffer } = room.floats(100).view;
      room.close();
      return buffer;
    });
    expect(new Set(memories).size).toBe(1);
  });

  it('does not keep a memory that had to become very large', () => {
    const bytes = 56 * 1024 * 1024;
    const room = openKernelRoom(bytes);
    const large = room.floats(bytes / 4).view.buffer;
    room.close();
    const next = openKernelRoom(BYTES);
    expect(next.floats(100).view.buffer).not.toBe(large);
    next.close();
  });
});

it('kernels work in a thread of their own', async () => {
  const call = [Float32Array.of(1, 2, 3, 4, 5, 6), 3, 2, Float32Array.of(0.25, 0.5, 0.25)] as const;
  const threads = new Piscina({
    ...workerLaunch(join(import.meta.dirname, 'fixtures', 'blur-task.ts')),
    maxThreads: 1,
  });
  expect(await threads.run(call)).toEqual(blurPlane(...call));
  await threads.destroy();
});
