import { readFileSync } from 'node:fs';
import { assetPath } from '../../project-root.ts';

const PAGE_BYTES = 65_536;
/** Every array starts at a multiple of this, the width of a vector. */
const ALIGNMENT_BYTES = 16;
/** Below this address a module may keep constants of its own. */
const FIRST_ADDRESS = 1024;
/** A memory that had to grow beyond this is not kept for the next one: memories never shrink. The largest puzzle fits. */
const MAX_KEPT_BYTES = 48 * 1024 * 1024;

/** The functions of assembly/. Addresses are in bytes from the start of the memory. */
export interface Kernels {
  addCalmer(a: number, b: number, result: number, count: number): void;
  addCoarse(
    values: number,
    spans: number,
    count: number,
    width: number,
    coarse: number,
    coarseWidth: number,
    coarseHeight: number,
  ): void;
  addSteps(plane: number, result: number, width: number, height: number, share: number): void;
  countBelow(values: number, bounds: number, boundCount: number, result: number, count: number): void;
  addTrees(
    questions: number,
    answers: number,
    trees: number,
    treeCount: number,
    rows: number,
    sums: number,
    count: number,
  ): void;
  blurRows(
    source: number,
    result: number,
    padded: number,
    weights: number,
    width: number,
    height: number,
    radius: number,
  ): void;
  blurColumns(source: number, result: number, weights: number, width: number, height: number, radius: number): void;
  boxColumns(source: number, result: number, sums: number, width: number, height: number, reach: number): void;
  boxRows(source: number, result: number, shares: number, width: number, height: number, reach: number): void;
  convolve(
    source: number,
    sourceRow: number,
    step: number,
    runs: number,
    runLength: number,
    weights: number,
    bias: number,
    result: number,
    width: number,
    height: number,
    outputs: number,
    leak: number,
  ): void;
  convolveEach(source: number, weights: number, result: number, width: number, height: number, channels: number): void;
  doubleRow(source: number, result: number, width: number, scale: number): void;
  forgiveShifts(
    difference: number,
    a: number,
    b: number,
    planeBytes: number,
    width: number,
    height: number,
    share: number,
    above: number,
  ): void;
  gradients(level: number, result: number, width: number, height: number): void;
  halfLuma(
    image: number,
    result: number,
    width: number,
    height: number,
    red: number,
    green: number,
    blue: number,
    scale: number,
  ): void;
  pool(
    source: number,
    result: number,
    width: number,
    height: number,
    channels: number,
    stride: number,
    toWidth: number,
    toHeight: number,
  ): void;
  pullBetween(plane: number, other: number, target: number, reach: number, count: number): void;
  standOut(
    fine: number,
    coarse: number,
    classes: number,
    fineFactors: number,
    coarseFactors: number,
    floor: number,
    result: number,
    count: number,
  ): void;
  relax(
    values: number,
    source: number,
    spans: number,
    count: number,
    width: number,
    height: number,
    share: number,
  ): number;
  restrictResidual(
    values: number,
    source: number,
    spans: number,
    count: number,
    width: number,
    height: number,
    coarse: number,
    coarseWidth: number,
  ): void;
  steadyLevels(
    difference: number,
    smoothed: number,
    smoother: number,
    planeBytes: number,
    shares: number,
    ratio: number,
    fine: number,
    coarse: number,
    count: number,
  ): void;
  subtractWhere(a: number, b: number, mask: number, result: number, count: number): void;
  meanShiftModes(
    planeL: number,
    planeU: number,
    planeV: number,
    modes: number,
    trails: number,
    owners: number,
    width: number,
    height: number,
    stride: number,
    margin: number,
    spatialRadius: number,
    rangeRadius: number,
    brightFrom: number,
    brightWeight: number,
    convergedSquared: number,
    nearSpatial: number,
    nearRange: number,
    maxSteps: number,
  ): void;
  measureField(
    features: number,
    known: number,
    field: number,
    costs: number,
    targets: number,
    count: number,
    width: number,
  ): void;
  improveField(
    features: number,
    known: number,
    valid: number,
    field: number,
    costs: number,
    targets: number,
    count: number,
    width: number,
    height: number,
    isForward: number,
    seed: number,
  ): number;
  vote(
    features: number,
    field: number,
    weights: number,
    hole: number,
    count: number,
    width: number,
    height: number,
    bandwidth: number,
    shifts: number,
    votes: number,
  ): number;
  choose(
    features: number,
    field: number,
    weights: number,
    list: number,
    count: number,
    width: number,
    height: number,
    bandwidth: number,
    shifts: number,
    votes: number,
    result: number,
  ): void;
  toneHalves(image: number, tables: number, planes: number, planeBytes: number, width: number, height: number): void;
  tonePlanes(image: number, tables: number, planes: number, planeBytes: number, count: number): void;
  warpRgb(
    source: number,
    fromWidth: number,
    fromHeight: number,
    weights: number,
    matrix: number,
    result: number,
    valid: number,
    width: number,
    height: number,
  ): void;
}

interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
}

let compiled: WebAssembly.Module | undefined;
/** The memory that nobody uses right now, if there is one: most calls follow each other. */
let idle: Instance | undefined;

function instantiate(): Instance {
  compiled ??= new WebAssembly.Module(readFileSync(assetPath('kernels.wasm')));
  const { exports } = new WebAssembly.Instance(compiled);
  return { memory: exports['memory'] as WebAssembly.Memory, kernels: exports as unknown as Kernels };
}

/** An array that the kernels see at `address`: the same memory, no copy. */
export interface KernelArray<View> {
  readonly address: number;
  readonly view: View;
}

/** Room for arrays that kernels work on. They are not cleared; their views are of no use any more once it is closed. */
export interface KernelRoom {
  readonly kernels: Kernels;
  bytes(length: number): KernelArray<Uint8Array>;
  floats(length: number): KernelArray<Float32Array>;
  integers(length: number): KernelArray<Int32Array>;
  /** Gives the memory back. */
  close(): void;
}

/** What an array of this many bytes takes in a room. */
export function roomFor(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}

/**
 * Opens a room of `bytes` (the sum of roomFor of every array). Rooms that are open at the same time do not share
 * memory; one after the other they do, so that calling kernels for ever takes no more memory than calling them once.
 */
export function openKernelRoom(bytes: number): KernelRoom {
  const instance = idle ?? instantiate();
  idle = undefined;
  const { memory, kernels } = instance;
  const missing = FIRST_ADDRESS + bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  let next = FIRST_ADDRESS;
  const take = (size: number) => {
    const address = next;
    next += roomFor(size);
    if (next > FIRST_ADDRESS + bytes) throw new RangeError(`The room of ${bytes} bytes is too small.`);
    return address;
  };
  return {
    kernels,
    bytes(length) {
      const address = take(length);
      return { address, view: new Uint8Array(memory.buffer, address, length) };
    },
    floats(length) {
      const address = take(length * Float32Array.BYTES_PER_ELEMENT);
      return { address, view: new Float32Array(memory.buffer, address, length) };
    },
    integers(length) {
      const address = take(length * Int32Array.BYTES_PER_ELEMENT);
      return { address, view: new Int32Array(memory.buffer, address, length) };
    },
    close() {
      if (memory.buffer.byteLength <= MAX_KEPT_BYTES) idle = instance;
    },
  };
}
