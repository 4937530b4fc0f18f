import { listSupportedBackends } from 'onnxruntime-node';

/** A device family that the neural network runtime can use. */
export interface Backend {
  readonly name: string;
  /** Whether its files came with the installation; otherwise `npm run setup:cuda` fetches them. */
  readonly isBundled: boolean;
}

/** The backends of this installation. */
export function listBackends(): Backend[] {
  return listSupportedBackends().map(({ name, bundled }) => ({ name, isBundled: bundled }));
}
