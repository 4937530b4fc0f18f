/** A value whose byte arrays are fresh copies, and the buffers of those copies, ready to be transferred. */
export interface OwnCopies<Value> {
  readonly value: Value;
  readonly buffers: ArrayBuffer[];
}

/**
 * Copies plain data so that each of its byte arrays has a buffer of its own. Only such buffers can be transferred
 * to another thread: the caller keeps its arrays, and native libraries and Buffer's shared pool refuse transfer.
 *
 * @param value plain data: primitives, arrays, plain objects, Uint8Array (a Buffer arrives as a Uint8Array)
 */
export function ownCopies<Value>(value: Value): OwnCopies<Value> {
  const buffers: ArrayBuffer[] = [];
  const copy = (part: unknown): unknown => {
    if (part instanceof Uint8Array) {
      const bytes = new Uint8Array(part);
      buffers.push(bytes.buffer);
      return bytes;
    }
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copy(inner)]));
  };
  return { value: copy(value) as Value, buffers };
}
