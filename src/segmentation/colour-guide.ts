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

/** How many planes of a room a guide takes at most, with a map, what it explains of it, and the result. */
export const GUIDE_PLANES = 24;

/** A map as a linear function of the colours (0 to 1) at each pixel; in planes of a room. */
export interface LinearMap {
  readonly offset: Float32Array;
  readonly slopes: readonly Float32Array[];
}

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
   * @param colours red, green and blue of the room's size, 0 to 255
   * @param reach half a window's side in pixels
   * @param smoothness variance of colours, taken from 0 to 1, below which they count as one
   */
  constructor(room: PlaneRoom, colours: readonly Float32Array[], reach: number, smoothness: number) {
    this.room = room;
    this.reach = reach;
    this.colours = colours.map((values) => {
      const plane = room.plane();
      for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = values[pixel] / MAX_BYTE;
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
   * Takes a map for a linear function of the colours in every window, and means over the windows that a pixel lies in.
   *
   * @param map a plane of the room, 0 to 1
   * @param explained a plane that takes, for each window's middle, which share of the map's variance the colours explain
   */
  fit(map: Float32Array, explained?: Float32Array): LinearMap {
    const { room } = this;
    const levels = this.mean(map);
    const products = this.colours.map((plane) => this.meanProduct(plane, map));
    this.solve(levels, products, explained);
    const fitted = { offset: this.mean(levels), slopes: products.map((plane) => this.mean(plane)) };
    room.release(levels, ...products);
    return fitted;
  }

  /** Works a fitted map out, into a plane of the room, and gives its planes back. The result may leave 0 to 1 a little. */
  apply({ offset, slopes }: LinearMap, result: Float32Array): void {
    result.set(offset);
    slopes.forEach((slope, channel) => {
      const plane = this.colours[channel];
      for (let pixel = 0; pixel < result.length; pixel++) result[pixel] += slope[pixel] * plane[pixel];
    });
    this.room.release(offset, ...slopes);
  }

  /**
   * Solves each window for its slopes and its offset.
   *
   * @param level means of the map; becomes the offset
   * @param slopes means of colours times map; becomes the slopes
   */
  private solve(level: Float32Array, [red, green, blue]: readonly Float32Array[], explained?: Float32Array): void {
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
