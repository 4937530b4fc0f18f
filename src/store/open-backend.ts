import { CodedError } from '../contract/coded-error.ts';
import type { Logger } from '../log.ts';
import type { Backend } from './backend.ts';
import { openLibsql } from './libsql-database.ts';

/** Where values are kept. */
export interface BackendOptions {
  /** The folder of the SQLite file, unless a URL names a server. */
  readonly dataDir: string;
  /** `redis:`, `rediss:`, `valkey:`, `postgres:` or `postgresql:`. */
  readonly url?: string | undefined;
  readonly log: Logger;
}

type OpenServer = (url: string, log: Logger) => Promise<Backend>;

// The drivers take time and memory to load: only who uses a server pays for its driver.
const openRedis: OpenServer = async (url, log) => (await import('./redis-backend.ts')).openRedis(url, log);
const openPostgres: OpenServer = async (url, log) => (await import('./postgres-backend.ts')).openPostgres(url, log);

/** Which server a URL leads to, by its protocol. Valkey speaks the protocol of Redis. */
const SERVERS: Readonly<Record<string, OpenServer>> = {
  'redis:': openRedis,
  'rediss:': openRedis,
  'valkey:': (url, log) => openRedis(url.replace(/^valkey:/, 'redis:'), log),
  'postgres:': openPostgres,
  'postgresql:': openPostgres,
};

/** An address as people may see it: without name and password. */
function withoutSecrets(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** @throws CodedError `store-unreachable`, `folder-unwritable` */
export async function openBackend({ dataDir, url, log }: BackendOptions): Promise<Backend> {
  if (url === undefined) return openLibsql(dataDir);
  const address = new URL(url);
  const open = SERVERS[address.protocol];
  if (open === undefined) throw new RangeError(`No store is known for ${address.protocol}`);
  try {
    return await open(url, log);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('store-unreachable', { address: withoutSecrets(address), reason }, { cause });
  }
}
