import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proposeCommand } from '../../src/cli/propose-command.ts';
import { countPixels, type RunLengthMask } from '../../src/contract/run-length-mask.ts';
import { translator } from '../../src/i18n.ts';
import { decodePicture, encodePng } from '../../src/imaging/codec.ts';
import { drawShapes, flat, shapeMask } from '../support/pictures.ts';
import { testFolder } from './run-engine.ts';

const folder = testFolder();
const SIZE = { width: 900, height: 640 };
const DISC = { kind: 'disc', centre: { x: 400, y: 300 }, size: 150, colour: [200, 40, 40] } as const;

function propose(...args: string[]): Promise<unknown> {
  return proposeCommand(translator('en')).exitOverride().parseAsync(args, { from: 'user' });
}

async function picture(): Promise<string> {
  const path = join(folder, 'disc.png');
  await writeFile(path, (await encodePng(drawShapes(flat(SIZE, [215, 220, 210]), [DISC]))).bytes);
  return path;
}

async function proposalsIn(out: string) {
  const text = await readFile(join(out, 'proposals.json'), 'utf8');
  return JSON.parse(text) as { proposals: { id: number; objectness: number; mask: RunLengthMask }[] };
}

describe('the propose command', () => {
  it('writes masks that end where the thing ends, at the size of the picture', async () => {
    const out = join(folder, 'objects');
    await propose(await picture(), '--out', out);
    const found = await proposalsIn(out);
    expect(found).toMatchObject({ version: 1, source: 'objects', ...SIZE });
    expect(found.proposals.map(({ id }) => id)).toEqual([1]);
    const truth = shapeMask(DISC, SIZE).data.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(countPixels(found.proposals[0].mask) / truth - 1)).toBeLessThan(0.02);
    const { image } = await decodePicture(await readFile(join(out, 'overlay.png')), SIZE.width);
    expect(image).toMatchObject(SIZE);
    expect([...image.data.subarray(0, 3)]).toEqual([235, 238, 233]);
  });

  it('takes proposals from another source', async () => {
    const out = join(folder, 'regions');
    await propose(await picture(), '--out', out, '--proposals', 'regions');
    expect(await proposalsIn(out)).toMatchObject({ source: 'regions' });
  });

  it('throws circles where the seed says, and shows the main subject', async () => {
    const boxes = async (seed: string) => {
      const out = join(folder, `circles-${seed}`);
      await propose(await picture(), '--out', out, '--proposals', 'circles', '--seed', seed);
      const { image } = await decodePicture(await readFile(join(out, 'subject.png')), SIZE.width);
      expect(image.data[(300 * SIZE.width + 400) * 3]).toBeGreaterThan(250);
      expect(image.data[(50 * SIZE.width + 50) * 3]).toBeLessThan(5);
      const found = await proposalsIn(out);
      expect(found).toMatchObject({ source: 'circles', saliency: 'minimum-barrier' });
      return found.proposals.map(({ mask }) => mask.box);
    };
    expect(await boxes('a')).not.toEqual(await boxes('b'));
  });

  it('refuses a source that does not exist', async () => {
    await expect(propose(await picture(), '--out', folder, '--proposals', 'triangles')).rejects.toMatchObject({
      code: 'option-invalid',
    });
  });
});
