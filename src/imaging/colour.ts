/**
 * Colour spaces as per-pixel kernels over plain numbers and planes. All use the sRGB primaries, D65 white and the sRGB
 * transfer function (IEC 61966-2-1). The tests hold them against the library culori.
 */
import type { FloatPlanes, RgbImage } from './image.ts';

/** A colour in OkLab (Ottosson 2020): lightness 0 to 1, a (green to red) and b (blue to yellow) about -0.4 to 0.4. */
export interface OkLab {
  l: number;
  a: number;
  b: number;
}

const MAX_BYTE = 255;

/** sRGB byte to linear light, 0 to 1. */
export const SRGB_TO_LINEAR: Float64Array = Float64Array.from({ length: MAX_BYTE + 1 }, (_, byte) => {
  const value = byte / MAX_BYTE;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Linear light to an sRGB byte, rounded to nearest, clamped to 0 .. 255. */
export function linearToSrgbByte(linear: number): number {
  if (linear <= 0) return 0;
  if (linear >= 1) return MAX_BYTE;
  const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(value * MAX_BYTE);
}

// Linear sRGB to CIE XYZ, D65 (IEC 61966-2-1).
const WHITE_X = 0.95047;
const WHITE_Y = 1;
const WHITE_Z = 1.08883;
const xOf = (r: number, g: number, b: number) => 0.4124564 * r + 0.3575761 * g + 0.1804375 * b;
const yOf = (r: number, g: number, b: number) => 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
const zOf = (r: number, g: number, b: number) => 0.0193339 * r + 0.119192 * g + 0.9503041 * b;

const CIE_EPSILON = 216 / 24389;
const CIE_KAPPA = 24389 / 27;

function emptyPlanes({ width, height }: RgbImage): FloatPlanes {
  const plane = () => new Float32Array(width * height);
  return { width, height, planes: [plane(), plane(), plane()] };
}

/** CIE 1976 L*: 0 to 100 for a relative luminance of 0 to 1. */
function cieLightness(y: number): number {
  return y > CIE_EPSILON ? 116 * Math.cbrt(y) - 16 : CIE_KAPPA * y;
}

/**
 * CIE 1976 L*u*v* of bytes that are taken as linear light, as the EDISON system takes them: L 0 to 100, u about -83 to
 * 175, v about -134 to 108. Dark colours lie farther apart in it than eyes see them, bright ones nearer.
 */
export function rgbToLuv(image: RgbImage): FloatPlanes {
  const result = emptyPlanes(image);
  const [l, u, v] = result.planes;
  const { data } = image;
  const whiteSum = WHITE_X + 15 * WHITE_Y + 3 * WHITE_Z;
  const whiteU = (4 * WHITE_X) / whiteSum;
  const whiteV = (9 * WHITE_Y) / whiteSum;
  for (let pixel = 0, at = 0; pixel < l.length; pixel++, at += 3) {
    const red = data[at] / MAX_BYTE;
    const green = data[at + 1] / MAX_BYTE;
    const blue = data[at + 2] / MAX_BYTE;
    const y = yOf(red, green, blue);
    const sum = xOf(red, green, blue) + 15 * y + 3 * zOf(red, green, blue);
    if (sum === 0) continue;
    const lightness = cieLightness(y);
    l[pixel] = lightness;
    u[pixel] = 13 * lightness * ((4 * xOf(red, green, blue)) / sum - whiteU);
    v[pixel] = 13 * lightness * ((9 * y) / sum - whiteV);
  }
  return result;
}

function labCurve(value: number): number {
  return value > CIE_EPSILON ? Math.cbrt(value) : (CIE_KAPPA * value + 16) / 116;
}

/** CIE 1976 L*a*b* of one 8-bit sRGB colour, written to `out` at `at`: L 0 to 100, a and b about -128 to 127. */
export function rgbToLabInto(red: number, green: number, blue: number, out: Float64Array | Float32Array, at = 0): void {
  const r = SRGB_TO_LINEAR[red];
  const g = SRGB_TO_LINEAR[green];
  const b = SRGB_TO_LINEAR[blue];
  const x = labCurve(xOf(r, g, b) / WHITE_X);
  const y = labCurve(yOf(r, g, b) / WHITE_Y);
  const z = labCurve(zOf(r, g, b) / WHITE_Z);
  out[at] = 116 * y - 16;
  out[at + 1] = 500 * (x - y);
  out[at + 2] = 200 * (y - z);
}

const DEGREES = 180 / Math.PI;
const TWENTY_FIVE_TO_SEVENTH = 25 ** 7;

function hueDegrees(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const hue = Math.atan2(b, a) * DEGREES;
  return hue < 0 ? hue + 360 : hue;
}

const cosDegrees = (angle: number) => Math.cos(angle / DEGREES);
const sinDegrees = (angle: number) => Math.sin(angle / DEGREES);

function hueDifference(hue1: number, hue2: number): number {
  const difference = hue2 - hue1;
  if (difference > 180) return difference - 360;
  if (difference < -180) return difference + 360;
  return difference;
}

function hueMean(hue1: number, hue2: number): number {
  const sum = hue1 + hue2;
  if (Math.abs(hue1 - hue2) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

/**
 * CIEDE2000 colour difference with kL = kC = kH = 1 (Sharma, Wu & Dalal 2005, equations 2 to 22).
 * About 2.3 is just noticeable between adjacent patches; above 5 people name two different colours.
 *
 * @returns 0 for equal colours, 100 between black and white
 */
export function ciede2000(l1: number, a1: number, b1: number, l2: number, a2: number, b2: number): number {
  const meanC7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const g = 0.5 * (1 - Math.sqrt(meanC7 / (meanC7 + TWENTY_FIVE_TO_SEVENTH)));
  const a1Prime = (1 + g) * a1;
  const a2Prime = (1 + g) * a2;
  const c1 = Math.hypot(a1Prime, b1);
  const c2 = Math.hypot(a2Prime, b2);
  const h1 = hueDegrees(a1Prime, b1);
  const h2 = hueDegrees(a2Prime, b2);
  const hasHue = c1 * c2 !== 0;
  const deltaL = l2 - l1;
  const deltaC = c2 - c1;
  const deltaH = hasHue ? 2 * Math.sqrt(c1 * c2) * sinDegrees(hueDifference(h1, h2) / 2) : 0;
  const meanL = (l1 + l2) / 2;
  const meanC = (c1 + c2) / 2;
  const meanH = hasHue ? hueMean(h1, h2) : h1 + h2;
  const t =
    1 -
    0.17 * cosDegrees(meanH - 30) +
    0.24 * cosDegrees(2 * meanH) +
    0.32 * cosDegrees(3 * meanH + 6) -
    0.2 * cosDegrees(4 * meanH - 63);
  const lightnessOffset = (meanL - 50) ** 2;
  const weightL = 1 + (0.015 * lightnessOffset) / Math.sqrt(20 + lightnessOffset);
  const weightC = 1 + 0.045 * meanC;
  const weightH = 1 + 0.015 * meanC * t;
  const rotationAngle = 30 * Math.exp(-(((meanH - 275) / 25) ** 2));
  const meanCPrime7 = meanC ** 7;
  const rotation = -sinDegrees(2 * rotationAngle) * 2 * Math.sqrt(meanCPrime7 / (meanCPrime7 + TWENTY_FIVE_TO_SEVENTH));
  const termL = deltaL / weightL;
  const termC = deltaC / weightC;
  const termH = deltaH / weightH;
  return Math.sqrt(termL ** 2 + termC ** 2 + termH ** 2 + rotation * termC * termH);
}

/** OkLab of a linear-light sRGB colour, each 0 to 1 (Ottosson 2020). */
export function linearToOkLab(r: number, g: number, b: number): OkLab {
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {
    l: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  };
}

/** The linear-light sRGB colour of an OkLab colour; channels outside 0 .. 1 are out of gamut. */
export function okLabToLinear({ l, a, b }: OkLab): [number, number, number] {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}
