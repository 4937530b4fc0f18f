import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { AnswerKey } from '../../src/contract/answer-key.ts';
import { CodedError } from '../../src/contract/coded-error.ts';
import type { JobContext, JobRunner } from '../../src/contract/job-runner.ts';
import {
  type EncodedPicture,
  type FinishedPuzzle,
  JOB_STAGES,
  type JobRequest,
  type PuzzleResult,
  type ReadyMade,
} from '../../src/contract/messages.ts';
import { ANY_SCENE, type SceneSetting } from '../../src/contract/scene-settings.ts';
import { sampleKey } from '../bot/sample-game.ts';

const TIMINGS = { decodeMs: 0, proposeMs: 0, planMs: 0, editMs: 0, checkMs: 0, drawMs: 0, totalMs: 0 };

/** A plain picture; the colour tells which it is. */
async function plainPicture(background: string): Promise<EncodedPicture> {
  const size = { width: 60, height: 40 };
  const bytes = await sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();
  return { bytes, mediaType: 'image/png', ...size };
}

/** A result that needs no pixel work: the sample key with plain pictures. */
async function cannedResult(seed: string, scene?: SceneSetting): Promise<PuzzleResult> {
  const [original, altered, board, answers] = await Promise.all(['red', 'green', 'blue', 'white'].map(plainPicture));
  if (!original || !altered || !board || !answers) throw new Error('four colours make four pictures');
  const engine = { name: 'canned', proposals: 3, edits: 3, rejectedEdits: 0, ...(scene && { scene }) };
  return { original, altered, board, answers, key: { ...sampleKey, seed }, engine, timings: TIMINGS };
}

const readyMadeKey: AnswerKey = {
  ...sampleKey,
  differences: sampleKey.differences.map((difference) => ({ ...difference, edit: 'unknown' })),
};

async function cannedReadyMade(): Promise<ReadyMade> {
  const [original, altered, preview] = await Promise.all(['red', 'green', 'white'].map(plainPicture));
  if (!original || !altered || !preview) throw new Error('three colours make three pictures');
  return { original, altered, preview, key: readyMadeKey };
}

async function cannedFinish({ key, kept }: { key: AnswerKey; kept: readonly number[] }): Promise<FinishedPuzzle> {
  const [altered, board, answers] = await Promise.all(['olive', 'blue', 'white'].map(plainPicture));
  if (!altered || !board || !answers) throw new Error('three colours make three pictures');
  const differences = key.differences
    .filter(({ id }) => kept.includes(id))
    .map((each, at) => ({ ...each, id: at + 1 }));
  return { altered, board, answers, key: { ...key, differences } };
}

/** Rejects when the job is cancelled. */
async function cancellation(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return new Promise(() => undefined);
  if (!signal.aborted) await once(signal, 'abort');
  throw new CodedError('job-cancelled', {});
}

/** A runner that hands out the same puzzle at once, or when it is told to. */
export class CannedRunner implements JobRunner {
  readonly load = { running: 0, waiting: 0 };
  readonly requests: JobRequest[] = [];
  /** The requests for all but zooms, which are made ahead whenever there is time. */
  get work(): readonly JobRequest[] {
    return this.requests.filter(({ kind }) => kind !== 'zoom-pictures');
  }
  readonly contexts: JobContext[] = [];
  /** Jobs end when this resolves; at once when undefined. */
  until: Promise<unknown> | undefined;
  /** The same for parts that are enlarged. */
  zoomsUntil: Promise<unknown> | undefined;

  async run(request: JobRequest, context: JobContext = {}): Promise<never> {
    this.requests.push(request);
    if (request.kind === 'zoom-pictures') await this.zoomsUntil;
    if (request.kind === 'zoom-pictures' || request.kind === 'draw-chart')
      return { picture: await plainPicture('teal') } as never;
    if (request.kind === 'open-ready-made') return (await cannedReadyMade()) as never;
    if (request.kind === 'finish-ready-made') {
      await (this.until && Promise.race([this.until, cancellation(context.signal)]));
      return (await cannedFinish(request.options)) as never;
    }
    if (request.kind !== 'make-puzzle') throw new Error('the canned runner makes puzzles only');
    this.contexts.push(context);
    for (const [index, stage] of JOB_STAGES.entries()) {
      context.onProgress?.({ stage, ratio: (index + 1) / JOB_STAGES.length });
      await sleep(1);
    }
    await (this.until && Promise.race([this.until, cancellation(context.signal)]));
    // The port types a result by its request; there is one kind of request here.
    const scene = 'scene' in request && request.scene !== ANY_SCENE ? request.scene : undefined;
    return (await cannedResult(request.options.seed, scene)) as never;
  }

  async close(): Promise<void> {}
}
