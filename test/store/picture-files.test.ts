import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PictureFiles } from '../../src/store/picture-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BYTES = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

describe('PictureFiles', () => {
  const parent = temporaryFolder();
  const folder = () => join(parent.path, 'data', 'pictures');
  let pictures: PictureFiles;

  beforeEach(async () => {
    pictures = await PictureFiles.open(folder());
  });

  it.each([
    ['image/png', 'png'],
    ['image/webp', 'webp'],
    ['image/jpeg', 'jpg'],
  ])('keeps %s as <sha256>.%s', async (mediaType, extension) => {
    const name = await pictures.put(BYTES, mediaType);
    expect(name).toBe(`${SHA256}.${extension}`);
    expect(new Uint8Array(await pictures.get(name))).toEqual(BYTES);
    expect(readdirSync(folder())).toEqual([name]);
  });

  it('does not keep other types', async () => {
    await expect(pictures.put(BYTES, 'image/svg+xml')).rejects.toThrow(RangeError);
  });

  it('names a part of a larger buffer by that part alone', async () => {
    const larger = Uint8Array.from([9, 9, ...BYTES, 9]);
    expect(await pictures.put(larger.subarray(2, 2 + BYTES.length), 'image/png')).toBe(`${SHA256}.png`);
  });

  it('keeps the same bytes once, also when they come many times at once', async () => {
    const names = await Promise.all(Array.from({ length: 8 }, () => pictures.put(BYTES, 'image/png')));
    expect(new Set(names).size).toBe(1);
    expect(readdirSync(folder())).toEqual([`${SHA256}.png`]);
  });

  it('replaces a file that is not whole', async () => {
    writeFileSync(join(folder(), `${SHA256}.png`), BYTES.subarray(0, 3));
    const name = await pictures.put(BYTES, 'image/png');
    expect(new Uint8Array(readFileSync(join(folder(), name)))).toEqual(BYTES);
  });

  it('says so when a picture is missing', async () => {
    await expect(pictures.get(`${SHA256}.png`)).rejects.toMatchObject({ code: 'picture-file-missing' });
  });

  it.each(['image/png', 'image/webp'])('knows the bytes of a %s that it keeps, and no others', async (mediaType) => {
    expect(await pictures.holds(BYTES)).toBe(false);
    const name = await pictures.put(BYTES, mediaType);
    expect(await pictures.holds(Uint8Array.from(BYTES))).toBe(true);
    expect(await pictures.holds(BYTES.subarray(1))).toBe(false);
    await pictures.delete(name);
    expect(await pictures.holds(BYTES)).toBe(false);
  });

  it('deletes, also twice', async () => {
    const name = await pictures.put(BYTES, 'image/png');
    await pictures.delete(name);
    await pictures.delete(name);
    expect(existsSync(join(folder(), name))).toBe(false);
  });

  it('lists pictures and nothing else', async () => {
    const name = await pictures.put(BYTES, 'image/png');
    writeFileSync(join(folder(), 'notes.txt'), '');
    const names: string[] = [];
    for await (const each of pictures.names()) names.push(each);
    expect(names).toEqual([name]);
  });

  it.each([
    '../store.sqlite',
    `../${SHA256}.png`,
    `${SHA256}.png/..`,
    `${SHA256}.exe`,
    `${SHA256.toUpperCase()}.png`,
    `${SHA256}.png\n`,
    `${SHA256}.png\0`,
    '',
  ])('never touches a file of another name: %j', async (name) => {
    await expect(pictures.get(name)).rejects.toThrow(RangeError);
    await expect(pictures.delete(name)).rejects.toThrow(RangeError);
  });

  it('removes what a crash left behind, but not what is being written now', async () => {
    const [old, fresh] = [`${SHA256}.png.1.tmp`, `${SHA256}.png.2.tmp`].map((name) => join(folder(), name));
    if (!old || !fresh) throw new Error('two names');
    for (const path of [old, fresh]) writeFileSync(path, 'half');
    const twoHoursAgo = Date.now() / 1000 - 7200;
    utimesSync(old, twoHoursAgo, twoHoursAgo);
    await PictureFiles.open(folder());
    expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  });

  it('says which folder cannot be made', async () => {
    const blocked = join(parent.path, 'file');
    writeFileSync(blocked, '');
    const path = join(blocked, 'pictures');
    await expect(PictureFiles.open(path)).rejects.toMatchObject({
      code: 'folder-unwritable',
      details: { path, reason: 'ENOTDIR' },
    });
  });

  it('says which folder cannot be written, and leaves nothing half done', async () => {
    // A folder in the picture's place makes the renaming fail, for root as well.
    mkdirSync(join(folder(), `${SHA256}.png`));
    await expect(pictures.put(BYTES, 'image/png')).rejects.toMatchObject({
      code: 'folder-unwritable',
      details: { path: folder(), reason: 'EISDIR' },
    });
    expect(readdirSync(folder())).toEqual([`${SHA256}.png`]);
  });

  // Skipped for root and on Windows: there the permission bits of a folder forbid nothing.
  it.skipIf(process.getuid === undefined || process.getuid() === 0)('says so when it may not write', async () => {
    chmodSync(folder(), 0o500);
    await expect(pictures.put(BYTES, 'image/png')).rejects.toMatchObject({ details: { reason: 'EACCES' } });
    chmodSync(folder(), 0o700);
  });
});
