import type { PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { ANY_SCENE, type SceneChoice } from '../contract/scene-settings.ts';
import { createPuzzleOf } from './create-puzzle.ts';
import { createScene, pickSetting, renderScene } from './scene.ts';

/**
 * Draws a scene and turns it into a puzzle. One seed makes both: the picture is that of createScene with the seed of
 * the puzzle, and the same choice and options give the same bytes and the same key.
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
  const draw = async () => renderScene(await createScene({ seed, setting }));
  const puzzle = await createPuzzleOf(draw, options, context);
  return { ...puzzle, engine: { ...puzzle.engine, scene: setting } };
}
