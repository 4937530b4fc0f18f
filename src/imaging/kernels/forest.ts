import { type KernelRoom, openKernelRoom, roomFor } from './kernels.ts';

/** Regression trees one after the other, as the questions and leaves that each has. */
export interface FlatTrees {
  /** How many questions and leaves (at most 64) each tree has. */
  readonly questions: Int32Array;
  readonly leaves: Int32Array;
  /** Of each question the feature, and the limit up to which a value belongs to its lower side. */
  readonly features: Int32Array;
  readonly limits: Float64Array;
  /** The leaves on its lower side: a bit each. */
  readonly lower: BigInt64Array;
  /** What each leaf answers; the leaves of a lower side come before those of the other. */
  readonly answers: Float64Array;
}

const DOUBLE_BYTES = Float64Array.BYTES_PER_ELEMENT;
/** A question: limit, leaves, and the place of the feature, eight bytes each. */
const QUESTION_BYTES = 24;
const QUESTION_DOUBLES = QUESTION_BYTES / DOUBLE_BYTES;
/** Numbers of questions and of leaves. */
const TREE_INTEGERS = 2;
/** Rows that go side by side. */
const ABREAST = 4;
/** So many rows go through one tree after the other while both are at hand; a multiple of those that go side by side. */
const BLOCK_ROWS = 128;

function doubles(room: KernelRoom, length: number) {
  const { address, view } = room.bytes(length * DOUBLE_BYTES);
  return { address, view: new Float64Array(view.buffer, address, length) };
}

function writeQuestions({ features, limits, lower }: FlatTrees, to: Float64Array): void {
  // Halves of eight bytes: writing them is much faster than writing a bigint.
  const halves = new Int32Array(to.buffer, to.byteOffset, 2 * to.length);
  const bits = new Int32Array(lower.buffer, lower.byteOffset, 2 * lower.length);
  for (let question = 0, at = 0; question < features.length; question++, at += QUESTION_DOUBLES) {
    to[at] = limits[question];
    halves[2 * at + 2] = bits[2 * question];
    halves[2 * at + 3] = bits[2 * question + 1];
    halves[2 * at + 4] = features[question] * BLOCK_ROWS * DOUBLE_BYTES;
  }
}

function writeTrees({ questions, leaves }: FlatTrees, to: Int32Array): void {
  for (let tree = 0; tree < questions.length; tree++) {
    to[TREE_INTEGERS * tree] = questions[tree];
    to[TREE_INTEGERS * tree + 1] = leaves[tree];
  }
}

/** Writes the features of some rows, all rows of one feature side by side. */
function writeBlock(rows: Float64Array, width: number, from: number, to: number, block: Float64Array): void {
  for (let row = from; row < to; row++) {
    for (let feature = 0; feature < width; feature++) {
      block[feature * BLOCK_ROWS + row - from] = rows[row * width + feature];
    }
  }
}

/** A sum for each row. @throws RangeError when the last row is not whole */
function newSums(rows: Float64Array, width: number): Float64Array {
  const count = rows.length / width;
  if (Number.isInteger(count)) return new Float64Array(count);
  throw new RangeError(`sumTrees: expected rows of ${width} features, received ${rows.length} values`);
}

/**
 * Adds the answers of all trees to each row, in the order of the trees.
 *
 * @param rows `width` features a row, one row after the other
 * @returns a sum for each row, `base` included
 * @throws RangeError when the last row is not whole
 */
export function sumTrees(trees: FlatTrees, rows: Float64Array, width: number, base: number): Float64Array {
  const sums = newSums(rows, width);
  const lengths = [trees.features.length * QUESTION_DOUBLES, trees.answers.length, BLOCK_ROWS * width, BLOCK_ROWS];
  const listBytes = roomFor(trees.questions.length * TREE_INTEGERS * Int32Array.BYTES_PER_ELEMENT);
  const room = openKernelRoom(lengths.reduce((sum, length) => sum + roomFor(length * DOUBLE_BYTES), listBytes));
  try {
    const [questions, answers, block, blockSums] = lengths.map((length) => doubles(room, length));
    const list = room.integers(trees.questions.length * TREE_INTEGERS);
    writeQuestions(trees, questions.view);
    answers.view.set(trees.answers);
    writeTrees(trees, list.view);
    for (let from = 0; from < sums.length; from += BLOCK_ROWS) {
      const to = Math.min(sums.length, from + BLOCK_ROWS);
      writeBlock(rows, width, from, to, block.view);
      blockSums.view.fill(base);
      room.kernels.addTrees(
        questions.address,
        answers.address,
        list.address,
        trees.questions.length,
        block.address,
        blockSums.address,
        Math.ceil((to - from) / ABREAST) * ABREAST,
      );
      sums.set(blockSums.view.subarray(0, to - from), from);
    }
    return sums;
  } finally {
    room.close();
  }
}

/** The twin of sumTrees in plain TypeScript: the same bits. */
export function sumTreesPlainly(trees: FlatTrees, rows: Float64Array, width: number, base: number): Float64Array {
  const { questions, leaves, features, limits, lower, answers } = trees;
  const sums = newSums(rows, width).fill(base);
  for (let row = 0; row < sums.length; row++) {
    let [question, answer] = [0, 0];
    for (let tree = 0; tree < questions.length; tree++) {
      let reachable = -1n;
      for (const end = question + questions[tree]; question < end; question++) {
        if (rows[row * width + features[question]] > limits[question]) reachable &= ~lower[question];
      }
      let leaf = 0;
      while (((reachable >> BigInt(leaf)) & 1n) === 0n) leaf++;
      sums[row] += answers[answer + leaf];
      answer += leaves[tree];
    }
  }
  return sums;
}
