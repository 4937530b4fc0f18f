/**
 * Every failure that a user can meet, with the values its sentence needs. A code is stable: it is printed by the
 * terminal commands, stored in logs and is the key of its sentence in the catalogues (`errors.<code>`).
 */
export interface ErrorDetails {
  // the picture
  'picture-empty': Record<string, never>;
  'picture-not-an-image': Record<string, never>;
  'picture-format-refused': { format: string };
  'picture-damaged': Record<string, never>;
  'picture-too-many-pixels': { width: number; height: number; maxMegapixels: number };
  'picture-too-many-bytes': { megabytes: number; maxMegabytes: number };
  'picture-too-small': { width: number; height: number; minSide: number };
  'pictures-unrelated': Record<string, never>;
  'no-panels': Record<string, never>;
  'no-attached-picture': Record<string, never>;
  'no-attached-pictures': Record<string, never>;
  'own-post': Record<string, never>;
  'own-puzzle-picture': Record<string, never>;
  'folder-without-partner': { folder: string };
  'no-pairs': { a: string; b: string };
  'pairs-failed': { failed: number; total: number };
  'pictures-differ-in-size': { widthA: number; heightA: number; widthB: number; heightB: number };
  'picture-and-scene': Record<string, never>;
  'picture-or-scene-missing': Record<string, never>;
  'altered-without-picture': Record<string, never>;
  'not-for-ready-made': { option: string };
  'no-differences-found': Record<string, never>;
  'too-many-differences': { found: number; max: number };
  'draft-not-found': Record<string, never>;
  // removing
  'mask-empty': Record<string, never>;
  'mask-covers-everything': Record<string, never>;
  'mask-differs-in-size': { width: number; height: number; maskWidth: number; maskHeight: number };
  'nothing-to-copy': Record<string, never>;
  'box-or-mask-missing': Record<string, never>;
  'box-and-mask': Record<string, never>;
  'engine-takes-no-prompt': { engine: string };
  // the puzzle
  'prompt-without-replace': Record<string, never>;
  'too-few-objects': { possible: number; wanted: number };
  'too-many-regions': { regions: number; max: number };
  'no-objects': Record<string, never>;
  'too-few-puzzles': { possible: number; wanted: number };
  'level-needs-circles': { level: string };
  // the download of an attachment
  'attachment-host-refused': { host: string };
  'attachment-redirected': Record<string, never>;
  'attachment-download-failed': { status: number };
  'attachment-download-timeout': { seconds: number };
  'attachment-download-broken': Record<string, never>;
  'answer-too-large': { megabytes: number; maxMegabytes: number };
  // jobs
  'queue-full': { waiting: number };
  'too-many-jobs': { max: number };
  'job-timeout': { seconds: number };
  'job-cancelled': Record<string, never>;
  'worker-crashed': Record<string, never>;
  // the game
  'no-open-round': Record<string, never>;
  'round-not-found': Record<string, never>;
  'round-ended': Record<string, never>;
  'cell-not-understood': { text: string; lastCell: string };
  'cell-outside-grid': { cell: string; lastCell: string };
  'point-outside-picture': { x: number; y: number; width: number; height: number };
  'too-many-places': { max: number };
  'guess-too-soon': { seconds: number };
  'no-guesses-left': { max: number };
  'board-closed': Record<string, never>;
  'not-allowed-to-reveal': Record<string, never>;
  'picture-file-missing': Record<string, never>;
  // dailies
  'not-in-a-server': Record<string, never>;
  'manage-server-needed': Record<string, never>;
  'daily-off': Record<string, never>;
  'daily-not-yet': { when: string };
  'daily-day-unknown': { day: string };
  'daily-day-gone': { day: string };
  'daily-set-incomplete': Record<string, never>;
  'time-invalid': { text: string };
  'time-zone-unknown': { text: string };
  'role-is-everyone': Record<string, never>;
  'daily-channel-closed': { channel: string };
  'daily-already-posted': { day: string };
  'daily-post-failed': { reason: string };
  'pool-full': { max: number };
  'pool-has-it': Record<string, never>;
  'pool-picture-unknown': { picture: string };
  'global-board-off': Record<string, never>;
  // options, terminal and settings
  'option-invalid': { option: string; value: string; expected: string };
  usage: { problem: string };
  'file-unreadable': { path: string; reason: string };
  'folder-unwritable': { path: string; reason: string };
  'store-unreachable': { address: string; reason: string };
  'store-not-empty': Record<string, never>;
  'backup-damaged': { path: string; problem: string };
  'setting-invalid': { setting: string; value: string; expected: string };
  'custom-api-not-allowed': { setting: string };
  'token-missing': Record<string, never>;
  'token-refused': Record<string, never>;
  'intents-refused': { reason: string };
  'connection-lost': { closeCode: number };
  'port-taken': { port: number };
  // models and the machines they run on
  'model-unknown': { model: string; known: string };
  'models-off': { model: string };
  'model-missing': { model: string };
  'model-wrong-hash': { model: string; path: string };
  'model-unusable': { model: string; path: string; reason: string };
  'model-download-failed': { model: string; host: string; reason: string };
  'model-download-offline': { model: string };
  'memory-too-small': { model: string; neededMegabytes: number; availableMegabytes: number };
  'device-unavailable': { device: string; model: string; reason: string };
  'inference-failed': { model: string; device: string; reason: string };
  'inpaint-server-missing': Record<string, never>;
  'inpaint-server-failed': { host: string; reason: string };
  // anything that is our own fault
  internal: Record<string, never>;
}

export type ErrorCode = keyof ErrorDetails;

/** A failure as plain data: this is what crosses threads and queues. */
export interface CodedFailure<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  readonly details: ErrorDetails[Code];
  /** Which picture is meant where several were given: its name, or its letter until somebody knows the name. */
  readonly picture?: string;
}

interface CodedErrorOptions extends ErrorOptions {
  readonly picture?: string;
}

/** An expected failure. `message` is for logs; people read the sentence of the code in their own language. */
export class CodedError<Code extends ErrorCode = ErrorCode> extends Error implements CodedFailure<Code> {
  override readonly name = 'CodedError';
  readonly code: Code;
  readonly details: ErrorDetails[Code];
  readonly picture?: string;

  constructor(code: Code, details: ErrorDetails[Code], options?: CodedErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.code = code;
    this.details = details;
    if (options?.picture !== undefined) this.picture = options.picture;
  }
}

/** An expected failure as one of this picture. Bugs stay as they are. */
export function failureOf(picture: string, error: unknown): unknown {
  return error instanceof CodedError ? new CodedError(error.code, error.details, { cause: error, picture }) : error;
}
