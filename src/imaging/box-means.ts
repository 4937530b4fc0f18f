/** Adds a row, weighed, to running sums. */
function addRow(sums: Float64Array, plane: Float32Array, row: number, width: number, factor: number): void {
  for (let x = 0, at = row * width; x < width; x++, at++) sums[x] += factor * plane[at];
}

function meansDown(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const result = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  let count = 0;
  for (let y = 0; y < Math.min(reach, height); y++, count++) addRow(sums, plane, y, width, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) {
      addRow(sums, plane, y + reach, width, 1);
      count++;
    }
    if (y - reach > 0) {
      addRow(sums, plane, y - reach - 1, width, -1);
      count--;
    }
    for (let x = 0, at = y * width; x < width; x++, at++) result[at] = sums[x] / count;
  }
  return result;
}

function meansAcross(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const result = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let [sum, count] = [0, 0];
    for (let x = 0; x < Math.min(reach, width); x++, count++) sum += plane[start + x];
    for (let x = 0; x < width; x++) {
      if (x + reach < width) {
        sum += plane[start + x + reach];
        count++;
      }
      if (x - reach > 0) {
        sum -= plane[start + x - reach - 1];
        count--;
      }
      result[start + x] = sum / count;
    }
  }
  return result;
}

/**
 * Means over `2 * reach + 1` values in both directions, at the border over those that exist; the time does not depend
 * on the reach. @param reach whole pixels
 */
export function boxMeans(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  return meansDown(meansAcross(plane, width, height, reach), width, height, reach);
}
