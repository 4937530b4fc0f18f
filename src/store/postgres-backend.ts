import pg from 'pg';
import type { Logger } from '../log.ts';
import type { Backend } from './backend.ts';
import { PostgresKeyvAdapter } from './postgres-keyv-adapter.ts';

/** Answers in Discord are due within 3 s. */
const CONNECT_TIMEOUT_MS = 2000;

/** Keeps values in a table of PostgreSQL, which is made when missing. A write that returned survives a power cut. */
export async function openPostgres(url: string, log: Logger): Promise<Backend> {
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that ends while it is idle; without a listener it would end the process.
  pool.on('error', (err) => log.error({ err }, 'the store failed'));
  try {
    await PostgresKeyvAdapter.prepare(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { adapter: () => new PostgresKeyvAdapter(pool), close: () => pool.end() };
}
