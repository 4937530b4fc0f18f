import type { Circle, Point, Size } from '../contract/geometry.ts';
import { letterPath } from './lettering.ts';

/** A place to mark and the number it bears. */
export interface NumberedCircle {
  readonly id: number;
  readonly circle: Circle;
}

/** Ring colour that people with any colour vision tell from its black and white neighbours (Okabe & Ito 2008). */
const RING_COLOUR = '#e69f00';
const INK = '#000000';
const LIGHT = '#ffffff';
/** Stroke width and the room between a thing and its ring, as shares of the image's shorter side. */
const STROKE_RATIO = 0.0055;
const CLEARANCE_RATIO = 0.012;
const MIN_STROKE_PX = 1.5;
/** Radius of the disc that bears the number, in strokes, and the font size in disc radii. */
const DISC_STROKES = 4.2;
const FONT_DISCS = 1.25;
/** Directions in which the number may stand, in the order of preference: up right first. */
const DIRECTIONS = [-45, -135, 45, 135, -90, 90, 0, 180].map((degrees) => (degrees * Math.PI) / 180);

interface Ring {
  readonly id: number;
  readonly circle: Circle;
}

/** How far a number's disc stays clear of the picture's border and of all rings but its own (negative: covers). */
function clearance(spot: Point, radius: number, own: Ring, rings: readonly Ring[], { width, height }: Size): number {
  const toBorder = Math.min(spot.x, spot.y, width - spot.x, height - spot.y) - radius;
  const toRings = rings
    .filter((ring) => ring !== own)
    .map(({ circle }) => Math.hypot(spot.x - circle.x, spot.y - circle.y) - circle.radius - radius);
  return Math.min(0, toBorder, ...toRings);
}

function discSpot(ring: Ring, radius: number, rings: readonly Ring[], size: Size): Point {
  const spots = DIRECTIONS.map((angle) => ({
    x: ring.circle.x + Math.cos(angle) * (ring.circle.radius + radius / 2),
    y: ring.circle.y + Math.sin(angle) * (ring.circle.radius + radius / 2),
  }));
  const freest = spots.reduce((best, spot) =>
    clearance(spot, radius, ring, rings, size) > clearance(best, radius, ring, rings, size) ? spot : best,
  );
  // Among crowded rings the freest spot may still cross the border, where the number would be cut off.
  const inside = (value: number, length: number) => Math.max(radius, Math.min(length - radius, value));
  return { x: inside(freest.x, size.width), y: inside(freest.y, size.height) };
}

function drawRing({ x, y, radius }: Circle, stroke: number): string {
  const circle = (r: number, colour: string, width: number) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
  // White over black over colour: one of the three stands out from any picture.
  return circle(radius, INK, stroke * 3.4) + circle(radius, LIGHT, stroke * 2.2) + circle(radius, RING_COLOUR, stroke);
}

function drawDisc(id: number, { x, y }: Point, radius: number, stroke: number): string {
  const size = radius * (id < 10 ? FONT_DISCS : FONT_DISCS * 0.85);
  return (
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="${LIGHT}" stroke="${INK}" stroke-width="${stroke}"/>` +
    `<path d="${letterPath(String(id), { x, y, size })}" fill="${INK}"/>`
  );
}

/**
 * Marks places with numbered double rings. Numbers stand outside their rings where they cover no other ring.
 *
 * @param size of the image that is marked; rings and numbers scale with it
 * @returns SVG elements in the image's pixels
 */
export function drawRings(places: readonly NumberedCircle[], size: Size): string {
  const shorter = Math.min(size.width, size.height);
  const stroke = Math.max(MIN_STROKE_PX, shorter * STROKE_RATIO);
  const rings = places.map(({ id, circle }) => ({
    id,
    circle: { ...circle, radius: circle.radius + shorter * CLEARANCE_RATIO },
  }));
  const disc = stroke * DISC_STROKES;
  return [
    ...rings.map(({ circle }) => drawRing(circle, stroke)),
    ...rings.map((ring) => drawDisc(ring.id, discSpot(ring, disc, rings, size), disc, stroke)),
  ].join('');
}
