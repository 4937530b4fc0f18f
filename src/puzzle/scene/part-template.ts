import type { GradientBook } from './gradient-book.ts';
import { findColour, mixColours, toneOf } from './palette.ts';

/** A drawing with placeholders, cut from its file. */
export interface PartTemplate {
  /** For messages. */
  readonly file: string;
  readonly viewBox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** What stands between the outer <svg> tags. */
  readonly body: string;
}

/** What the placeholders of one copy of a drawing stand for. */
export interface Filling {
  /** Different for each copy: keeps ids apart. */
  readonly copyId: string;
  /** Names of colours of the part, then of the mood, to palette names or hex triplets. */
  readonly colours: Readonly<Record<string, string>>;
  readonly variants: Readonly<Record<string, string>>;
  /** Scene units for one unit of the drawing. */
  readonly scale: number;
  readonly mirrored: boolean;
  /** The colour of the air and how much of it lies before the drawing, 0 to 1. */
  readonly haze: { readonly colour: string; readonly share: number };
}

/** One outline weight for everything, in scene units; thin for what lies inside an outline. */
const LINE_WEIGHT = 3;
const THIN_LINE_WEIGHT = 1.8;
/** Things drawn very small get lighter lines, or they would be all line: the weight follows this power of the scale. */
const LINE_SCALE_POWER = 0.25;

const PLACEHOLDER = /\{\{([a-z0-9-]+)(?:(=)([a-z0-9|.-]+)|\.([a-z]+)(?:\.([a-z]+))?)?\}\}/g;

/** Cuts a drawing from the text of an SVG file. @throws Error naming the file when it is not one */
export function parsePartTemplate(file: string, text: string): PartTemplate {
  const match = /<svg\b[^>]*\bviewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>\s*$/.exec(text);
  const [x, y, width, height] = (match?.[1] ?? '').split(/[\s,]+/).map(Number);
  if (!match || !(width > 0) || !(height > 0)) throw new Error(`${file}: expected <svg viewBox="x y width height">`);
  const body = match[2].replace(/<!--[\s\S]*?-->/g, '').replace(/\s*\n\s*/g, '\n');
  return { file, viewBox: { x, y, width, height }, body };
}

function lineWidth(weight: number, scale: number): string {
  return ((weight * Math.min(1, scale) ** LINE_SCALE_POWER) / scale).toFixed(3);
}

function colourOf(name: string, filling: Filling): string | undefined {
  const hex = findColour(filling.colours[name] ?? name);
  return hex && mixColours(hex, filling.haze.colour, filling.haze.share);
}

function shaded(hex: string, words: readonly string[], filling: Filling, book: GradientBook): string | undefined {
  let paint: string | undefined = hex;
  for (const word of words) {
    if (paint === undefined || !paint.startsWith('#')) return undefined;
    paint = toneOf(paint, word) ?? book.paint(word, paint, filling.mirrored);
  }
  return paint;
}

function value(name: string, words: readonly string[], filling: Filling, book: GradientBook): string | undefined {
  if (name === 'line') return lineWidth(words[0] === 'thin' ? THIN_LINE_WEIGHT : LINE_WEIGHT, filling.scale);
  if (name in filling.variants) return filling.variants[name];
  const hex = colourOf(name, filling);
  return hex && shaded(hex, words, filling, book);
}

/**
 * Fills in a drawing: `{{coat}}`, `{{coat.dark}}`, `{{coat.round}}`, `{{coat.dark.round}}` (colours, tones, shaded
 * forms), `{{line}}`, `{{line.thin}}` (stroke widths), `{{pose=asleep|awake}}` (inline or none, for `display`),
 * `{{hour}}` (the variant itself). Ids are made the copy's own.
 *
 * @throws Error naming the file when a placeholder means nothing
 */
export function fillTemplate(template: PartTemplate, filling: Filling, book: GradientBook): string {
  const own = template.body
    .replace(/\bid="([^"]+)"/g, `id="${filling.copyId}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${filling.copyId}-$1)`)
    .replace(/href="#([^"]+)"/g, `href="#${filling.copyId}-$1"`);
  return own.replace(PLACEHOLDER, (text, name, equals, options, first, second) => {
    if (equals) {
      if (!(name in filling.variants)) throw new Error(`${template.file}: ${text}: no such variant`);
      return options.split('|').includes(filling.variants[name]) ? 'inline' : 'none';
    }
    const words = [first, second].filter((word) => word !== undefined);
    const filled = value(name, words, filling, book);
    if (filled === undefined) throw new Error(`${template.file}: ${text} means nothing`);
    return filled;
  });
}
