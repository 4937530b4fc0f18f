import sharp from 'sharp';

const WIDTH = 900;
const HEIGHT = 600;
const COLOURS = ['#c0392b', '#2471a3', '#1e8449', '#b7950b', '#7d3c98', '#ba4a00', '#148f77', '#5d4037'];

/** Coloured discs and boards, well apart, on a soft sky: enough things to change. */
export async function shapesPicture(format: 'png' | 'jpeg' = 'png'): Promise<Uint8Array> {
  const shapes = Array.from({ length: 20 }, (_, index) => {
    const x = 60 + (index % 5) * 180 + (index % 3) * 8;
    const y = 50 + Math.floor(index / 5) * 145 + (index % 2) * 10;
    const fill = COLOURS[(index * 3) % COLOURS.length];
    return index % 2 === 0
      ? `<circle cx="${x + 35}" cy="${y + 30}" r="${26 + (index % 4) * 4}" fill="${fill}"/>`
      : `<rect x="${x}" y="${y}" width="${62 + (index % 3) * 8}" height="${48 + (index % 4) * 5}" fill="${fill}"/>`;
  });
  const sky =
    '<linearGradient id="s" x2="0" y2="1"><stop stop-color="#dfeaf2"/><stop offset="1" stop-color="#f6efe2"/></linearGradient>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs>${sky}</defs><rect width="100%" height="100%" fill="url(#s)"/>${shapes.join('')}</svg>`;
  const exif = { IFD0: { Copyright: 'private' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '10/1 46/1 0/1' } };
  return sharp(Buffer.from(svg)).withExif(exif).toFormat(format, { quality: 95 }).toBuffer();
}
