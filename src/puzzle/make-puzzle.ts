import type { JobStage, PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { JOB_STAGES } from '../contract/messages.ts';
import type { RgbImage } from '../imaging/image.ts';
import { InTurn } from './begin.ts';
import { showElsewhere } from './check-puzzle.ts';
import { ODD_FLAW } from './edits/edit.ts';
import { finishPuzzle, prepareDrawing } from './finish-puzzle.ts';
import { type MakeCosts, type Maker, makeChecked } from './make-checked.ts';
import { Stopwatch } from './stopwatch.ts';

const ENGINE_NAME = 'difference-engine';

/** What a puzzle is made with. */
export interface Making extends RecipeContext {
  readonly options: PuzzleOptions;
  /** Says where the work stands, and ends it there when nobody wants it any more. */
  readonly enter: (stage: JobStage) => void;
  readonly watch: Stopwatch;
  readonly costs: MakeCosts;
  /** Aborts when the puzzle is made or has failed: nobody wants any more what was begun for it. */
  readonly ended: AbortSignal;
}

/** What could be changed in a picture. */
export interface Found {
  readonly maker: Maker;
  /** How many things may be changed. */
  readonly things: number;
}

/** Where a puzzle's picture comes from, and its differences. */
export interface PuzzleRecipe {
  /** Decodes or draws the image, at most MAX_PUZZLE_SIDE_PX long; its time counts as decoding. */
  readonly openImage: () => Promise<RgbImage>;
  /** Finds what could be changed. */
  readonly find: (image: RgbImage, making: Making) => Promise<Found>;
}

const announcer =
  ({ signal, onProgress }: RecipeContext) =>
  (stage: JobStage) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, ratio: JOB_STAGES.indexOf(stage) / JOB_STAGES.length });
  };

/**
 * Makes a puzzle by a recipe: the same recipe, options and seed give the same bytes and the same key.
 *
 * @throws CodedError those of the recipe, `no-objects`, `too-few-objects`; the signal's reason when aborted
 */
export async function makePuzzle(
  recipe: PuzzleRecipe,
  options: PuzzleOptions,
  context: RecipeContext,
): Promise<PuzzleResult> {
  const watch = new Stopwatch();
  const enter = announcer(context);
  enter('decode');
  const image = await watch.time('decodeMs', recipe.openImage);

  const ending = new AbortController();
  const costs: MakeCosts = { editMs: 0, checkMs: 0, tried: 0 };
  try {
    return await makeOf(image, recipe, { ...context, options, enter, watch, costs, ended: ending.signal });
  } finally {
    ending.abort();
  }
}

async function makeOf(image: RgbImage, recipe: PuzzleRecipe, making: Making): Promise<PuzzleResult> {
  const { options, signal, enter, watch, costs, ended } = making;
  const finding = recipe.find(image, making);
  // What needs no differences to be drawn or checked starts beside that, which takes one thread for the most part.
  const { begin: beginWork } = new InTurn(ended);
  const preparation = prepareDrawing(image, options, beginWork);
  const elsewhere = showElsewhere(image, beginWork);
  const { maker, things } = await finding;

  enter('edit');
  const { made, checks, drawn } = await makeChecked(maker, options, image, costs, {
    elsewhere,
    onCheck: () => enter('check'),
    draw: (changes, altered) => watch.time('drawMs', () => finishPuzzle(image, altered, changes, options, preparation)),
  });

  enter('draw');
  signal?.throwIfAborted();
  const { tried } = costs;
  const odd = made.filter(({ patch }) => (patch.flaw ?? 0) >= ODD_FLAW).length;
  const rejectedEdits = tried - made.length;
  const engine = { name: ENGINE_NAME, proposals: things, edits: tried, rejectedEdits, checks, odd };
  return { ...drawn, engine, timings: watch.finish(costs) };
}
