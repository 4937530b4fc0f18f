// Boosted regression trees by bit masks (Lucchese et al. 2015, "QuickScorer"): every question of a tree is asked of every
// row, without a branch; what is above a limit cannot reach the leaves below that question's lower side, whose bits are
// taken away. The row's leaf is the first that is left.

const DOUBLE_BYTES: usize = 8;
/** A question: its limit (f64), the leaves of its lower side (i64), the place of the asked feature in bytes (i32), nothing (i32). */
const QUESTION_BYTES: usize = 24;
const LEAVES_OFFSET: usize = 8;
const FEATURE_OFFSET: usize = 16;
/** Rows that are asked at the same time. */
const ABREAST: i32 = 4;
const VECTOR_BYTES: usize = 16;

function add(sum: usize, answers: usize, reachable: i64): void {
  const answer = load<f64>(answers + <usize>ctz(reachable) * DOUBLE_BYTES);
  store<f64>(sum, load<f64>(sum) + answer);
}

/**
 * Adds the answers of trees to the sums of rows, tree after tree. `trees` are two numbers each: how many questions and
 * how many leaves follow in `questions` and `answers`. `rows` holds feature after feature of all rows; `count`, their
 * number, is a multiple of 4.
 */
export function addTrees(
  questions: usize,
  answers: usize,
  trees: usize,
  treeCount: i32,
  rows: usize,
  sums: usize,
  count: i32,
): void {
  const all = i64x2.splat(-1);
  let question = questions;
  let leaves = answers;
  for (let tree = 0; tree < treeCount; tree++) {
    const list = trees + ((<usize>tree) << 3);
    const end = question + <usize>load<i32>(list) * QUESTION_BYTES;
    for (let row = 0; row < count; row += ABREAST) {
      const place = rows + <usize>row * DOUBLE_BYTES;
      let one = all;
      let other = all;
      for (let at = question; at < end; at += QUESTION_BYTES) {
        const limit = v128.load64_splat(at);
        const lower = v128.load64_splat(at, LEAVES_OFFSET);
        const values = place + <usize>load<i32>(at, FEATURE_OFFSET);
        one = v128.andnot(one, v128.and(lower, f64x2.gt(v128.load(values), limit)));
        other = v128.andnot(other, v128.and(lower, f64x2.gt(v128.load(values, VECTOR_BYTES), limit)));
      }
      const sum = sums + <usize>row * DOUBLE_BYTES;
      add(sum, leaves, i64x2.extract_lane(one, 0));
      add(sum + DOUBLE_BYTES, leaves, i64x2.extract_lane(one, 1));
      add(sum + 2 * DOUBLE_BYTES, leaves, i64x2.extract_lane(other, 0));
      add(sum + 3 * DOUBLE_BYTES, leaves, i64x2.extract_lane(other, 1));
    }
    question = end;
    leaves += <usize>load<i32>(list, 4) * DOUBLE_BYTES;
  }
}
