import { freemem } from 'node:os';
import process from 'node:process';

/** Bytes that this process can still take: what the machine has left, or less where its container sets a limit. */
export function availableBytes(): number {
  // Node before 20.13 does not know it.
  return process.availableMemory?.() ?? freemem();
}
