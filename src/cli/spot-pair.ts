import { CodedError, failureOf } from '../contract/coded-error.ts';
import type { SpotResult } from '../contract/messages.ts';
import type { SpotOptions } from '../contract/spot-options.ts';
import { spotDifferences } from '../diff/spot-differences.ts';
import type { Translate } from '../i18n.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { createProgressBar } from './progress-bar.ts';

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

/** A failure of one of two pictures, by its path instead of its letter. */
function nameFile(error: unknown, paths: { readonly a: string; readonly b: string | undefined }): unknown {
  const letter = error instanceof CodedError ? error.picture : undefined;
  const path = letter === 'a' || letter === 'b' ? paths[letter] : undefined;
  return path === undefined ? error : failureOf(path, error);
}

/**
 * Compares two picture files, or the two panels of one, and writes what was found into a folder.
 *
 * @throws CodedError `file-unreadable`, `folder-unwritable` and those of the job
 */
export async function spotPair(
  pathA: string,
  pathB: string | undefined,
  out: string,
  options: SpotOptions,
  t: Translate,
): Promise<SpotResult> {
  const a = await readPicture(pathA);
  const b = pathB === undefined ? undefined : await readPicture(pathB);
  const bar = createProgressBar(t);
  try {
    const result = await spotDifferences(a, b, options, { onProgress: bar.show });
    await writeFiles(out, filesOf(result));
    return result;
  } catch (error) {
    throw nameFile(error, { a: pathA, b: pathB });
  } finally {
    bar.stop();
  }
}
