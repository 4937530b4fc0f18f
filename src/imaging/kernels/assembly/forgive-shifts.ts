// Takes out of a difference what a residual shift explains, as in ../forgive-shifts.ts: both give the same bits. Sets of
// three planes lie one after the other, `planeBytes` apart.

const FLOAT_BYTES: usize = 4;

function max(a: f32, b: f32): f32 {
  return a > b ? a : b;
}

function largest(first: f32, second: f32, third: f32): f32 {
  return max(max(abs<f32>(first), abs<f32>(second)), abs<f32>(third));
}

/** `at` is the pixel's place in a plane; `top` to `right` say how far its neighbours reach, 0 or 1. */
function nearestMatch(
  one: usize,
  other: usize,
  planeBytes: usize,
  stride: usize,
  at: usize,
  top: i32,
  bottom: i32,
  left: i32,
  right: i32,
  share: f32,
): f32 {
  const second = planeBytes;
  const third = 2 * planeBytes;
  const here = other + at;
  const ownRed = load<f32>(here);
  const ownGreen = load<f32>(here + second);
  const ownBlue = load<f32>(here + third);
  const red = load<f32>(one + at) - ownRed;
  const green = load<f32>(one + at + second) - ownGreen;
  const blue = load<f32>(one + at + third) - ownBlue;
  let least = f32.MAX_VALUE;
  for (let y = -top; y <= bottom; y++) {
    for (let x = -left; x <= right; x++) {
      const near = here + <usize>y * stride + <usize>x * FLOAT_BYTES;
      const distance = largest(
        red - share * (load<f32>(near) - ownRed),
        green - share * (load<f32>(near + second) - ownGreen),
        blue - share * (load<f32>(near + third) - ownBlue),
      );
      if (distance < least) least = distance;
    }
  }
  return least;
}

export function forgiveShifts(
  difference: usize,
  a: usize,
  b: usize,
  planeBytes: usize,
  width: i32,
  height: i32,
  share: f32,
  above: f32,
): void {
  const stride = <usize>width * FLOAT_BYTES;
  let at: usize = 0;
  for (let y = 0; y < height; y++) {
    const top = y > 0 ? 1 : 0;
    const bottom = y < height - 1 ? 1 : 0;
    for (let x = 0; x < width; x++, at += FLOAT_BYTES) {
      const here = difference + at;
      const red = load<f32>(here);
      const green = load<f32>(here + planeBytes);
      const blue = load<f32>(here + 2 * planeBytes);
      const size = largest(red, green, blue);
      if (size <= above) continue;
      const left = x > 0 ? 1 : 0;
      const right = x < width - 1 ? 1 : 0;
      const rest = max(
        nearestMatch(a, b, planeBytes, stride, at, top, bottom, left, right, share),
        nearestMatch(b, a, planeBytes, stride, at, top, bottom, left, right, share),
      );
      const kept = rest / size;
      store<f32>(here, red * kept);
      store<f32>(here + planeBytes, green * kept);
      store<f32>(here + 2 * planeBytes, blue * kept);
    }
  }
}
