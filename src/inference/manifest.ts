import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../contract/coded-error.ts';
import { PROJECT_ROOT } from '../project-root.ts';

const RGB_CHANNELS = 3;
const sideSchema = z.union([z.int().positive(), z.string()]);

const tensorSchema = z.strictObject({
  /** Absent: exports of this model name it as they like; only its place in the list counts. */
  name: z.string().optional(),
  type: z.enum(['uint8', 'float32', 'int64']),
  /** A name stands for a side that the caller chooses. */
  shape: z.array(sideSchema),
});

const sourceSchema = z.union([
  /** A package that may be installed beside this program, and the file in it. */
  z.strictObject({ npm: z.string(), path: z.string() }),
  z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
]);

const channels = z.array(z.number()).length(RGB_CHANNELS);
const normalisationSchema = z.strictObject({
  /** `max`: the largest value of the picture itself. */
  divideBy: z.union([z.number().positive(), z.literal('max')]),
  mean: channels,
  std: channels,
});

const modelSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  task: z.enum(['inpaint', 'matte', 'segment', 'perceptual-distance']),
  file: z.string().regex(/^[\w.-]+\.onnx$/),
  /** Absent where nobody has told it; the hash decides in any case. */
  bytes: z.int().positive().optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string(),
  sources: z.array(sourceSchema).min(1),
  inputs: z.array(tensorSchema).min(1),
  outputs: z.array(tensorSchema).min(1),
  channelOrder: z.enum(['rgb', 'bgr']).optional(),
  /** value = (pixel / divideBy - mean) / std, a channel each. */
  normalisation: normalisationSchema.optional(),
  /** What the mask holds where the model shall paint. */
  holeValue: z.union([z.literal(0), z.literal(1)]).optional(),
});

const manifestSchema = z.strictObject({ version: z.literal(1), models: z.array(modelSchema).min(1) });

export type ModelEntry = Readonly<z.infer<typeof modelSchema>>;
export type ModelTensor = z.infer<typeof tensorSchema>;

/** The models that this program knows, as models/manifest.json lists them. @throws ZodError when the file is wrong */
export function readManifest(path: string = join(PROJECT_ROOT, 'models', 'manifest.json')): readonly ModelEntry[] {
  return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).models;
}

/** The model of this name. @throws CodedError `model-unknown` */
export function findEntry(models: readonly ModelEntry[], name: string): ModelEntry {
  const entry = models.find((model) => model.name === name);
  if (entry) return entry;
  throw new CodedError('model-unknown', { model: name, known: models.map((model) => model.name).join(', ') });
}
