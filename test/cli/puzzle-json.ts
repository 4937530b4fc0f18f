import { z } from 'zod';

// What others rely on, written down once more on purpose: a change of the program's own types must fail here.

const whole = z.int().nonnegative();
const positive = z.int().positive();
const milliseconds = z.int().nonnegative();

const boxSchema = z.strictObject({ x: whole, y: whole, width: positive, height: positive });
const circleSchema = z.strictObject({ x: z.number(), y: z.number(), radius: z.number().positive() });
const share = z.number().min(0).max(1);
const cells = z.int().min(3).max(12);

/** puzzle.json, nothing more and nothing less. */
export const puzzleSchema = z.strictObject({
  version: z.literal(1),
  seed: z.string(),
  width: positive,
  height: positive,
  level: z.enum(['easy', 'medium', 'hard', 'expert']),
  difficulty: z.number().min(0).max(100),
  grid: z.strictObject({ columns: cells, rows: cells }),
  differences: z.array(
    z.strictObject({
      id: positive,
      edit: z.string().min(1),
      box: boxSchema,
      circle: circleSchema,
      areaRatio: z.number().positive().max(1),
      deltaE: z.number().positive(),
      mask: z.strictObject({ box: boxSchema, counts: z.array(whole).min(2) }),
      difficulty: z.number().min(0).max(100),
      features: z.strictObject({
        areaRatio: z.number().positive().max(1),
        deltaE: z.number().positive(),
        polarity: z.union([z.literal(0), z.literal(1)]),
        edges: share,
        saliency: share,
        clutter: share,
        distance: share,
      }),
    }),
  ),
  engine: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), whole)])),
  timings: z.strictObject({
    decodeMs: milliseconds,
    proposeMs: milliseconds,
    planMs: milliseconds,
    editMs: milliseconds,
    checkMs: milliseconds,
    drawMs: milliseconds,
    totalMs: milliseconds,
  }),
});
export type PuzzleJson = z.infer<typeof puzzleSchema>;
export type DifferenceJson = PuzzleJson['differences'][number];

/** differences.json of `spot`. */
export const differencesSchema = z.strictObject({
  version: z.literal(1),
  width: positive,
  height: positive,
  registration: z.strictObject({
    model: z.enum(['identity', 'translation', 'euclidean', 'affine', 'homography']),
    matrix: z.array(z.number()).length(9),
    residual: z.number().min(0).optional(),
    correlation: z.number().min(-1).max(1).optional(),
    overlap: z.number().min(0).max(1),
  }),
  differences: z.array(
    z.strictObject({
      id: positive,
      box: boxSchema,
      circle: circleSchema,
      contours: z.array(z.array(z.strictObject({ x: z.number(), y: z.number() })).min(3)).min(1),
      score: z.number().min(0).max(1),
    }),
  ),
  /** When one picture holds both. */
  panels: z.tuple([boxSchema, boxSchema]).optional(),
  timings: z.strictObject({
    decodeMs: milliseconds,
    detectMs: milliseconds,
    drawMs: milliseconds,
    totalMs: milliseconds,
  }),
});

/**
 * The pixels of a mask as indices into the image, by the contract's words alone: run lengths, row-major inside the box,
 * alternating, starting with zeros.
 */
export function maskPixels({ box, counts }: DifferenceJson['mask'], imageWidth: number): number[] {
  const values = counts.flatMap((count, index) => Array<number>(count).fill(index % 2));
  if (values.length !== box.width * box.height) throw new Error(`${values.length} values for a box of another size`);
  return values.flatMap((value, at) =>
    value === 0 ? [] : [(box.y + Math.floor(at / box.width)) * imageWidth + box.x + (at % box.width)],
  );
}
