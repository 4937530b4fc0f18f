import type { RgbImage } from '../../../imaging/image.ts';
import type { Patch } from '../../../imaging/patch.ts';

/** A colour of a picture whose edges are hard: red, green and blue as bytes, one number. */
type Level = number;

/** Pixels that are looked at. */
const SAMPLES = 40_000;
/** A colour with a smaller share of the pixels is none that it was drawn in. */
const LEAST_SHARE = 0.002;
/** With more colours than this it is painted rather than drawn: what comes between two of them may be a third. */
const MOST_LEVELS = 16;
/**
 * Of the pixels that are not as the one beside them so many have one of these colours where edges are hard; of soft ones one
 * pixel lies between two others that have.
 */
const HARD_SHARE = 0.8;
const CHANNELS = 3;
const BYTE_BITS = 8;
const BYTE = 0xff;

/** The colour of a pixel as one number. @param at index of its red byte */
const levelAt = ({ data }: RgbImage, at: number): Level =>
  (((data[at] << BYTE_BITS) | data[at + 1]) << BYTE_BITS) | data[at + 2];

/** The values of the three channels. */
const bytesOf = (level: Level) => [level >> (2 * BYTE_BITS), (level >> BYTE_BITS) & BYTE, level & BYTE] as const;

/** The next step from a length on that shares no factor with a width: it does not walk down the same columns. */
function stepWithin(width: number, length: number): number {
  let step = Math.max(1, length);
  while (commonFactor(step, width) > 1) step++;
  return step;
}

const commonFactor = (one: number, other: number): number => (other === 0 ? one : commonFactor(other, one % other));

/**
 * The few colours that a picture with hard edges is drawn in, as a scan of ink on paper: between them there is nothing.
 *
 * @returns none for a photograph, a painting, and a drawing with soft edges
 */
export function findLevels(image: RgbImage): readonly Level[] {
  const { width, height } = image;
  const step = stepWithin(width, Math.floor((width * height) / SAMPLES));
  const counts = new Map<Level, number>();
  const edges: Level[] = [];
  let seen = 0;
  for (let pixel = 0; pixel < width * height; pixel += step, seen++) {
    const level = levelAt(image, pixel * CHANNELS);
    counts.set(level, (counts.get(level) ?? 0) + 1);
    if (pixel % width < width - 1 && levelAt(image, (pixel + 1) * CHANNELS) !== level) edges.push(level);
  }
  const levels = [...counts].filter(([, count]) => count >= LEAST_SHARE * seen).map(([level]) => level);
  if (levels.length > MOST_LEVELS) return [];
  const hard = edges.filter((level) => levels.includes(level)).length;
  return hard >= HARD_SHARE * edges.length ? levels : [];
}

/** The colour of a list that is nearest to one, byte by byte. */
function nearestOf(levels: readonly Level[], colour: Level): Level {
  const own = bytesOf(colour);
  let [best, least] = [colour, Number.POSITIVE_INFINITY];
  for (const level of levels) {
    const away = bytesOf(level).reduce((sum, value, channel) => sum + (value - own[channel]) ** 2, 0);
    if (away < least) [best, least] = [level, away];
  }
  return best;
}

/**
 * Gives what changed in a patch the colours of its picture: beside hard lines one that was scaled or filled would look soft.
 *
 * @param image the picture before
 * @param levels as findLevels gives them; nothing is changed where there are none
 * @param patch is changed in place
 */
export function keepLevels(image: RgbImage, levels: readonly Level[], { box, image: changed }: Patch): void {
  if (levels.length === 0) return;
  const nearest = new Map<Level, Level>();
  for (let pixel = 0; pixel < box.width * box.height; pixel++) {
    const at = pixel * CHANNELS;
    const colour = levelAt(changed, at);
    const from = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * CHANNELS;
    if (colour === levelAt(image, from)) continue;
    let level = nearest.get(colour);
    if (level === undefined) {
      level = nearestOf(levels, colour);
      nearest.set(colour, level);
    }
    changed.data.set(bytesOf(level), at);
  }
}
