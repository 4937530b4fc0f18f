import { createRandom } from '../../src/imaging/random.ts';
import type { Constant, Graph, Node } from './onnx.ts';

const SIDE = 512;
/** The network works on an eighth of the picture's side, in this many channels. */
const STEP = 8;
const GRID = SIDE / STEP;
const CHANNELS = 8;
/** A real signal of GRID values has so many frequencies. */
const FREQUENCIES = GRID / 2 + 1;

/** Rows times columns of cos or sin of the discrete Fourier transform, scaled. */
function fourier(
  name: string,
  wave: (angle: number) => number,
  rows: number,
  columns: number,
  scale: number,
): Constant {
  const angle = (row: number, column: number) => (2 * Math.PI * row * column) / GRID;
  const values = Float32Array.from(
    { length: rows * columns },
    (_, at) => scale * wave(angle(Math.floor(at / columns), at % columns)),
  );
  return { name, dims: [rows, columns], values };
}

function weights(name: string, dims: readonly number[], spread: number): Constant {
  const random = createRandom(`lama-like/${name}`);
  const length = dims.reduce((product, side) => product * side, 1);
  return { name, dims, values: Float32Array.from({ length }, () => random.between(-spread, spread)) };
}

const scalar = (name: string, value: number): Constant => ({ name, dims: [1], values: new Float32Array([value]) });

/** One fast Fourier convolution block (Chi, Jiang & Mu 2020): a local convolution plus a 1 x 1 one among frequencies. */
const FFC: readonly Node[] = [
  { op: 'Conv', in: ['x', 'local'], out: ['near'], with: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
  { op: 'MatMul', in: ['x', 'rowCos'], out: ['rowReal'] },
  { op: 'MatMul', in: ['x', 'rowSin'], out: ['rowImaginary'] },
  { op: 'MatMul', in: ['columnCos', 'rowReal'], out: ['cc'] },
  { op: 'MatMul', in: ['columnSin', 'rowImaginary'], out: ['ss'] },
  { op: 'MatMul', in: ['columnCos', 'rowImaginary'], out: ['cs'] },
  { op: 'MatMul', in: ['columnSin', 'rowReal'], out: ['sc'] },
  { op: 'Sub', in: ['cc', 'ss'], out: ['real'] },
  { op: 'Add', in: ['cs', 'sc'], out: ['imaginary'] },
  { op: 'Concat', in: ['real', 'imaginary'], out: ['spectrum'], with: { axis: 1 } },
  { op: 'Conv', in: ['spectrum', 'spectral'], out: ['mixed'], with: { kernel_shape: [1, 1] } },
  { op: 'Relu', in: ['mixed'], out: ['kept'] },
  { op: 'Split', in: ['kept'], out: ['newReal', 'newImaginary'], with: { axis: 1 } },
  { op: 'MatMul', in: ['columnCos', 'newReal'], out: ['columnReal'] },
  { op: 'MatMul', in: ['columnSin', 'newImaginary'], out: ['columnImaginary'] },
  { op: 'Add', in: ['columnReal', 'columnImaginary'], out: ['column'] },
  { op: 'MatMul', in: ['column', 'backCos'], out: ['far'] },
  { op: 'Add', in: ['near', 'far'], out: ['both'] },
  { op: 'Relu', in: ['both'], out: ['y'] },
];

/**
 * A network of LaMa's contract (512 x 512, RGB from 0 to 1, mask 1 = hole, result 0 to 255) and of its kind, with
 * seeded random weights: what it paints means nothing, and it leaves the picture alone outside the hole.
 */
export const lamaLike: Graph = {
  inputs: [
    { name: 'image', type: 'float32', shape: [1, 3, SIDE, SIDE] },
    { name: 'mask', type: 'float32', shape: [1, 1, SIDE, SIDE] },
  ],
  outputs: [{ name: 'result', type: 'float32', shape: [1, 3, SIDE, SIDE] }],
  constants: [
    scalar('one', 1),
    scalar('full', 255),
    weights('down', [CHANNELS, 4, STEP, STEP], 0.1),
    weights('local', [CHANNELS, CHANNELS, 3, 3], 0.1),
    weights('spectral', [2 * CHANNELS, 2 * CHANNELS, 1, 1], 0.1),
    weights('up', [CHANNELS, 3, STEP, STEP], 0.5),
    fourier('rowCos', Math.cos, GRID, FREQUENCIES, 1 / GRID),
    fourier('rowSin', Math.sin, GRID, FREQUENCIES, -1 / GRID),
    fourier('columnCos', Math.cos, GRID, GRID, 1),
    fourier('columnSin', Math.sin, GRID, GRID, -1),
    fourier('backCos', Math.cos, FREQUENCIES, GRID, 1 / GRID),
  ],
  nodes: [
    { op: 'Sub', in: ['one', 'mask'], out: ['keep'] },
    { op: 'Mul', in: ['image', 'keep'], out: ['known'] },
    { op: 'Concat', in: ['known', 'mask'], out: ['seen'], with: { axis: 1 } },
    { op: 'Conv', in: ['seen', 'down'], out: ['small'], with: { kernel_shape: [STEP, STEP], strides: [STEP, STEP] } },
    { op: 'Relu', in: ['small'], out: ['x'] },
    ...FFC,
    {
      op: 'ConvTranspose',
      in: ['y', 'up'],
      out: ['large'],
      with: { kernel_shape: [STEP, STEP], strides: [STEP, STEP] },
    },
    { op: 'Sigmoid', in: ['large'], out: ['paint'] },
    { op: 'Mul', in: ['paint', 'mask'], out: ['painted'] },
    { op: 'Add', in: ['known', 'painted'], out: ['whole'] },
    { op: 'Mul', in: ['whole', 'full'], out: ['result'] },
  ],
};

/** Takes and gives what LaMa does; paints every hole in one colour, its planes from 0 to 1 in the order of the image. */
export const paintsOneColour = (colour: readonly [number, number, number]): Graph => ({
  inputs: lamaLike.inputs,
  outputs: lamaLike.outputs,
  constants: [
    scalar('one', 1),
    scalar('full', 255),
    { name: 'colour', dims: [1, 3, 1, 1], values: new Float32Array(colour) },
  ],
  nodes: [
    { op: 'Sub', in: ['one', 'mask'], out: ['keep'] },
    { op: 'Mul', in: ['image', 'keep'], out: ['known'] },
    { op: 'Mul', in: ['colour', 'mask'], out: ['painted'] },
    { op: 'Add', in: ['known', 'painted'], out: ['whole'] },
    { op: 'Mul', in: ['whole', 'full'], out: ['result'] },
  ],
});
