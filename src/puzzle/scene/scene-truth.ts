import type { RunLengthMask } from '../../contract/run-length-mask.ts';
import { sceneMasks } from './scene-masks.ts';
import type { Scene, SceneObject } from './scene-model.ts';
import type { Setting } from './setting.ts';

/** What is known of one object of a picture. */
export interface ObjectTruth
  extends Pick<SceneObject, 'id' | 'type' | 'surface' | 'host' | 'depth' | 'mirrored' | 'colours' | 'variants'> {
  /** Its visible pixels. */
  readonly mask: RunLengthMask;
  readonly visiblePixels: number;
  /** The share of its own pixels that others hide, 0 to 1. */
  readonly occlusion: number;
}

/** What scene.json holds: a picture's objects in drawing order, far to near. Plain JSON. */
export interface SceneTruth {
  readonly version: 1;
  readonly setting: string;
  readonly seed: string;
  readonly mood: string;
  readonly width: number;
  readonly height: number;
  readonly objects: readonly ObjectTruth[];
}

/** Works out the truth of a scene. */
export async function sceneTruth(setting: Setting, scene: Scene): Promise<SceneTruth> {
  const masks = await sceneMasks(setting, scene);
  const objects = scene.objects.map((object) => {
    const seen = masks.get(object.id);
    if (!seen) throw new Error(`${object.id}: no mask`);
    const { id, type, surface, host, depth, mirrored, colours, variants } = object;
    const on = host === undefined ? {} : { host };
    return { id, type, surface, ...on, depth, mirrored, colours, variants, ...seen };
  });
  const { seed, mood, size } = scene;
  return { version: 1, setting: setting.name, seed, mood, ...size, objects };
}
