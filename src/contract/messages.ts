import type { AnswerKey, EditKind, Level } from './answer-key.ts';
import type { Box, Circle, Point, Size } from './geometry.ts';
import type { Cell, Grid } from './grid.ts';
import type { BoardLayoutChoice, GridStyle, ProposalChoice } from './puzzle-options.ts';
import type { SceneChoice, SceneSetting } from './scene-settings.ts';
import type { SpotOptions } from './spot-options.ts';

/** Encoded bytes of a picture that the program made. Metadata-free. */
export interface EncodedPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/png' | 'image/webp' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** What a puzzle is made of: encoded bytes as a user sent them, or a scene that is drawn by the puzzle's seed. */
export type PuzzleSource = { readonly picture: Uint8Array } | { readonly scene: SceneChoice };

/** What a puzzle is made by, besides its source. */
export interface PuzzleOptions {
  readonly level: Level;
  /** MIN_DIFFERENCES to MAX_DIFFERENCES. */
  readonly differences: number;
  /** Any text; the same source, options and seed give the same puzzle. */
  readonly seed: string;
  /** Kinds of edit that may be used; all when absent. */
  readonly edits?: readonly EditKind[];
  /** What is looked for to be changed; things when absent. */
  readonly proposals?: ProposalChoice;
  readonly layout?: BoardLayoutChoice;
  readonly grid?: GridStyle;
  /** Whether a puzzle with fewer differences will do where the picture has no more. */
  readonly fewer?: boolean;
  /** Whether a change may look odd where the picture has nothing better: then it rather has a purple railing than too few. */
  readonly odd?: boolean;
  /** What to paint where a thing is replaced, for an engine that takes prompts; then no seed gives the same again. */
  readonly prompt?: string;
  /** Upper bound for each picture file made, when the place it is posted to has one. */
  readonly maxFileBytes?: number;
}

/** What makers may choose beyond what everybody chooses. */
export type PuzzleChoices = Pick<PuzzleOptions, 'edits' | 'fewer' | 'odd' | 'proposals' | 'layout' | 'grid' | 'prompt'>;

/** Milliseconds spent in each step of making a puzzle; checking and drawing run side by side. */
export interface PuzzleTimings {
  readonly decodeMs: number;
  readonly proposeMs: number;
  readonly planMs: number;
  readonly editMs: number;
  readonly checkMs: number;
  readonly drawMs: number;
  readonly totalMs: number;
}

/** How many differences the diff engine found in the finished puzzle, told nothing. */
export interface PuzzleChecks {
  readonly plain: number;
  /** After both pictures went through JPEG ... */
  readonly jpeg: number;
  /** ... or through WebP ... */
  readonly webp: number;
  /** ... and at the size at which a phone shows them. */
  readonly phone: number;
}

/** How the puzzle came to be, for people who look into it. */
export interface EngineReport {
  readonly name: string;
  readonly proposals: number;
  readonly edits: number;
  readonly rejectedEdits: number;
  /** Absent in puzzles from before it was noted. */
  readonly checks?: PuzzleChecks;
  /** Where the scene plays, when the picture is one. */
  readonly scene?: SceneSetting;
  /** Of a scene: whether its differences were drawn with it; else they were edited into its picture. */
  readonly redrawn?: boolean;
  /** How many of the differences look odd. Absent in puzzles from before there were such ones. */
  readonly odd?: number;
}

/** A finished puzzle: the pictures and the key that judges guesses. */
export interface PuzzleResult {
  readonly original: EncodedPicture;
  readonly altered: EncodedPicture;
  readonly board: EncodedPicture;
  readonly answers: EncodedPicture;
  readonly key: AnswerKey;
  readonly engine: EngineReport;
  readonly timings: PuzzleTimings;
}

/** The two pictures of a comparison; a failure of one of them bears its letter. */
export const PICTURE_LETTERS = ['a', 'b'] as const;
export type PictureLetter = (typeof PICTURE_LETTERS)[number];

/** One place that the diff engine found, in full-size, oriented pixels of picture A. */
export interface FoundDifference {
  readonly id: number;
  readonly box: Box;
  readonly circle: Circle;
  /** Closed outlines of its connected parts along the edges of pixels; holes are not told. */
  readonly contours: readonly (readonly Point[])[];
  /** Visibility, 0 (barely) to 1; the list is in reading order, not by score. */
  readonly score: number;
}

/** How the two pictures were laid over each other. */
export interface Registration {
  readonly model: 'identity' | 'translation' | 'euclidean' | 'affine' | 'homography';
  /**
   * Row-major 3x3, maps A's full-size pixels to B's; whole coordinates are pixel centres. When one picture holds both, it
   * maps the first panel's pixels to the second's, both in coordinates of that picture.
   */
  readonly matrix: readonly number[];
  /** Grey levels (RMS of luma) that still differ where the pictures agree; absent when nothing was registered. */
  readonly residual?: number;
  /** How much the pictures look alike on each other, -1 to 1; absent when nothing was registered. */
  readonly correlation?: number;
  /** Share of A that B shows too, 0 to 1. */
  readonly overlap: number;
}

