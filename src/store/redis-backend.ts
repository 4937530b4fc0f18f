import KeyvRedis, { createClient } from '@keyv/redis';
import type { Logger } from '../log.ts';
import type { Backend } from './backend.ts';

/** Answers in Discord are due within 3 s. */
const CONNECT_TIMEOUT_MS = 2000;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5000;
const MAX_ADAPTERS = 50;

/** The library connects again by itself when it is used after its end; a closed store must stay closed. */
class RedisKeyvAdapter extends KeyvRedis<string> {
  readonly #isClosed: () => boolean;

  constructor(client: KeyvRedis<string>['client'], isClosed: () => boolean) {
    super(client, { throwOnErrors: true, throwOnConnectError: true });
    this.#isClosed = isClosed;
  }

  override async getClient() {
    if (this.#isClosed()) throw new Error('The store is closed.');
    return super.getClient();
  }
}

/**
 * Keeps values in Redis or Valkey. What survives the death of the server is up to its own persistence: with
 * `appendonly yes` all but the last second, with `appendfsync always` all.
 */
export async function openRedis(url: string, log: Logger): Promise<Backend> {
  let wasConnected = false;
  // A server that was there once comes back; one that never was is a wrong address.
  const reconnectStrategy = (attempts: number, cause: Error) =>
    wasConnected ? Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts) : cause;
  const client = createClient({
    url,
    // While the server is away, a guess is refused rather than kept waiting.
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy },
  });
  // Each adapter listens to the one client; there is one for each namespace.
  client.setMaxListeners(MAX_ADAPTERS);
  client.on('error', (err) => wasConnected && log.error({ err }, 'the store failed'));
  await client.connect();
  wasConnected = true;
  let closed = false;
  return {
    adapter: () => new RedisKeyvAdapter(client, () => closed),
    async close() {
      closed = true;
      await client.close();
    },
  };
}
