import { createDeflate } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const POLYNOMIAL = 0xedb88320;
const ROWS_AT_ONCE = 500;

/** CRC-32 as PNG wants it, bit by bit: the files are small. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}

/**
 * A valid, black, 1-bit greyscale PNG of any size. The rows are compressed a few at a time, so that making the file never
 * takes the memory that decoding it would.
 */
export async function blackPng(width: number, height: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const deflate = createDeflate({ level: 1 });
  const bytesPerRow = 1 + Math.ceil(width / 8);
  const compressed: Buffer[] = [];
  const collected = (async () => {
    for await (const part of deflate) compressed.push(part as Buffer);
  })();
  for (let y = 0; y < height; y += ROWS_AT_ONCE) {
    const rows = new Uint8Array(bytesPerRow * Math.min(ROWS_AT_ONCE, height - y));
    if (!deflate.write(rows)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await collected;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.concat(compressed)),
    chunk('IEND', new Uint8Array()),
  ]);
}
