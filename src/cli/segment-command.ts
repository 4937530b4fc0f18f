import { Command } from 'commander';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { Translate } from '../i18n.ts';
import { decodePicture, encodeLabels } from '../imaging/codec.ts';
import { meanShift } from '../segmentation/mean-shift.ts';
import { DEFAULT_MEAN_SHIFT } from '../segmentation/mean-shift-options.ts';
import { regionProperties } from '../segmentation/region-properties.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { parseReal, parseWhole } from './options.ts';

/** Beyond these windows time grows without a use: a larger one sees the whole picture as a patch. */
const SPATIAL_RADII = { min: 1, max: 50 };
const RANGE_RADII = { min: 0.1, max: 100 };
const DENSITIES = { min: 1, max: 1_000_000 };

interface SegmentFlags {
  readonly out: string;
  readonly spatialRadius: string;
  readonly rangeRadius: string;
  readonly minDensity: string;
}

/** `segment PICTURE --out DIR`: labels.png, a region's number at each of its pixels, and regions.json. */
export function segmentCommand(t: Translate): Command {
  const { spatialRadius, rangeRadius, minDensity } = DEFAULT_MEAN_SHIFT;
  return new Command('segment')
    .description(t('cli.segment.about'))
    .argument('<picture>', t('cli.segment.picture'))
    .requiredOption('--out <dir>', t('cli.segment.out'))
    .option('--spatial-radius <px>', t('cli.segment.spatialRadius'), String(spatialRadius))
    .option('--range-radius <luv>', t('cli.segment.rangeRadius'), String(rangeRadius))
    .option('--min-density <px>', t('cli.segment.minDensity'), String(minDensity))
    .action(async (path: string, { out, ...flags }: SegmentFlags) => {
      const options = {
        spatialRadius: parseReal('--spatial-radius', flags.spatialRadius, SPATIAL_RADII, t),
        rangeRadius: parseReal('--range-radius', flags.rangeRadius, RANGE_RADII, t),
        minDensity: parseWhole('--min-density', flags.minDensity, DENSITIES, t),
      };
      const { image } = await decodePicture(await readPicture(path), MAX_PUZZLE_SIDE_PX);
      const labels = meanShift(image, options);
      const picture = await encodeLabels(labels);
      await writeFiles(out, { 'labels.png': picture, 'regions.json': toJson(regionProperties(labels, image)) });
    });
}
