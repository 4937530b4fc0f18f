/** Writes small ONNX models (onnx.proto3) for tests: graphs of the same contracts as the real ones, in a few bytes. */

const WIRE = { varint: 0, bytes: 2, float: 5 } as const;
const ELEMENT = { float32: 1, uint8: 2, int64: 7 } as const;
const ATTRIBUTE = { float: 1, int: 2, ints: 7 } as const;
const IR_VERSION = 8;
const OPSET = 17;

type Bytes = readonly number[] | Uint8Array;
export type Element = keyof typeof ELEMENT;

export interface Value {
  readonly name: string;
  readonly type: Element;
  /** A text is a side that the caller chooses. */
  readonly shape: readonly (number | string)[];
}

export interface Node {
  readonly op: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
  /** Whole numbers and lists of them; `{ float }` for real ones. */
  readonly with?: Readonly<Record<string, number | readonly number[] | { readonly float: number }>>;
}

export interface Constant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export interface Graph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly Node[];
  readonly constants?: readonly Constant[];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return bytes;
}

const tag = (field: number, wire: number) => varint(field * 8 + wire);
const int = (field: number, value: number) => Buffer.from([...tag(field, WIRE.varint), ...varint(value)]);
const bytes = (field: number, content: Bytes) =>
  Buffer.concat([Buffer.from([...tag(field, WIRE.bytes), ...varint(content.length)]), Buffer.from(content)]);
const text = (field: number, value: string) => bytes(field, Buffer.from(value));
const real = (field: number, value: number) =>
  Buffer.concat([Buffer.from(tag(field, WIRE.float)), Buffer.from(new Float32Array([value]).buffer)]);
const message = (field: number, ...parts: Bytes[]) =>
  bytes(field, Buffer.concat(parts.map((part) => Buffer.from(part))));

function value(field: number, { name, type, shape }: Value): Buffer {
  const sides = shape.map((side) => message(1, typeof side === 'number' ? int(1, side) : text(2, side)));
  return message(field, text(1, name), message(2, message(1, int(1, ELEMENT[type]), message(2, ...sides))));
}

function attribute([name, content]: [string, number | readonly number[] | { readonly float: number }]): Buffer {
  if (typeof content === 'number') return message(5, text(1, name), int(3, content), int(20, ATTRIBUTE.int));
  if ('float' in content) return message(5, text(1, name), real(2, content.float), int(20, ATTRIBUTE.float));
  return message(5, text(1, name), ...content.map((item) => int(8, item)), int(20, ATTRIBUTE.ints));
}

function constant({ name, dims, values }: Constant): Buffer {
  const type = values instanceof Float32Array ? ELEMENT.float32 : ELEMENT.int64;
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(5, ...dims.map((side) => int(1, side)), int(2, type), text(8, name), bytes(9, raw));
}

/** The bytes of a model file. */
export function encodeOnnx({ inputs, outputs, nodes, constants = [] }: Graph): Buffer {
  const graph = message(
    7,
    ...nodes.map((node) =>
      message(
        1,
        ...node.in.map((name) => text(1, name)),
        ...node.out.map((name) => text(2, name)),
        text(4, node.op),
        ...Object.entries(node.with ?? {}).map(attribute),
      ),
    ),
    text(2, 'test'),
    ...constants.map(constant),
    ...inputs.map((input) => value(11, input)),
    ...outputs.map((output) => value(12, output)),
  );
  return Buffer.concat([int(1, IR_VERSION), message(8, text(1, ''), int(2, OPSET)), graph]);
}
