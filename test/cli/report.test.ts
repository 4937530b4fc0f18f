import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pngOf } from '../support/encode.ts';
import { type Ended, engine, testFolder } from './run-engine.ts';
import { samplePicture } from './sample-picture.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const folder = testFolder();
const out = join(folder, 'report');

describe('report', () => {
  let ended: Ended;
  let page: string;

  beforeAll(async () => {
    await writeFile(join(folder, 'a&b.png'), await pngOf(samplePicture()));
    await writeFile(join(folder, 'broken.png'), 'no picture');
    const pictures = ['a&b.png', 'broken.png'].map((name) => join(folder, name));
    ended = await engine('report', ...pictures, '--out', out, '--spots', '2', '--seed', 'report');
    page = await readFile(join(out, 'index.html'), 'utf8');
  });

  it('ends well, whatever single pictures are', () => {
    expect({ code: ended.code, err: ended.err }).toEqual({ code: 0, err: '' });
  });

  it('shows board, answers and figures of every puzzle', async () => {
    expect(page).toContain('src="1/board.png"');
    expect(page).toContain('src="1/answers.png"');
    const { differences, difficulty } = JSON.parse(await readFile(join(out, '1', 'puzzle.json'), 'utf8'));
    expect(differences).toHaveLength(2);
    expect(page).toContain(`data-value="${difficulty}"`);
    for (const { deltaE } of differences) expect(page).toContain(`data-value="${deltaE}"`);
  });

  it('says why a picture has no puzzle', () => {
    expect(page).toMatch(/broken\.png<\/h2><p>[^<]+<\/p>/);
  });

  it('keeps names from being markup', () => {
    expect(page).toContain('a&amp;b.png');
    expect(page).not.toMatch(/a&b\.png/);
  });

  it('asks for a picture', async () => {
    const refused = await engine('report', '--out', out);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/^usage: /);
  });
});
