import type { InferenceDevice } from '../contract/inference-settings.ts';
import type { ModelEntry } from './manifest.ts';
import type { TensorData } from './tensor-data.ts';

/** Which network to load, and how. */
export interface NetworkRequest {
  readonly entry: ModelEntry;
  readonly path: string;
  readonly device: InferenceDevice;
  /** CPU threads that one run may use. */
  readonly threads: number;
}

/** What the process of a network is asked. One question at a time; the first one is `open`. */
export type NetworkQuestion =
  | ({ readonly kind: 'open' } & NetworkRequest)
  | { readonly kind: 'run'; readonly feeds: readonly TensorData[] };

/** What it answers. */
export type NetworkAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'ran'; readonly outputs: readonly TensorData[] }
  | { readonly kind: 'failed'; readonly reason: string };
