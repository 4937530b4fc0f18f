import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type DecodedPicture, decodePicture } from '../src/imaging/codec.ts';
import type { RgbImage } from '../src/imaging/image.ts';

/** A photographed thing without what was around it: straight RGBA. */
export interface Stamp {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Pixels that are more thing than ground. */
  readonly area: number;
}

/** A photograph to paste things on. */
export interface Ground {
  readonly image: RgbImage;
  /** Whether it shows nothing that a person would call a thing. */
  readonly isBare: boolean;
}

/** Debian packages whose pictures are pasted, and pasted on; all below /usr/share. */
const PACKAGES =
  'tuxpaint-stamps-default gcompris-qt-data gnome-backgrounds mate-backgrounds plasma-workspace-wallpapers lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 stellarium-data kphotoalbum opencv-doc palapeli-data';

const STAMPS = 'tuxpaint/stamps';
/** Drawings with outlines, of which drawn scenes are full, and what is no closed thing. */
const NO_STAMP = /cartoon|symbols|naturalforces|_mirror|fireworks|seasonal\/(easter|hanukkah|newyears)|clothes\/t_/;
/** Byte of alpha from which on a pixel is the thing's. */
export const OPAQUE = 128;
/** Smaller ones are pixel art. */
const LEAST_STAMP_PX = 110;
const MOST_STAMP_PX = 420;
const MOST_GROUND_PX = 1600;

/** Foliage, water, sand, snow, rock, wood, clouds: nothing in them is a thing. */
const BARE_GROUNDS = [
  ...['life_by_Aitzol_Berasategi', 'picosdeeuropa_by_Aitzol_Berasategi', 'sunset_by_Aitzol_Berasategi'],
  ...['Kleiber_by_Lukas_Baubkus', 'Dragonfly_by_Bolly', 'analogpattern_by_Peter_Nerlich'],
  ...['Blinds', 'Dune', 'GreenMeadow', 'RainDrops', 'Storm', 'Wood'].map((name) => `mate/nature/${name}`),
]
  .map((name) => `backgrounds/${name}.jpg`)
  .concat(
    ['wood-d', 'wood-l', 'grid-l'].map((name) => `backgrounds/gnome/${name}.webp`),
    ['BytheWater', 'ColdRipple', 'DarkestHour', 'OneStandsOut', 'Path', 'Grey', 'summer_1am'].map(
      (name) => `wallpapers/${name}/contents/images/2560x1600.jpg`,
    ),
    [1, 2, 3, 4].map((number) => `stellarium/landscapes/garching/garching-gl${number}.png`),
    [1, 6, 7, 8].map((number) => `stellarium/landscapes/guereins/guereins${number}.png`),
    [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `stellarium/landscapes/hurricane/hurricane${number}.png`),
    ['ocean/ocean7', 'ocean/ocean9', 'guereins/guereinsb', 'moon/apollo17'].map(
      (name) => `stellarium/landscapes/${name}.png`,
    ),
    ['skagen', 'skagen_2', 'snow', 'grand_canyon_2', 'sunset'].map((name) => `kphotoalbum/demo/${name}.jpg`),
    ['Eliminator-Funk-2', 'Time-For-Lunch-2'].map((name) => `palapeli/backgrounds/${name}.jpg`),
  );

/** These show things that nobody outlined. */
const BUSY_GROUNDS = [
  ...['building', 'home', 'leuvenA', 'board', 'aero1', 'aloeL'].map((name) => `data/${name}`),
  ...[1, 2, 3, 4, 5, 6].map((number) => `text/scenetext0${number}`),
].map((name) => `doc/opencv-doc/examples/${name}`);
const BUSY_PACKS = ['categorization', 'explore_monuments', 'explore_farm_animals', 'explore_world_animals'];
/** Smaller pictures of a pack are icons. */
const LEAST_PACKED_BYTES = 12_000;
const CHUNK_HEAD_BYTES = 8;

async function readStamp(path: string): Promise<Stamp | undefined> {
  const { data, info } = await sharp(path)
    .ensureAlpha()
    .resize({ width: MOST_STAMP_PX, height: MOST_STAMP_PX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  if (Math.max(width, height) < LEAST_STAMP_PX || info.channels !== 4) return undefined;
  let area = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] >= OPAQUE) area++;
  return area > 0 && area < width * height ? { width, height, data, area } : undefined;
}

/** All photographed things. @param share where the packages' files lie, usually /usr/share */
export async function readStamps(share: string): Promise<Stamp[]> {
  const folder = join(share, STAMPS);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.png')).sort();
  const stamps: Stamp[] = [];
  for (const name of names) {
    const stamp = NO_STAMP.test(name) ? undefined : await readStamp(join(folder, name));
    if (stamp) stamps.push(stamp);
  }
  if (stamps.length === 0) throw new Error(`No stamps in ${folder}; they come with: apt-get install ${PACKAGES}`);
  return stamps;
}

/** The pictures (WebP: RIFF, size, WEBP) that lie in a Qt resource file one after the other. */
function unpack(bytes: Buffer): Buffer[] {
  const pictures: Buffer[] = [];
  for (let at = bytes.indexOf('RIFF'); at >= 0; at = bytes.indexOf('RIFF', at + 1)) {
    const size = bytes.readUInt32LE(at + CHUNK_HEAD_BYTES / 2) + CHUNK_HEAD_BYTES;
    const isPicture = bytes.toString('latin1', at + CHUNK_HEAD_BYTES, at + CHUNK_HEAD_BYTES + 4) === 'WEBP';
    if (isPicture && size >= LEAST_PACKED_BYTES) pictures.push(bytes.subarray(at, at + size));
  }
  return pictures;
}

const ground = ({ image }: DecodedPicture, isBare: boolean): Ground => ({ image, isBare });

/** All photographs to paste on. @param share where the packages' files lie, usually /usr/share */
export async function readGrounds(share: string): Promise<Ground[]> {
  const decode = (bytes: Buffer) => decodePicture(bytes, MOST_GROUND_PX);
  const grounds: Ground[] = [];
  for (const name of BARE_GROUNDS) grounds.push(ground(await decode(await readFile(join(share, name))), true));
  for (const name of BUSY_GROUNDS)
    grounds.push(ground(await decode(await readFile(join(share, `${name}.jpg`))), false));
  for (const pack of BUSY_PACKS) {
    const bytes = await readFile(join(share, 'gcompris-qt/rcc', `${pack}.rcc`));
    for (const picture of unpack(bytes)) grounds.push(ground(await decode(picture), false));
  }
  return grounds;
}
