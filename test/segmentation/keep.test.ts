import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodePicture, overlaySvg } from '../../src/imaging/codec.ts';
import { createMask, type RgbImage } from '../../src/imaging/image.ts';
import { rgbToLab } from '../../src/imaging/lab-planes.ts';
import { letterPath } from '../../src/imaging/lettering.ts';
import { findFaces } from '../../src/segmentation/keep/find-faces.ts';
import { findFrame } from '../../src/segmentation/keep/find-frame.ts';
import { whyKeep } from '../../src/segmentation/keep/find-keepers.ts';
import { findText } from '../../src/segmentation/keep/find-text.ts';
import { drawShapes, flat, gridShapes, paint, texture } from '../support/pictures.ts';

const SHARED_IMAGES = new URL('../../../shared/images/', import.meta.url);
const SIZE = { width: 400, height: 260 };
const PAGE = { width: 800, height: 520 };
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="520">`;

const write = (image: RgbImage, text: string, y: number, colour: string) =>
  overlaySvg(image, `${SVG}<path d="${letterPath(text, { x: 400, y, size: 20 })}" fill="${colour}"/></svg>`);

describe('findText', () => {
  it.each([
    ['dark on light', [240, 235, 220], '#222'],
    ['light on dark', [40, 50, 70], '#eee'],
  ] as const)('finds a line of letters, %s', async (_, ground, colour) => {
    const lines = await findText(await write(flat(PAGE, ground), 'Spot the differences', 240, colour));
    expect(lines.length).toBeGreaterThan(0);
    const [left, right] = [Math.min(...lines.map(({ x }) => x)), Math.max(...lines.map(({ x, width }) => x + width))];
    expect(right - left).toBeGreaterThan(120);
    for (const { y, height } of lines) expect(Math.abs(y + height / 2 - 240)).toBeLessThan(12);
  });

  it('finds none in a plain picture, among shapes, in noise', async () => {
    expect(await findText(flat(SIZE, [90, 90, 90]))).toEqual([]);
    const shapes = gridShapes({ ...SIZE, columns: 4, rows: 3, shapeSize: 40 });
    expect(await findText(drawShapes(flat(SIZE, [230, 230, 230]), shapes))).toEqual([]);
    expect(await findText(texture(SIZE, 'no text'))).toEqual([]);
  });
});

describe('findFrame', () => {
  const framed = paint({ width: 90, height: 60 }, (x, y) =>
    x < 6 || y < 6 || x >= 84 || y >= 54 ? [120, 80, 30] : [200, 220, 240],
  );

  it('finds the frame around a picture', () => {
    const box = findFrame(rgbToLab(framed));
    expect(box).toBeDefined();
    for (const [value, wanted] of [
      [box?.x, 6],
      [box?.y, 6],
      [(box?.x ?? 0) + (box?.width ?? 0), 84],
      [(box?.y ?? 0) + (box?.height ?? 0), 54],
    ]) {
      expect(Math.abs((value ?? 0) - (wanted ?? 0))).toBeLessThanOrEqual(1);
    }
  });

  it('sees none where a side is missing, nor in a plain picture', () => {
    const open = paint({ width: 90, height: 60 }, (x, y) =>
      x < 6 || y < 6 || x >= 84 ? [120, 80, 30] : [200, 220, 240],
    );
    expect(findFrame(rgbToLab(open))).toBeUndefined();
    expect(findFrame(rgbToLab(flat({ width: 90, height: 60 }, [9, 9, 9])))).toBeUndefined();
  });
});

describe('findFaces', () => {
  it('sees none in a plain picture nor among shapes', async () => {
    expect(await findFaces(flat(SIZE, [200, 170, 150]))).toEqual([]);
    const shapes = gridShapes({ ...SIZE, columns: 4, rows: 3, shapeSize: 40 });
    expect(await findFaces(drawShapes(flat(SIZE, [230, 230, 230]), shapes))).toEqual([]);
  });

  it.for([
    { name: 'dev02_portrait.png', wanted: [{ x: 250, y: 300 }] },
    {
      name: 'dev04_pool_room_exif6.jpg',
      wanted: [
        { x: 192, y: 298 },
        { x: 500, y: 318 },
      ],
    },
    { name: 'dev06_camels.webp', wanted: [] },
    { name: 'dev07_citrus_cmyk.jpg', wanted: [] },
  ])('finds the faces in $name, and nothing else', async ({ name, wanted }, test) => {
    const picture = new URL(name, SHARED_IMAGES);
    if (!existsSync(picture)) test.skip('skipped: the shared pictures are not on this machine');
    const { image } = await decodePicture(readFileSync(picture), 1600);
    const faces = await findFaces(image);
    expect(faces).toHaveLength(wanted.length);
    for (const { x, y } of wanted) {
      const holds = ({ box }: (typeof faces)[number]) =>
        x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
      expect(faces.some(holds), `a face at ${x}, ${y}`).toBe(true);
    }
  });

  it('comes with the licence of its network', () => {
    expect(readFileSync('assets/faces/LICENSE', 'utf8')).toContain('MIT License');
  });
});

describe('whyKeep', () => {
  const placed = {
    box: { x: 10, y: 10, width: 10, height: 10 },
    mask: createMask(10, 10, new Uint8Array(100).fill(1)),
  };
  const none = { faces: [], text: [], inFrame: undefined };

  it('keeps what is on a face, letters or the frame, and nothing else', () => {
    expect(whyKeep(placed, 100, none)).toBeNull();
    expect(whyKeep(placed, 100, { ...none, faces: [{ x: 15.5, y: 8, width: 9, height: 9 }] })).toBe('face');
    expect(whyKeep(placed, 100, { ...none, faces: [{ x: 18, y: 18, width: 40, height: 40 }] })).toBeNull();
    expect(whyKeep(placed, 100, { ...none, text: [{ x: 0, y: 10, width: 40, height: 6 }] })).toBe('text');
    expect(whyKeep(placed, 100, { ...none, text: [{ x: 0, y: 10, width: 40, height: 2 }] })).toBeNull();
    expect(whyKeep(placed, 100, { ...none, inFrame: { x: 17, y: 0, width: 90, height: 90 } })).toBe('frame');
    expect(whyKeep(placed, 100, { ...none, inFrame: { x: 0, y: 0, width: 90, height: 90 } })).toBeNull();
  });
});
