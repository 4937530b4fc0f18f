import type { JobRequest, JobResult, RecipeContext } from '../contract/messages.ts';
import { spotDifferences } from '../diff/spot-differences.ts';
import { createPuzzle } from '../puzzle/create-puzzle.ts';
import { createScenePuzzle } from '../puzzle/create-scene-puzzle.ts';
import { drawChart } from '../puzzle/drawing/draw-chart.ts';
import { zoomPictures } from '../puzzle/drawing/zoom-pictures.ts';
import { finishReadyMade } from '../puzzle/ready-made/finish-ready-made.ts';
import { openReadyMade } from '../puzzle/ready-made/open-ready-made.ts';

type Recipe = (context: RecipeContext) => Promise<JobResult<JobRequest>>;

function recipeFor(request: JobRequest): Recipe {
  switch (request.kind) {
    case 'make-puzzle':
      return (context) =>
        'scene' in request
          ? createScenePuzzle(request.scene, request.options, context)
          : createPuzzle(request.picture, request.options, context);
    case 'spot-differences':
      return (context) => spotDifferences(request.a, request.b, request.options ?? {}, context);
    case 'open-ready-made':
      return (context) => openReadyMade(request.a, request.b, request.options, context);
    case 'finish-ready-made':
      return () => finishReadyMade(request.a, request.b, request.options);
    case 'draw-chart':
      return () => drawChart(request.bars);
    case 'zoom-pictures':
      return () => zoomPictures(request.a, request.b, request.options);
  }
}

/** Does one job on this thread. @throws CodedError for expected failures */
export async function runJob<Request extends JobRequest>(
  request: Request,
  context: RecipeContext = {},
): Promise<JobResult<Request>> {
  // The recipe of a kind gives the result of that kind; the compiler cannot follow the union through the switch.
  return (await recipeFor(request)(context)) as JobResult<Request>;
}
