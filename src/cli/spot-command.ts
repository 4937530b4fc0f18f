import { Command } from 'commander';
import type { Translate } from '../i18n.ts';
import { runJob } from '../worker/run-job.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { createProgressBar } from './progress-bar.ts';

/** Version of differences.json. */
const FORMAT_VERSION = 1;

/** `spot A B --out DIR`: finds and marks the differences between two pictures. */
export function spotCommand(t: Translate): Command {
  return new Command('spot')
    .description(t('cli.spot.about'))
    .argument('<a>', t('cli.spot.a'))
    .argument('<b>', t('cli.spot.b'))
    .requiredOption('--out <dir>', t('cli.spot.out'))
    .action(async (pathA: string, pathB: string, { out }: { out: string }) => {
      const [a, b] = await Promise.all([readPicture(pathA), readPicture(pathB)]);
      const bar = createProgressBar(t);
      try {
        const result = await runJob({ kind: 'spot-differences', a, b }, { onProgress: bar.show });
        const { aCircled, bCircled, sideBySide, ...found } = result;
        await writeFiles(out, {
          'a-circled.png': aCircled,
          'b-circled.png': bCircled,
          'result.png': sideBySide,
          'differences.json': toJson({ version: FORMAT_VERSION, ...found }),
        });
      } finally {
        bar.stop();
      }
    });
}
