import type { Level } from '../../src/contract/answer-key.ts';
import { pngOf } from './encode.ts';
import { gridScene, type SceneOptions } from './pictures.ts';

/** Room for more than seven differences of each level: what is easy to find is large. */
export const LEVEL_SCENES: Readonly<Record<Level, SceneOptions>> = {
  easy: { width: 320, height: 240, columns: 4, rows: 3, shapeSize: 36 },
  medium: { width: 320, height: 240, columns: 4, rows: 3, shapeSize: 30 },
  hard: { width: 320, height: 240, columns: 4, rows: 3, shapeSize: 26 },
  expert: { width: 320, height: 240, columns: 4, rows: 3, shapeSize: 22 },
};

/** The scene of a level as a PNG file. */
export function scenePng(level: Level): Promise<Buffer> {
  return pngOf(gridScene(LEVEL_SCENES[level]));
}
