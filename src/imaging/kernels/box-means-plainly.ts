function meansDown(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const result = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(reach, height); y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) sums[x] += plane[at];
  }
  for (let y = 0; y < height; y++) {
    const share = 1 / (Math.min(height, y + reach + 1) - Math.max(0, y - reach));
    let at = y * width;
    if (y + reach < height && y - reach > 0) {
      for (let x = 0, come = at + reach * width, go = at - (reach + 1) * width; x < width; x++, at++, come++, go++) {
        sums[x] += plane[come] - plane[go];
        result[at] = sums[x] * share;
      }
    } else {
      for (let x = 0; x < width; x++, at++) {
        if (y + reach < height) sums[x] += plane[at + reach * width];
        if (y - reach > 0) sums[x] -= plane[at - (reach + 1) * width];
        result[at] = sums[x] * share;
      }
    }
  }
  return result;
}

function meansAcross(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const result = new Float32Array(plane.length);
  const shares = Float64Array.from(
    { length: width },
    (_, x) => 1 / (Math.min(width, x + reach + 1) - Math.max(0, x - reach)),
  );
  const calmFrom = Math.min(width, reach + 1);
  const calmTo = Math.max(calmFrom, width - reach);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(reach, width); x++) sum += plane[start + x];
    for (let x = 0; x < calmFrom; x++) {
      if (x + reach < width) sum += plane[start + x + reach];
      result[start + x] = sum * shares[x];
    }
    for (let x = calmFrom; x < calmTo; x++) {
      sum += plane[start + x + reach] - plane[start + x - reach - 1];
      result[start + x] = sum * shares[x];
    }
    for (let x = calmTo; x < width; x++) {
      sum -= plane[start + x - reach - 1];
      result[start + x] = sum * shares[x];
    }
  }
  return result;
}

/** The twin of boxMeans in plain TypeScript: the same bits. */
export function boxMeansPlainly(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  return meansDown(meansAcross(plane, width, height, reach), width, height, reach);
}
