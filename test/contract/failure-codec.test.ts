import { describe, expect, it } from 'vitest';
import { CodedError, failureOf } from '../../src/contract/coded-error.ts';
import { decodeFailure, encodeFailure } from '../../src/contract/failure-codec.ts';

/** What a thread or a queue makes of a value. */
const cross = <Value>(value: Value): Value => JSON.parse(JSON.stringify(structuredClone(value)));

describe('CodedError', () => {
  it('carries its code, details and cause, and a message for logs', () => {
    const cause = new Error('the first reason');
    const error = new CodedError('job-timeout', { seconds: 120 }, { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'CodedError', code: 'job-timeout', details: { seconds: 120 }, cause });
    expect(error.message).toBe('job-timeout {"seconds":120}');
  });
});

describe('failureOf', () => {
  it('says of which picture an expected failure is, and leaves bugs as they are', () => {
    const failure = new CodedError('picture-too-small', { width: 7, height: 5, minSide: 48 });
    expect(failureOf('cat.png', failure)).toMatchObject({
      code: failure.code,
      details: failure.details,
      picture: 'cat.png',
    });
    const bug = new RangeError('width must be 7, received 5');
    expect(failureOf('cat.png', bug)).toBe(bug);
  });
});

describe('the failure codec', () => {
  it('brings a coded error across unchanged', () => {
    const error = new CodedError('too-few-objects', { possible: 2, wanted: 5 });
    const arrived = decodeFailure(cross(encodeFailure(error)));
    expect(arrived).toBeInstanceOf(CodedError);
    expect(arrived).toMatchObject({ code: error.code, details: error.details, message: error.message });
  });

  it('brings along which picture is meant', () => {
    const error = new CodedError('picture-empty', {}, { picture: 'b' });
    expect(decodeFailure(cross(encodeFailure(error)))).toMatchObject({ code: 'picture-empty', picture: 'b' });
    expect(cross(encodeFailure(new CodedError('picture-empty', {})))).not.toHaveProperty('picture');
  });

  it('does not send the stack of an expected failure', () => {
    expect(encodeFailure(new CodedError('no-objects', {}))).not.toHaveProperty('stack');
  });

  it('turns a bug into internal, with its message and stack as the cause', () => {
    const bug = new RangeError('width must be 7, received 5');
    const arrived = decodeFailure(cross(encodeFailure(bug)));
    expect(arrived).toMatchObject({ code: 'internal', details: {} });
    expect(arrived.cause).toMatchObject({ message: 'RangeError: width must be 7, received 5', stack: bug.stack });
  });

  it.each([['a text'], [undefined], [null], [42], [{ code: 'no-objects' }]])(
    'turns a thrown %o into internal',
    (thrown) => {
      expect(encodeFailure(thrown)).toMatchObject({ code: 'internal', details: {}, message: expect.any(String) });
    },
  );
});
