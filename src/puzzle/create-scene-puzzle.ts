import { CodedError } from '../contract/coded-error.ts';
import type { PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { ANY_SCENE, type SceneChoice } from '../contract/scene-settings.ts';
import type { RgbImage } from '../imaging/image.ts';
import { createRandom } from '../imaging/random.ts';
import { createPuzzleOf } from './create-puzzle.ts';
import { type Found, type Making, makePuzzle } from './make-puzzle.ts';
import { findRedrawings } from './redraw/find-redrawings.ts';
import { RedrawMaker } from './redraw/redraw-maker.ts';
import type { Scene } from './scene/scene-model.ts';
import { loadSetting } from './scene/setting.ts';
import { createScene, pickSetting, renderScene, type SceneRequest } from './scene.ts';

/** Finds how a scene may be drawn differently. */
async function findInScene(scene: Scene, image: RgbImage, making: Making): Promise<Found> {
  const { options, signal, enter, watch, costs } = making;
  const { seed, level, differences } = options;
  enter('plan');
  const drawn = { setting: await loadSetting(scene.setting), scene, image };
  const tries = await watch.time('planMs', async () => findRedrawings(drawn, options, createRandom(`${seed}/redraw`)));
  const maker = new RedrawMaker(drawn, tries, { differences, level, signal }, costs);
  return { maker, things: new Set(tries.map(({ source }) => source)).size };
}

/** Whether a scene may be drawn anew: who asks for other proposals or for something painted means its picture. */
const mayRedraw = ({ proposals = 'objects', prompt }: PuzzleOptions) => proposals === 'objects' && prompt === undefined;

const isShort = (error: unknown): error is CodedError =>
  error instanceof CodedError && (error.code === 'too-few-objects' || error.code === 'no-objects');

/** How many differences there could have been. */
const possibleOf = ({ details }: CodedError) => ('possible' in details ? Number(details.possible) : 0);

/** A scene and its picture: both are made once, when somebody asks for them. */
interface Drawing {
  readonly scene: () => Promise<Scene>;
  readonly image: () => Promise<RgbImage>;
}

function drawingOf(request: SceneRequest): Drawing {
  let [scene, image]: [Promise<Scene> | undefined, Promise<RgbImage> | undefined] = [undefined, undefined];
  const compose = () => {
    scene ??= createScene(request);
    return scene;
  };
  const render = () => {
    image ??= compose().then(renderScene);
    return image;
  };
  return { scene: compose, image: render };
}

/** A puzzle whose differences are drawn with the scene. @returns why there is none where the scene has too few */
async function redrawnPuzzle(
  drawing: Drawing,
  options: PuzzleOptions,
  context: RecipeContext,
): Promise<PuzzleResult | CodedError> {
  const find = async (image: RgbImage, making: Making) => findInScene(await drawing.scene(), image, making);
  try {
    return await makePuzzle({ openImage: drawing.image, find }, options, context);
  } catch (error) {
    if (isShort(error)) return error;
    throw error;
  }
}

/** A puzzle of the scene's picture. @param short why the scene itself gave none: who could have more is told how many */
async function editedPuzzle(
  drawing: Drawing,
  options: PuzzleOptions,
  context: RecipeContext,
  short: CodedError | undefined,
): Promise<PuzzleResult> {
  try {
    return await createPuzzleOf(drawing.image, options, context);
  } catch (error) {
    throw short && isShort(error) && possibleOf(short) > possibleOf(error) ? short : error;
  }
}

/**
 * Draws a scene and turns it into a puzzle. One seed makes both: the picture is that of createScene with the seed of
 * the puzzle, and the same choice and options give the same bytes and the same key.
 *
 * The differences are drawn with the scene, so none leaves a trace; where a scene has too few of them (none, for who makes do
 * with fewer), or the options ask for what only pictures have, its picture is edited like any other. The result says which.
 *
 * @throws CodedError `no-objects`, `too-few-objects`; the signal's reason when aborted
 */
export async function createScenePuzzle(
  choice: SceneChoice,
  options: PuzzleOptions,
  context: RecipeContext = {},
): Promise<PuzzleResult> {
  const { seed } = options;
  const setting = choice === ANY_SCENE ? pickSetting(seed) : choice;
  const drawing = drawingOf({ seed, setting });
  const redrawn = mayRedraw(options) ? await redrawnPuzzle(drawing, options, context) : undefined;
  const short = redrawn instanceof CodedError ? redrawn : undefined;
  const isRedrawn = redrawn !== undefined && !(redrawn instanceof CodedError);
  const puzzle = isRedrawn ? redrawn : await editedPuzzle(drawing, options, context, short);
  return { ...puzzle, engine: { ...puzzle.engine, scene: setting, redrawn: isRedrawn } };
}
