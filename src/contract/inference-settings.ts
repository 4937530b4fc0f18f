/** Where neural networks can run. */
export const INFERENCE_DEVICES = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;
export type InferenceDevice = (typeof INFERENCE_DEVICES)[number];

/** How this machine may use neural networks. Plain data, read from the settings. */
export interface InferenceSettings {
  /** Folder of the model files; undefined: no model is used. */
  readonly modelsDir: string | undefined;
  /** Files of the host's own that stand in for a model of the manifest, by the model's name. */
  readonly modelFiles: Readonly<Record<string, string>>;
  /** `auto` takes the first accelerator that passes its probe, else the CPU. */
  readonly device: InferenceDevice | 'auto';
  /** CPU threads of one session. */
  readonly threads: number;
  readonly isOffline: boolean;
  /** Base URL that serves every model under its file name, instead of the manifest's addresses. */
  readonly mirrorUrl: string | undefined;
  /** An IOPaint server that fills holes on the host's own GPU. */
  readonly inpaintUrl: string | undefined;
}
