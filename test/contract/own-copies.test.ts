import { describe, expect, it } from 'vitest';
import { ownCopies } from '../../src/contract/own-copies.ts';

describe('ownCopies', () => {
  it('copies plain data to any depth', () => {
    const data = { text: 'a', list: [1, { deep: null }], flag: true, gone: undefined };
    const { value, buffers } = ownCopies(data);
    expect(value).toEqual(data);
    expect(value).not.toBe(data);
    expect(buffers).toEqual([]);
  });

  it('gives each byte array a buffer of its own, no longer than its bytes', () => {
    const shared = new Uint8Array([0, 1, 2, 3, 4, 5]);
    const pooled = Buffer.from('pooled');
    const { value, buffers } = ownCopies({ a: shared.subarray(1, 3), b: [shared.subarray(4), pooled] });
    expect(value).toEqual({ a: new Uint8Array([1, 2]), b: [new Uint8Array([4, 5]), new Uint8Array(pooled)] });
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([2, 2, 6]);
    expect(buffers).not.toContain(shared.buffer);
  });

  it('makes what can be transferred, and leaves the original usable', () => {
    const original = Buffer.from('bytes');
    const { value, buffers } = ownCopies({ picture: original as Uint8Array });
    const arrived = structuredClone(value, { transfer: buffers });
    expect(value.picture.byteLength).toBe(0);
    expect(Buffer.from(arrived.picture).toString()).toBe('bytes');
    expect(original.toString()).toBe('bytes');
  });
});
