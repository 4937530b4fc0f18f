export { addCalmer, addSteps, countBelow } from './activity';
export { blurColumns, blurRows } from './blur';
export { boxColumns, boxRows } from './box-means';
export { standOut, steadyLevels, subtractWhere } from './differences';
export { meanShiftModes } from './mean-shift';
export { choose, improveField, measureField, vote } from './patch-field';
export { toneHalves, tonePlanes } from './tones';
export { warpRgb } from './warp';
