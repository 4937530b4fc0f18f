import { readFileSync } from 'node:fs';
import opentype, { type Font, type PathCommand } from 'opentype.js';
import { assetPath } from '../project-root.ts';

/** Where a text stands relative to its point. */
export interface LetteringPlace {
  /** Centre of the text in pixels. */
  readonly x: number;
  readonly y: number;
  /** Font size in pixels. */
  readonly size: number;
}

const FONT_FILE = assetPath('fonts', 'atkinson-hyperlegible-latin-700-normal.woff');
/** Coordinates are rounded to a hundredth of a pixel, which is below what rendering can show. */
const STEPS_PER_PIXEL = 100;

let loaded: Font | undefined;

function font(): Font {
  if (!loaded) {
    const file = readFileSync(FONT_FILE);
    loaded = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  }
  return loaded;
}

const rounded = (value: number) => Math.round(value * STEPS_PER_PIXEL) / STEPS_PER_PIXEL;

/** opentype.js's own serialiser writes NaN for numbers that print with an exponent, such as 1e-14. */
function commandData(command: PathCommand): string {
  if (command.type === 'Z') return 'Z';
  const { type, x, y } = command;
  const controls = [
    ...(type === 'C' || type === 'Q' ? [command.x1, command.y1] : []),
    ...(type === 'C' ? [command.x2, command.y2] : []),
  ];
  return type + [...controls, x, y].map(rounded).join(' ');
}

/**
 * The outlines of a short text as SVG path data, centred on a point. Drawn from the program's own font file, never from
 * the machine's fonts, so that the same text gives the same pixels everywhere.
 */
export function letterPath(text: string, { x, y, size }: LetteringPlace): string {
  const face = font();
  const { x1, x2 } = face.getPath(text, 0, 0, size).getBoundingBox();
  const capitals = face.getPath('H', 0, 0, size).getBoundingBox();
  const path = face.getPath(text, x - (x1 + x2) / 2, y - (capitals.y1 + capitals.y2) / 2, size);
  return path.commands.map(commandData).join('');
}
