import type { JobRequest, JobResult, RecipeContext } from '../contract/messages.ts';
import { createPuzzle } from '../puzzle/create-puzzle.ts';

type Recipe = (context: RecipeContext) => Promise<JobResult<JobRequest>>;

/** Puzzles are what most jobs are; what the others need is loaded by the first of them, so that a start takes less time. */
async function recipeFor(request: JobRequest): Promise<Recipe> {
  switch (request.kind) {
    case 'make-puzzle': {
      if (!('scene' in request)) return (context) => createPuzzle(request.picture, request.options, context);
      const { createScenePuzzle } = await import('../puzzle/create-scene-puzzle.ts');
      return (context) => createScenePuzzle(request.scene, request.options, context);
    }
    case 'spot-differences': {
      const { spotDifferences } = await import('../diff/spot-differences.ts');
      return (context) => spotDifferences(request.a, request.b, request.options ?? {}, context);
    }
    case 'open-ready-made': {
      const { openReadyMade } = await import('../puzzle/ready-made/open-ready-made.ts');
      return (context) => openReadyMade(request.a, request.b, request.options, context);
    }
    case 'finish-ready-made': {
      const { finishReadyMade } = await import('../puzzle/ready-made/finish-ready-made.ts');
      return () => finishReadyMade(request.a, request.b, request.options);
    }
    case 'draw-chart': {
      const { drawChart } = await import('../puzzle/drawing/draw-chart.ts');
      return () => drawChart(request.bars);
    }
    case 'zoom-pictures': {
      const { zoomPictures } = await import('../puzzle/drawing/zoom-pictures.ts');
      return () => zoomPictures(request.a, request.b, request.options);
    }
  }
}

/** Does one job on this thread. @throws CodedError for expected failures */
export async function runJob<Request extends JobRequest>(
  request: Request,
  context: RecipeContext = {},
): Promise<JobResult<Request>> {
  const recipe = await recipeFor(request);
  // The recipe of a kind gives the result of that kind; the compiler cannot follow the union through the switch.
  return (await recipe(context)) as JobResult<Request>;
}
