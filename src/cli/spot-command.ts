import { Command } from 'commander';
import type { SpotResult } from '../contract/messages.ts';
import type { Translate } from '../i18n.ts';
import { runJob } from '../worker/run-job.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { createProgressBar } from './progress-bar.ts';
import { addSpotOptions, parseSpotOptions, type SpotFlags } from './spot-options.ts';

/** Version of differences.json. */
const FORMAT_VERSION = 1;

function filesOf({ aCircled, bCircled, sideBySide, map, ...found }: SpotResult) {
  return {
    'a-circled.png': aCircled,
    'b-circled.png': bCircled,
    'result.png': sideBySide,
    ...(map && { 'map.png': map }),
    'differences.json': toJson({ version: FORMAT_VERSION, ...found }),
  };
}

/** `spot A B --out DIR`: finds and marks the differences between two pictures. */
export function spotCommand(t: Translate): Command {
  const command = new Command('spot')
    .description(t('cli.spot.about'))
    .argument('<a>', t('cli.spot.a'))
    .argument('<b>', t('cli.spot.b'))
    .requiredOption('--out <dir>', t('cli.spot.out'))
    .action(async (pathA: string, pathB: string, { out, ...flags }: SpotFlags & { readonly out: string }) => {
      const options = parseSpotOptions(flags, t);
      const [a, b] = await Promise.all([readPicture(pathA), readPicture(pathB)]);
      const bar = createProgressBar(t);
      try {
        const result = await runJob({ kind: 'spot-differences', a, b, options }, { onProgress: bar.show });
        await writeFiles(out, filesOf(result));
      } finally {
        bar.stop();
      }
    });
  return addSpotOptions(command, t);
}
