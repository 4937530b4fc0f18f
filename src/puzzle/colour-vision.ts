import { linearToSrgbByte, SRGB_TO_LINEAR } from '../imaging/colour.ts';

/** A 3x3 matrix on linear sRGB, row-major. */
type ColourMatrix = readonly [number, number, number, number, number, number, number, number, number];

/**
 * What people see who lack the long- or the medium-wave cones: Machado, Oliveira & Fernandes 2009, severity 1.0, on
 * linear sRGB. Together they are nearly all who see colour differently, one man in twelve.
 */
export const COLOUR_VISIONS = Object.freeze({
  protanope: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranope: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
}) satisfies Readonly<Record<string, ColourMatrix>>;

export type ColourVision = keyof typeof COLOUR_VISIONS;

/** One 8-bit sRGB colour as it is seen with this vision, as bytes. */
export function seenBy(vision: ColourVision, red: number, green: number, blue: number): [number, number, number] {
  const matrix = COLOUR_VISIONS[vision];
  const [r, g, b] = [SRGB_TO_LINEAR[red], SRGB_TO_LINEAR[green], SRGB_TO_LINEAR[blue]];
  const row = (at: number) => linearToSrgbByte(matrix[at] * r + matrix[at + 1] * g + matrix[at + 2] * b);
  return [row(0), row(3), row(6)];
}
