// Tells whether dist/ was built from the sources as they are now. The stamp in dist/ names the sources by path, size
// and time of change, so a file that was removed, moved or put back in an older version counts as a change too.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The stamp, inside a build. */
export const STAMP = '.built';

/** All that a build depends on; the catalogues are compiled in. */
const SOURCES = [
  'src',
  'commands',
  'deploy-commands.ts',
  'assets/locales',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'scripts/build.mjs',
];

function describeSource(path) {
  const full = join(root, path);
  const info = statSync(full, { throwIfNoEntry: false });
  if (!info?.isDirectory()) return [`${path} ${info?.size} ${info?.mtimeMs}`];
  return readdirSync(full)
    .sort()
    .flatMap((name) => describeSource(`${path}/${name}`));
}

/** A text that changes whenever a source does. */
export function fingerprint() {
  return createHash('sha256').update(SOURCES.flatMap(describeSource).join('\n')).digest('hex');
}

/** Whether dist/ is a whole build of the sources as they are. */
export function isFresh() {
  const stamp = join(root, 'dist', STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}
