import { CodedError } from '../contract/coded-error.ts';

/** What an operator reads when a folder of the store cannot be written: disk full, read-only, no permission ... */
export function writeFailure(path: string, cause: unknown): CodedError<'folder-unwritable'> {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new CodedError('folder-unwritable', { path, reason }, { cause });
}
