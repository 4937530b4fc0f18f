export { blurColumns, blurRows } from './blur';
export { meanShiftModes } from './mean-shift';
export { choose, improveField, measureField, vote } from './patch-field';
export { warpRgb } from './warp';
