import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePicture, encodePng } from '../../../src/imaging/codec.ts';
import { createRgbImage, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import type { Case } from './cases.ts';

const SCRIPT = join(PROJECT_ROOT, 'scripts', 'golden', 'inpaint_peers.py');
/** Debian's OpenCV belongs to Debian's Python, which need not be the first one in the path. */
const PYTHONS = ['python3', '/usr/bin/python3'];
export const PEERS = ['telea', 'ns'] as const;

/** What a peer made of a case. */
export interface PeerResult {
  readonly filled: RgbImage;
  readonly milliseconds: number;
}

export type PeerResults = ReadonlyMap<string, Readonly<Record<(typeof PEERS)[number], PeerResult>>>;

function white({ width, height, data }: Mask): RgbImage {
  const image = createRgbImage(width, height);
  data.forEach((value, pixel) => {
    image.data.fill(255 * value, pixel * 3, pixel * 3 + 3);
  });
  return image;
}

/** Longer than any picture of the benchmark: what was written is read as it is. */
const FULL_SIDE_PX = 100_000;

const load = async (path: string) => (await decodePicture(readFileSync(path), FULL_SIDE_PX)).image;

/** Fills all cases with OpenCV; undefined, and a line that says so, where there is none. */
export async function runPeers(cases: readonly Case[]): Promise<PeerResults | undefined> {
  const python = PYTHONS.find((name) => spawnSync(name, ['-c', 'import cv2']).status === 0);
  if (python === undefined) {
    console.log('skipped: OpenCV for Python (python3-opencv) is not there, so there is nothing to compare with');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'difference-engine-inpaint-'));
  try {
    for (const [index, { image, mask }] of cases.entries()) {
      writeFileSync(join(folder, `${index}.image.png`), (await encodePng(image)).bytes);
      writeFileSync(join(folder, `${index}.mask.png`), (await encodePng(white(mask))).bytes);
    }
    const { status, stderr } = spawnSync(python, [SCRIPT, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const times = JSON.parse(readFileSync(join(folder, 'peers.json'), 'utf8')) as Record<
      string,
      Record<string, number>
    >;
    const results = cases.map(async ({ name }, index) => {
      const result = async (peer: (typeof PEERS)[number]) => ({
        filled: await load(join(folder, `${index}.${peer}.png`)),
        milliseconds: times[String(index)][peer],
      });
      return [name, { telea: await result('telea'), ns: await result('ns') }] as const;
    });
    return new Map(await Promise.all(results));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
