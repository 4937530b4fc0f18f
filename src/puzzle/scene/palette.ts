import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { assetPath } from '../../project-root.ts';

type Triplet = readonly [number, number, number];

/** Light is warm and shade is cool: what makes all settings look like one book. */
const LIGHT = '#fff3d2';
const SHADE = '#43305a';

/** Shares of light or shade mixed in: the words that may follow a colour's name after a dot. */
const TONES: Readonly<Record<string, { readonly toward: string; readonly share: number }>> = {
  palest: { toward: LIGHT, share: 0.78 },
  paler: { toward: LIGHT, share: 0.55 },
  light: { toward: LIGHT, share: 0.3 },
  dark: { toward: SHADE, share: 0.2 },
  darker: { toward: SHADE, share: 0.38 },
  deep: { toward: SHADE, share: 0.58 },
};

const PALETTE = z
  .record(z.string(), z.string().regex(/^#[0-9a-f]{6}$/))
  .parse(JSON.parse(readFileSync(assetPath('scenes', 'palette.json'), 'utf8')));

function toTriplet(hex: string): Triplet {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Mixes two colours (hex triplets) in sRGB. @param share 0 gives `from`, 1 gives `to` */
export function mixColours(from: string, to: string, share: number): string {
  const target = toTriplet(to);
  const mixed = toTriplet(from).map((value, channel) => Math.round(value + (target[channel] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** How far apart two colours (hex triplets) look, weighted roughly as the eye does: 0 to 1. */
export function colourDistance(a: string, b: string): number {
  const [first, second] = [toTriplet(a), toTriplet(b)];
  const [red, green, blue] = first.map((value, channel) => (value - second[channel]) / 255);
  return Math.sqrt(0.3 * red ** 2 + 0.59 * green ** 2 + 0.11 * blue ** 2);
}

/** The hex triplet of a name of palette.json, or the triplet itself. @returns undefined for an unknown name */
export function findColour(name: string): string | undefined {
  return name.startsWith('#') ? name : PALETTE[name];
}

/** A tone of a colour. @returns undefined for an unknown tone */
export function toneOf(hex: string, tone: string): string | undefined {
  if (!(tone in TONES)) return undefined;
  const { toward, share } = TONES[tone];
  return mixColours(hex, toward, share);
}
