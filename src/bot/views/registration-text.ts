import type { Box } from '../../contract/geometry.ts';
import type { Registration, SpotResult } from '../../contract/messages.ts';
import type { Translate } from '../../i18n.ts';

/** Less than this nobody sees, and it may be an error of measurement. */
const MIN_SHIFT_PX = 1;
const MIN_DEGREES = 0.1;
const MIN_GROWTH = 0.005;
const MIN_DISTORTION = 0.01;
/** Parts of A at its rim that B lacks by less than this are lost in any resampling. */
const MIN_MISSING_RATIO = 0.01;
const DEGREES_PER_RADIAN = 180 / Math.PI;

/** How B's picture lies against A's, as people would say it. */
interface Pose {
  /** Pixels to the right and down, by which the middle moved. */
  readonly right: number;
  readonly down: number;
  /** Clockwise. */
  readonly degrees: number;
  /** 0.02 when B shows everything 2 % larger. */
  readonly growth: number;
  /** By how much one direction, or one side, grows more than another. */
  readonly distortion: number;
}

/** Reads the pose off the map around the middle of a box. */
function poseOf(matrix: Registration['matrix'], box: Box): Pose {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
  // Whole coordinates are pixel centres.
  const [x, y] = [box.x + (box.width - 1) / 2, box.y + (box.height - 1) / 2];
  const depth = m6 * x + m7 * y + m8;
  const [toX, toY] = [(m0 * x + m1 * y + m2) / depth, (m3 * x + m4 * y + m5) / depth];
  // The map's derivative there: a linear map of directions.
  const [a, b] = [(m0 - toX * m6) / depth, (m1 - toX * m7) / depth];
  const [c, d] = [(m3 - toY * m6) / depth, (m4 - toY * m7) / depth];
  const [turn, skew] = [Math.hypot(a + d, c - b), Math.hypot(a - d, b + c)];
  const slant = (Math.abs(m6) * box.width + Math.abs(m7) * box.height) / Math.abs(depth);
  return {
    right: toX - x,
    down: toY - y,
    degrees: Math.atan2(c - b, a + d) * DEGREES_PER_RADIAN,
    growth: Math.sqrt(Math.abs(a * d - b * c)) - 1,
    // (turn + skew) / (turn - skew) is the ratio of the singular values.
    distortion: Math.max((turn + skew) / Math.max(turn - skew, Number.EPSILON) - 1, slant),
  };
}

function shiftTexts({ right, down }: Pose, t: Translate): string[] {
  const told = (pixels: number, more: 'right' | 'down', less: 'left' | 'up') =>
    Math.abs(pixels) < MIN_SHIFT_PX
      ? []
      : [t(`spot.shift.${pixels > 0 ? more : less}`, { count: Math.round(Math.abs(pixels)) })];
  const parts = [...told(right, 'right', 'left'), ...told(down, 'down', 'up')];
  return parts.length === 0 ? [] : [t('spot.pose.shifted', { parts })];
}

function poseTexts(pose: Pose, hasPanels: boolean, t: Translate): string[] {
  const { degrees, growth, distortion } = pose;
  const isGrown = Math.abs(growth) >= MIN_GROWTH;
  const turned = degrees > 0 ? 'clockwise' : 'anticlockwise';
  return [
    // Panels lie apart anyway, and how a larger picture is framed moves its middle too.
    ...(hasPanels || isGrown ? [] : shiftTexts(pose, t)),
    ...(Math.abs(degrees) < MIN_DEGREES ? [] : [t(`spot.pose.${turned}`, { degrees: Math.abs(degrees) })]),
    ...(isGrown ? [t(`spot.pose.${growth > 0 ? 'larger' : 'smaller'}`, { ratio: Math.abs(growth) })] : []),
    ...(distortion < MIN_DISTORTION ? [] : [t('spot.pose.distorted')]),
  ];
}

/**
 * Says how B lies on A: shifted, turned, larger, distorted, cut off.
 *
 * @returns a sentence each; none when they lie as anybody would expect
 */
export function registrationTexts(found: SpotResult, t: Translate): string[] {
  const { registration, panels, width, height } = found;
  const { model, matrix, overlap } = registration;
  const box = panels?.[0] ?? { x: 0, y: 0, width, height };
  const parts = model === 'identity' ? [] : poseTexts(poseOf(matrix, box), panels !== undefined, t);
  return [
    ...(parts.length === 0 ? [] : [t('spot.lies', { parts })]),
    ...(1 - overlap < MIN_MISSING_RATIO ? [] : [t('spot.overlap', { ratio: overlap })]),
  ];
}
