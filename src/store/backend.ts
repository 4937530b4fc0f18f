import type { KeyvStoreAdapter } from 'keyv';

/** What values are kept in. */
export interface Backend {
  /** An adapter for one Keyv: Keyv writes its namespace into its adapter, so each needs one of its own. */
  adapter(): KeyvStoreAdapter;
  /** Afterwards every use of the adapters rejects. */
  close(): Promise<void>;
}
