import { toneOf } from './palette.ts';

/** The ways a surface may turn from light to shade; each is drawn with light from the upper left. */
const FORMS: Readonly<Record<string, (mirrored: boolean) => string>> = {
  // A ball: the light spot sits at the upper left.
  round: (mirrored) => `<radialGradient cx="${mirrored ? 0.66 : 0.34}" cy=".28" r=".82" `,
  // A barrel: light on the left, shade on the right.
  across: (mirrored) => `<linearGradient x1="${mirrored ? 1 : 0}" y1="0" x2="${mirrored ? 0 : 1}" y2="0" `,
  // A wall or a leaf under the sky.
  down: () => '<linearGradient x1="0" y1="0" x2="0" y2="1" ',
  // A flat thing that faces us.
  slant: (mirrored) => `<linearGradient x1="${mirrored ? 1 : 0}" y1="0" x2="${mirrored ? 0 : 1}" y2="1" `,
};

function stops(hex: string): string {
  const light = toneOf(hex, 'light');
  const dark = toneOf(hex, 'dark');
  return `<stop offset="0" stop-color="${light}"/><stop offset=".5" stop-color="${hex}"/><stop offset="1" stop-color="${dark}"/>`;
}

/** Collects the gradients that a drawing needs, each once. */
export interface GradientBook {
  /** The paint (`url(#...)`) of a form in a colour. @returns undefined for an unknown form */
  paint(form: string, hex: string, mirrored: boolean): string | undefined;
  /** The definitions of all paints asked for so far. */
  definitions(): string;
}

/** Makes an empty GradientBook. */
export function createGradientBook(): GradientBook {
  const book = new Map<string, string>();
  return {
    paint(form, hex, mirrored) {
      if (!(form in FORMS)) return undefined;
      const id = `${form}-${hex.slice(1)}${mirrored ? '-m' : ''}`;
      const open = FORMS[form](mirrored);
      const tag = open.slice(1, open.indexOf(' '));
      if (!book.has(id)) book.set(id, `${open}id="${id}">${stops(hex)}</${tag}>`);
      return `url(#${id})`;
    },
    definitions: () => [...book.values()].join(''),
  };
}
