/** Whether two byte arrays are equal. toEqual walks large arrays element by element, which takes seconds. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
