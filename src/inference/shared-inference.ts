import type { InferenceSettings } from '../contract/inference-settings.ts';
import type { Logger } from '../log.ts';
import { Inference } from './inference.ts';

/** What holds until somebody says otherwise: a library that is called for its pixels loads no network by itself. */
const NO_MODELS: InferenceSettings = {
  modelsDir: undefined,
  modelFiles: {},
  device: 'cpu',
  threads: 1,
  isOffline: true,
  mirrorUrl: undefined,
  inpaintUrl: undefined,
};

let shared: Inference | undefined;

/** Says how this thread may use neural networks. Called once, by the front doors. */
export function setUpInference(settings: InferenceSettings, log?: Logger): void {
  shared?.dispose();
  shared = new Inference(settings, log === undefined ? {} : { log });
}

/** The neural networks of this thread. Without setUpInference there are none. */
export function sharedInference(): Inference {
  shared ??= new Inference(NO_MODELS);
  return shared;
}
