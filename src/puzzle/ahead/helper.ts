import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import type { FacesAndText } from '../../segmentation/keep/find-keepers.ts';
import { startThread } from '../../typescript-loader.ts';
import type { FromHelper, ToHelper, Tried } from './helper-messages.ts';

/** Beside this file, with its extension: src/ runs src/, dist/ runs dist/. */
const ENTRY = fileURLToPath(new URL(`./helper-entry${extname(import.meta.url)}`, import.meta.url));
/** Most is outside of the heap, in arrays of pixels; a small young heap gives these back soon. */
const HEAP_MB = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

type Settle = (answer: FromHelper | undefined) => void;

/**
 * A thread that makes edits, and looks for faces and lettering, while this one does other work, for all puzzles that this
 * one makes. It stays for the next puzzle, and keeps no program from ending. What it does not answer, because it failed or
 * could not be told, is done without it.
 */
export class Helper {
  private readonly thread: Worker;
  private readonly asked = new Map<number, Settle>();
  /** Pictures that are open, and looks. */
  private users = 0;
  private numbers = 0;
  private isGone = false;

  constructor() {
    this.thread = startThread(ENTRY, { resourceLimits: HEAP_MB });
    this.thread.unref();
    // Said again: what is said before it runs is forgotten.
    this.thread.once('online', () => this.users === 0 && this.thread.unref());
    this.thread.on('message', (answer: FromHelper) => this.settle(answer.request, answer));
    this.thread.on('error', (error) => {
      process.emitWarning('the thread that helps to make puzzles died: they take longer now', {
        detail: String(error),
      });
      this.giveUp();
    });
    this.thread.on('exit', () => this.giveUp());
  }

  get isAvailable(): boolean {
    return !this.isGone;
  }

  /** A number that nothing else has here. */
  number(): number {
    return ++this.numbers;
  }

  tell(message: ToHelper): void {
    this.thread.postMessage(message);
    if (message.kind === 'open') this.hold();
    if (message.kind === 'close') this.release();
  }

  /** Has an edit made of a picture that is open. */
  async ask(message: Extract<ToHelper, { kind: 'try' }>): Promise<Tried | undefined> {
    return (await this.request(message))?.tried;
  }

  /** Has faces and lettering looked for. */
  async look(message: Extract<ToHelper, { kind: 'look' }>): Promise<FacesAndText | undefined> {
    this.hold();
    try {
      return (await this.request(message))?.seen;
    } finally {
      this.release();
    }
  }

  private request(message: Extract<ToHelper, { readonly request: number }>): Promise<FromHelper | undefined> {
    if (this.isGone) return Promise.resolve(undefined);
    try {
      this.tell(message);
    } catch (error) {
      // What cannot be sent: whoever asked will do it without the helper, and may not listen yet.
      process.emitWarning('the thread that helps to make puzzles was not told: they take longer now', {
        detail: String(error),
      });
      return Promise.resolve(undefined);
    }
    return new Promise((settle) => this.asked.set(message.request, settle));
  }

  /** While it is used somebody may wait for it, and perhaps nothing else keeps the program going. */
  private hold(): void {
    if (this.users++ === 0) this.thread.ref();
  }

  private release(): void {
    if (--this.users === 0) this.thread.unref();
  }

  /** Waits no longer for a request that was called off. */
  forget(request: number): void {
    this.settle(request, undefined);
  }

  /** Ends the thread. What was asked for is not answered any more. */
  async end(): Promise<void> {
    await this.thread.terminate();
    this.giveUp();
  }

  private settle(request: number, answer: FromHelper | undefined): void {
    this.asked.get(request)?.(answer);
    this.asked.delete(request);
  }

  private giveUp(): void {
    this.isGone = true;
    for (const request of [...this.asked.keys()]) this.settle(request, undefined);
  }
}

let shared: Helper | undefined;

/**
 * The helper of this thread, started when it is first asked for; undefined where there is one processor alone, or no room
 * for another thread. One that has died is not started again: what it worked on would end the next one, too.
 */
export function sharedHelper(): Helper | undefined {
  if (availableParallelism() < 2) return undefined;
  try {
    shared ??= new Helper();
  } catch (error) {
    process.emitWarning('no thread could be started that helps to make puzzles: they take longer now', {
      detail: String(error),
    });
    return undefined;
  }
  return shared.isAvailable ? shared : undefined;
}
