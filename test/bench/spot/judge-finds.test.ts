import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/contract/geometry.ts';
import { copyRgbImage, createMask, type RgbImage } from '../../../src/imaging/image.ts';
import { IDENTITY_MATRIX, scaleAndShift } from '../../../src/imaging/projective.ts';
import { flat } from '../../support/pictures.ts';
import { judgeFinds, wantedOf } from './judge-finds.ts';
import { changedMask, placedOf, type TruePair } from './true-pair.ts';

const SIZE = { width: 300, height: 200 };
const GREY = flat(SIZE, [120, 130, 110]);

function painted(image: RgbImage, { x, y, width, height }: Box, colour: readonly number[]): RgbImage {
  const copy = copyRgbImage(image);
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) copy.data.set(colour, (row * image.width + column) * 3);
  }
  return copy;
}

/** A grey picture in which some boxes turned another colour, each a change of its own. */
function pairOf(boxes: readonly Box[], colour: readonly number[] = [220, 40, 40]): TruePair {
  const b = boxes.reduce((image, box) => painted(image, box, colour), GREY);
  const truth = boxes.map((box) => {
    const mask = createMask(box.width, box.height, new Uint8Array(box.width * box.height).fill(1));
    return { kind: 'painted', placed: { box, mask } };
  });
  return { name: 'test', source: 'scene', a: GREY, b, truth };
}

const wanted = (pair: TruePair) => wantedOf(pair, IDENTITY_MATRIX, SIZE);
const LEFT = { x: 40, y: 50, width: 20, height: 16 };
const RIGHT = { x: 200, y: 120, width: 30, height: 20 };

describe('judgeFinds', () => {
  it('takes a find whose middle lies in a change as right, however its size', () => {
    const { foundBy, wrong } = judgeFinds(
      [{ x: 45, y: 55, width: 4, height: 4 }, RIGHT],
      wanted(pairOf([LEFT, RIGHT])),
      SIZE,
    );
    expect(foundBy).toEqual([0, 1]);
    expect(wrong).toEqual([]);
  });

  it('takes a second find in a change, one between two and one elsewhere as wrong', () => {
    const finds = [LEFT, { ...LEFT, x: 44 }, { x: 30, y: 40, width: 200, height: 110 }, { ...RIGHT, y: 10 }];
    const { foundBy, wrong } = judgeFinds(finds, wanted(pairOf([LEFT, RIGHT])), SIZE);
    expect(foundBy).toEqual([0, undefined]);
    expect(wrong).toEqual([1, 2, 3]);
  });

  it('lets a change be found in parts when they lie apart, and whole', () => {
    const [one, other] = [LEFT, { ...LEFT, x: 90 }];
    const pair = pairOf([one, other]);
    const placed = placedOf(changedMask(pair.a, pair.b));
    if (!placed) throw new Error('nothing changed');
    const joined = wanted({ ...pair, truth: [{ kind: 'both', placed }] });
    expect(joined.differences[0].parts).toHaveLength(2);
    expect(judgeFinds([one, other], joined, SIZE).wrong).toEqual([]);
    expect(judgeFinds([placed.box], joined, SIZE)).toMatchObject({ foundBy: [0], wrong: [] });
  });
});

describe('wantedOf', () => {
  it('asks for what is large and strong enough, and for nothing else', () => {
    const tiny = { x: 150, y: 30, width: 2, height: 2 };
    const { differences, neutral } = wanted(pairOf([LEFT, tiny]));
    expect(differences.map(({ box }) => box)).toEqual([LEFT]);
    expect(neutral).toEqual([tiny]);
    expect(judgeFinds([LEFT, tiny], wanted(pairOf([LEFT, tiny])), SIZE).wrong).toEqual([]);
    expect(wanted(pairOf([LEFT], [126, 136, 116])).differences).toEqual([]);
  });

  it('does not ask for an edge that lies a pixel beside itself', () => {
    const bar = { x: 100, y: 20, width: 30, height: 160 };
    const [a, b] = [bar, { ...bar, x: bar.x + 1 }].map((box) => painted(GREY, box, [20, 20, 20]));
    const placed = placedOf(changedMask(a, b));
    if (!placed) throw new Error('nothing changed');
    const pair: TruePair = { name: 'beside', source: 'scene', a, b, truth: [{ kind: 'mirror', placed }] };
    expect(wanted(pair).differences).toEqual([]);
    const far = painted(GREY, { ...bar, x: bar.x + 4 }, [20, 20, 20]);
    const moved = placedOf(changedMask(a, far));
    if (!moved) throw new Error('nothing changed');
    expect(wanted({ ...pair, b: far, truth: [{ kind: 'mirror', placed: moved }] }).differences).toHaveLength(1);
  });

  it('asks only for what B shows', () => {
    const atEdge = { x: 4, y: 60, width: 20, height: 20 };
    const shifted = (x: number) => wantedOf(pairOf([atEdge, RIGHT]), scaleAndShift(1, 1, -x, 0), SIZE);
    expect(shifted(6).differences.map(({ box }) => box)).toEqual([{ ...atEdge, x: 8, width: 16 }, RIGHT]);
    expect(shifted(18)).toMatchObject({ neutral: [atEdge] });
    expect(shifted(18).differences).toHaveLength(1);
  });
});
