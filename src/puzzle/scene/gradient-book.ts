import { toneOf } from './palette.ts';

interface Form {
  readonly tag: 'linearGradient' | 'radialGradient';
  readonly direction: (mirrored: boolean) => string;
}

function line(mirrored: boolean, down: 0 | 1): string {
  return mirrored ? `x1="1" y1="0" x2="0" y2="${down}"` : `x1="0" y1="0" x2="1" y2="${down}"`;
}

/** The ways a surface may turn from light to shade; each is lit from the upper left, in a mirrored copy too. */
const FORMS: Readonly<Record<string, Form>> = {
  // A ball: the light spot sits at the upper left.
  round: { tag: 'radialGradient', direction: (mirrored) => `cx="${mirrored ? 0.66 : 0.34}" cy="0.28" r="0.82"` },
  // A barrel: light on the left, shade on the right.
  across: { tag: 'linearGradient', direction: (mirrored) => line(mirrored, 0) },
  // A wall or a leaf under the sky.
  down: { tag: 'linearGradient', direction: () => 'x1="0" y1="0" x2="0" y2="1"' },
  // A flat thing that faces us.
  slant: { tag: 'linearGradient', direction: (mirrored) => line(mirrored, 1) },
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
      const { tag, direction } = FORMS[form];
      const id = `${form}-${hex.slice(1)}${mirrored ? '-m' : ''}`;
      if (!book.has(id)) book.set(id, `<${tag} id="${id}" ${direction(mirrored)}>${stops(hex)}</${tag}>`);
      return `url(#${id})`;
    },
    definitions: () => [...book.values()].join(''),
  };
}
