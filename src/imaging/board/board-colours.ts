/** Colours around the pictures. Readable on Discord's light and dark themes alike. */
export const BOARD_COLOURS = {
  paper: '#f4f1ea',
  band: '#e2dccf',
  ink: '#20242e',
  paperInk: '#ffffff',
} as const;
