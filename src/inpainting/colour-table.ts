/** Colours are told apart in steps of 2 ** COLOUR_SHIFT grey levels, and one step off is still the same. */
const COLOUR_SHIFT = 4;
const STEPS = 256 >> COLOUR_SHIFT;
/** Places of a table of colours. */
export const COLOURS = STEPS ** 3;

/** Where in a table of colours a colour stands; each channel 0 to 255. */
export function colourIndex(red: number, green: number, blue: number): number {
  return ((red >> COLOUR_SHIFT) * STEPS + (green >> COLOUR_SHIFT)) * STEPS + (blue >> COLOUR_SHIFT);
}

/** Calls `visit` with the place of a colour in the table and the places of those next to it. */
export function eachNearColour(index: number, visit: (near: number) => void): void {
  const blue = index % STEPS;
  const green = Math.floor(index / STEPS) % STEPS;
  const red = Math.floor(index / STEPS ** 2);
  for (let r = Math.max(0, red - 1); r <= Math.min(STEPS - 1, red + 1); r++) {
    for (let g = Math.max(0, green - 1); g <= Math.min(STEPS - 1, green + 1); g++) {
      for (let b = Math.max(0, blue - 1); b <= Math.min(STEPS - 1, blue + 1); b++) visit((r * STEPS + g) * STEPS + b);
    }
  }
}

/** How many pixels have a colour or one next to it. */
export function countNear(counts: Int32Array, index: number): number {
  let sum = 0;
  eachNearColour(index, (near) => {
    sum += counts[near];
  });
  return sum;
}
