import { boxMeans } from '../imaging/kernels/box-means.ts';
import type { PlaneRoom } from '../imaging/kernels/plane-room.ts';

/** Pairs of channels of a symmetric 3 x 3 matrix, upper half, row by row. */
const PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;
const MAX_BYTE = 255;

/** How many planes of a room a guide takes at most, with one that it filters and the result. */
export const GUIDE_PLANES = 27;

/**
 * The guided filter with an image of three colours as its guide (He, Sun & Tang 2013, equations 17 to 19): in every window
 * a map is taken for a linear function of the colours, so that its edges become as sharp or as soft as theirs. Where a
 * window of the map is all of one value it stays that value, whatever the colours do.
 */
export class ColourGuide {
  private readonly room: PlaneRoom;
  private readonly reach: number;
  private readonly colours: readonly Float32Array[];
  private readonly means: readonly Float32Array[];
  /** Variances and covariances of the colours in each window, by PAIRS. */
  private readonly spread: readonly Float32Array[];

  /**
   * @param room holds GUIDE_PLANES planes
   * @param colours 8-bit RGB, interleaved, of the room's size
   * @param reach half a window's side in pixels
   * @param smoothness variance of colours from 0 to 1 below which they count as one
   */
  constructor(room: PlaneRoom, colours: Uint8Array, reach: number, smoothness: number) {
    this.room = room;
    this.reach = reach;
    this.colours = [0, 1, 2].map((channel) => {
      const plane = room.plane();
      for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = colours[pixel * 3 + channel] / MAX_BYTE;
      return plane;
    });
    this.means = this.colours.map((plane) => this.mean(plane));
    this.spread = PAIRS.map(([one, other]) => {
      const spread = this.meanProduct(this.colours[one], this.colours[other]);
      const [p, q] = [this.means[one], this.means[other]];
      const least = one === other ? smoothness : 0;
      for (let pixel = 0; pixel < spread.length; pixel++) spread[pixel] += least - p[pixel] * q[pixel];
      return spread;
    });
  }

  /** Gives its planes back. */
  close(): void {
    this.room.release(...this.colours, ...this.means, ...this.spread);
  }

  private mean(plane: Float32Array): Float32Array {
    const means = this.room.plane();
    boxMeans(this.room, plane, this.reach, means);
    return means;
  }

  private meanProduct(one: Float32Array, other: Float32Array): Float32Array {
    const product = this.room.plane();
    for (let pixel = 0; pixel < product.length; pixel++) product[pixel] = one[pixel] * other[pixel];
    const means = this.mean(product);
    this.room.release(product);
    return means;
  }

  /**
   * Filters a plane of the room in place.
   *
   * @param map 0 to 1; the result may leave that range a little
   * @param explained a plane that takes, for each window's middle, which share of the map's variance the colours explain
   */
  filter(map: Float32Array, explained?: Float32Array): void {
    const { room } = this;
    const level = this.mean(map);
    const slopes = this.colours.map((plane) => this.meanProduct(plane, map));
    this.fit(level, slopes, explained);
    const offset = this.mean(level);
    room.release(level);
    map.set(offset);
    slopes.forEach((slope, channel) => {
      const mean = this.mean(slope);
      const plane = this.colours[channel];
      for (let pixel = 0; pixel < map.length; pixel++) map[pixel] += mean[pixel] * plane[pixel];
      room.release(mean, slope);
    });
    room.release(offset);
  }

  /**
   * Solves each window for its slopes and its offset.
   *
   * @param level means of the map; becomes the offset
   * @param slopes means of colours times map; becomes the slopes
   */
  private fit(level: Float32Array, [red, green, blue]: readonly Float32Array[], explained?: Float32Array): void {
    const [rr, rg, rb, gg, gb, bb] = this.spread;
    const [r, g, b] = this.means;
    for (let at = 0; at < level.length; at++) {
      const mean = level[at];
      if (mean <= 0 || mean >= 1) {
        red[at] = 0;
        green[at] = 0;
        blue[at] = 0;
        if (explained) explained[at] = 1;
        continue;
      }
      const [x, y, z] = [red[at] - r[at] * mean, green[at] - g[at] * mean, blue[at] - b[at] * mean];
      // The inverse of a symmetric matrix by its cofactors.
      const rrInverse = gg[at] * bb[at] - gb[at] * gb[at];
      const rgInverse = rb[at] * gb[at] - rg[at] * bb[at];
      const rbInverse = rg[at] * gb[at] - rb[at] * gg[at];
      const ggInverse = rr[at] * bb[at] - rb[at] * rb[at];
      const gbInverse = rg[at] * rb[at] - rr[at] * gb[at];
      const bbInverse = rr[at] * gg[at] - rg[at] * rg[at];
      const share = 1 / (rr[at] * rrInverse + rg[at] * rgInverse + rb[at] * rbInverse);
      red[at] = share * (rrInverse * x + rgInverse * y + rbInverse * z);
      green[at] = share * (rgInverse * x + ggInverse * y + gbInverse * z);
      blue[at] = share * (rbInverse * x + gbInverse * y + bbInverse * z);
      if (explained) explained[at] = (red[at] * x + green[at] * y + blue[at] * z) / (mean * (1 - mean));
      level[at] = mean - red[at] * r[at] - green[at] * g[at] - blue[at] * b[at];
    }
  }
}
