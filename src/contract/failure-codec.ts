import { CodedError, type CodedFailure, type ErrorCode, type ErrorDetails } from './coded-error.ts';

/** A failure as it crosses threads and queues, where a thrown class would arrive as a plain Error. */
export interface EncodedFailure extends CodedFailure {
  /** For logs only. */
  readonly message: string;
  /** Where a bug was thrown; absent for expected failures. */
  readonly stack?: string;
}

/** Turns whatever was thrown into plain data. What is no CodedError is our own fault: `internal`. */
export function encodeFailure(thrown: unknown): EncodedFailure {
  if (thrown instanceof CodedError) {
    const { code, details, picture, message } = thrown as CodedError;
    return { code, details, message, ...(picture === undefined ? {} : { picture }) };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const stack = error.stack === undefined ? {} : { stack: error.stack };
  return { code: 'internal', details: {}, message: `${error.name}: ${error.message}`, ...stack };
}

/** The failure as an error of this side. The far side's message and stack are its `cause`, for the log. */
export function decodeFailure({ code, details, picture, message, stack }: EncodedFailure): CodedError {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return new CodedError<ErrorCode>(code, details as ErrorDetails[ErrorCode], {
    cause,
    ...(picture === undefined ? {} : { picture }),
  });
}
