import type { Size } from '../contract/geometry.ts';
import { SCENE_SETTINGS, type SceneSetting } from '../contract/scene-settings.ts';
import { renderSvg } from '../imaging/codec.ts';
import type { RgbImage } from '../imaging/image.ts';
import { createRandom } from '../imaging/random.ts';
import { composeScene } from './scene/compose-scene.ts';
import type { Scene } from './scene/scene-model.ts';
import { sceneSvg } from './scene/scene-svg.ts';
import { type SceneTruth, sceneTruth } from './scene/scene-truth.ts';
import { loadSetting } from './scene/setting.ts';

/** The size of a scene's picture in pixels unless another is asked for. */
export const DEFAULT_SCENE_SIZE: Size = { width: 1600, height: 1066 };

/** What a scene is made from. */
export interface SceneRequest {
  /** Any text; the same seed gives the same picture. */
  readonly seed: string;
  /** A name of SCENE_SETTINGS; chosen by the seed when absent. */
  readonly setting?: string;
  readonly size?: Size;
}

/** The setting that a seed stands for when nobody names one. */
export function pickSetting(seed: string): SceneSetting {
  return createRandom(`${seed}/setting`).pick(SCENE_SETTINGS);
}

/**
 * Composes a picture of our own.
 *
 * @throws CodedError `option-invalid` when there is no such setting
 */
export async function createScene({ seed, setting, size = DEFAULT_SCENE_SIZE }: SceneRequest): Promise<Scene> {
  return composeScene(await loadSetting(setting ?? pickSetting(seed)), seed, size);
}

/** Renders a scene: the same scene gives the same bytes. */
export async function renderScene(scene: Scene): Promise<RgbImage> {
  return renderSvg(sceneSvg(await loadSetting(scene.setting), scene));
}

/** What is in a scene's picture: the content of scene.json. */
export async function describeScene(scene: Scene): Promise<SceneTruth> {
  return sceneTruth(await loadSetting(scene.setting), scene);
}
