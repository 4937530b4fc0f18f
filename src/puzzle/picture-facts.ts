import type { RgbImage } from '../imaging/image.ts';
import { findPalette, type Palette } from './edits/colour/palette.ts';
import { findLevels } from './edits/layers/keep-levels.ts';
import { isDrawn } from './edits/looking/is-drawn.ts';
import { Terrain } from './edits/looking/terrain.ts';

/** What edits ask about a picture as a whole, looked up once when the first one asks. */
export class PictureFacts {
  private knownPalette: Palette | undefined;
  private knownTerrain: Terrain | undefined;
  private knownDrawn: boolean | undefined;
  private knownLevels: readonly number[] | undefined;
  private readonly image: RgbImage;

  constructor(image: RgbImage) {
    this.image = image;
  }

  get palette(): Palette {
    this.knownPalette ??= findPalette(this.image);
    return this.knownPalette;
  }

  get terrain(): Terrain {
    this.knownTerrain ??= new Terrain(this.image);
    return this.knownTerrain;
  }

  /** The few colours that it is drawn in with hard edges, red, green and blue as one number; none for all others. */
  get levels(): readonly number[] {
    this.knownLevels ??= findLevels(this.image);
    return this.knownLevels;
  }

  /** Whether it is drawn in flat colours. */
  get isDrawn(): boolean {
    this.knownDrawn ??= isDrawn(this.image);
    return this.knownDrawn;
  }
}
