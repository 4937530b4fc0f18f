// The channels of an image as planes, each byte replaced by a tone, as in ../tone-planes.ts: both give the same bits.

const CHANNELS: i32 = 3;
const FLOAT_BYTES: usize = 4;
const TABLE_BYTES: usize = 256 * FLOAT_BYTES;
const QUARTER: f32 = 0.25;

function tone(table: usize, at: usize): f32 {
  return load<f32>(table + <usize>load<u8>(at) * FLOAT_BYTES);
}

/** The planes lie one after the other, `planeBytes` apart; so do the three tables. */
export function tonePlanes(image: usize, tables: usize, planes: usize, planeBytes: usize, count: i32): void {
  for (let pixel = 0; pixel < count; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const to = planes + <usize>channel * planeBytes + <usize>pixel * FLOAT_BYTES;
      store<f32>(to, tone(tables + <usize>channel * TABLE_BYTES, image + <usize>(pixel * CHANNELS + channel)));
    }
  }
}

/** The same at half the size: means of two by two pixels, an odd last row or column dropped. Sides are the image's. */
export function toneHalves(
  image: usize,
  tables: usize,
  planes: usize,
  planeBytes: usize,
  width: i32,
  height: i32,
): void {
  const stride = <usize>(width * CHANNELS);
  const halfWidth = width >> 1;
  let to = planes;
  for (let y = 0, halfHeight = height >> 1; y < halfHeight; y++) {
    let upper = image + <usize>(2 * y) * stride;
    for (let x = 0; x < halfWidth; x++) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        const table = tables + <usize>channel * TABLE_BYTES;
        const at = upper + <usize>channel;
        const above = tone(table, at) + tone(table, at + CHANNELS);
        const below = tone(table, at + stride) + tone(table, at + stride + CHANNELS);
        store<f32>(to + <usize>channel * planeBytes, QUARTER * (above + below));
      }
      upper += 2 * CHANNELS;
      to += FLOAT_BYTES;
    }
  }
}
