import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../src/imaging/codec.ts';
import { createRgbImage } from '../../../src/imaging/image.ts';
import { decodeOnce } from '../../../src/puzzle/drawing/decode-once.ts';

async function pictureOf(value: number): Promise<Uint8Array> {
  const image = createRgbImage(70, 50);
  image.data.fill(value);
  return (await encodePng(image)).bytes;
}

describe('decodeOnce', () => {
  it('gives the same pixels for the same bytes, wherever they lie', async () => {
    const bytes = await pictureOf(10);
    const first = await decodeOnce(bytes);
    expect(first).toMatchObject({ width: 70, height: 50 });
    expect(await decodeOnce(Uint8Array.from(bytes))).toBe(first);
  });

  it('forgets what was used longest ago', async () => {
    const [kept, forgotten, ...others] = await Promise.all([20, 21, 22, 23, 24].map(pictureOf));
    if (kept === undefined || forgotten === undefined) throw new Error('there are five');
    const first = await decodeOnce(kept);
    const second = await decodeOnce(forgotten);
    expect(await decodeOnce(kept)).toBe(first);
    for (const other of others) await decodeOnce(other);
    expect(await decodeOnce(kept)).toBe(first);
    expect(await decodeOnce(forgotten)).not.toBe(second);
  });

  it('tries what could not be read again', async () => {
    const broken = (await pictureOf(30)).slice(0, 100);
    const once = decodeOnce(broken);
    await expect(once).rejects.toMatchObject({ code: 'picture-damaged' });
    expect(decodeOnce(broken)).not.toBe(once);
    await expect(decodeOnce(broken)).rejects.toMatchObject({ code: 'picture-damaged' });
  });
});
