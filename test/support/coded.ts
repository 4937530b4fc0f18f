import { CodedError, type ErrorCode } from '../../src/contract/coded-error.ts';

/** The coded error that a promise rejects with; anything else fails the test. */
export async function codedErrorOf(promise: Promise<unknown>): Promise<CodedError<ErrorCode>> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('expected a CodedError, but nothing was thrown');
}