export interface SpotTimings {
  readonly decodeMs: number;
  readonly detectMs: number;
  readonly drawMs: number;
  readonly totalMs: number;
}

/** What the diff engine says of two pictures. */
export interface SpotResult {
  readonly width: number;
  readonly height: number;
  readonly registration: Registration;
  readonly differences: readonly FoundDifference[];
  /** Where the two panels lie when one picture holds both; then places are in that picture, in its first panel. */
  readonly panels?: readonly [Box, Box];
  readonly aCircled: EncodedPicture;
  readonly bCircled: EncodedPicture;
  /** A beside or above B as it lies on A, with the rulers of gridFor(the compared part of A in full-size pixels). */
  readonly sideBySide: EncodedPicture;
  /** Where and how much the two differ, when it was asked for. */
  readonly map?: EncodedPicture;
  readonly timings: SpotTimings;
}

/** What the diff engine makes of two pictures that somebody altered themselves: a puzzle, once its owner has agreed. */
export interface ReadyMade {
  readonly original: EncodedPicture;
  /** As it lies on the original. */
  readonly altered: EncodedPicture;
  /** Both, with every difference of the key ringed and numbered. */
  readonly preview: EncodedPicture;
  readonly key: AnswerKey;
}

/** A ready-made puzzle whose owner has agreed. */
export interface FinishedPuzzle {
  /** The differences that were dropped are taken back in it. */
  readonly altered: EncodedPicture;
  readonly board: EncodedPicture;
  readonly answers: EncodedPicture;
  /** Of the differences that were kept, numbered anew. */
  readonly key: AnswerKey;
}

/** A part of a puzzle's grid to look at closely, in both pictures. */
export interface ZoomOptions {
  /** Of the puzzle image that the key speaks of; the pictures may be smaller. */
  readonly size: Size;
  readonly grid: Grid;
  /** The corner cells of the part, both included. */
  readonly from: Cell;
  readonly to: Cell;
  /** What to draw a ring around, in pixels of the puzzle image. */
  readonly circle?: Circle;
}

/** One day of a chart. `saved`: not played, and no loss for the streak. */
export interface ChartBar {
  readonly label: string;
  readonly value: number;
  readonly kind: 'complete' | 'partial' | 'saved' | 'missed';
}

/** The kinds of work a runner does: what goes in and what comes out. */
export interface JobKinds {
  'draw-chart': {
    request: { readonly kind: 'draw-chart'; readonly bars: readonly ChartBar[] };
    result: { readonly picture: EncodedPicture };
  };
  'make-puzzle': {
    request: { readonly kind: 'make-puzzle'; readonly options: PuzzleOptions } & PuzzleSource;
    result: PuzzleResult;
  };
  'spot-differences': {
    request: {
      readonly kind: 'spot-differences';
      readonly a: Uint8Array;
      /** Absent: A holds both pictures as panels. */
      readonly b?: Uint8Array;
      readonly options?: SpotOptions;
    };
    result: SpotResult;
  };
  'open-ready-made': {
    request: {
      readonly kind: 'open-ready-made';
      readonly a: Uint8Array;
      /** Absent: A holds both pictures as panels. */
      readonly b?: Uint8Array;
      readonly options: {
        /** By the difficulty when absent. */
        readonly level?: Level;
        readonly maxFileBytes?: number;
      };
    };
    result: ReadyMade;
  };
  'finish-ready-made': {
    request: {
      readonly kind: 'finish-ready-made';
      readonly a: Uint8Array;
      readonly b: Uint8Array;
      readonly options: {
        readonly key: AnswerKey;
        /** The ids of the differences that count; at least one. */
        readonly kept: readonly number[];
        readonly maxFileBytes?: number;
      };
    };
    result: FinishedPuzzle;
  };
  'zoom-pictures': {
    request: {
      readonly kind: 'zoom-pictures';
      readonly a: Uint8Array;
      readonly b: Uint8Array;
      readonly options: ZoomOptions;
    };
    /** Both crops beside each other, enlarged, with the names of their cells along the edges. */
    result: { readonly picture: EncodedPicture };
  };
}

export type JobKind = keyof JobKinds;
export type JobRequest = JobKinds[JobKind]['request'];
export type JobResult<Request extends JobRequest> = JobKinds[Request['kind']]['result'];

/** The steps a player sees while waiting, in order. */
export const JOB_STAGES = ['decode', 'propose', 'plan', 'edit', 'check', 'draw'] as const;
export type JobStage = (typeof JOB_STAGES)[number];

/** How far a job is. */
export interface JobProgress {
  readonly stage: JobStage;
  /** 0 to 1 over the whole job. */
  readonly ratio: number;
}

/** What a run of a recipe is given besides its request. */
export interface RecipeContext {
  /** Checked between steps; the recipe rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
}
