import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/project-root.ts';

// `npm run check:layers` shows that the project keeps its rules; this shows that a breach of them would be seen.

/** Files with one import each, and the rules that forbid it; none for imports that are allowed. */
const FILES: readonly (readonly [file: string, imported: string, rules: readonly string[]])[] = [
  ['src/bot/pixels.ts', '../imaging/image.ts', ['bot-world-knows-no-pixels']],
  ['src/bot/inside.ts', '../worker/entry.ts', ['bot-world-knows-no-pixels']],
  ['commands/decode.ts', 'sharp', ['bot-world-knows-no-pixels', 'only-src-imaging-codec-knows-sharp']],
  ['src/imaging/chat.ts', 'discord.js', ['pixel-world-knows-no-bot']],
  ['src/puzzle/store.ts', '../store/shelf.ts', ['pixel-world-knows-no-bot']],
  ['src/imaging/resize.ts', 'sharp', ['only-src-imaging-codec-knows-sharp']],
  ['src/contract/words.ts', '../i18n.ts', ['contract-imports-nothing']],
  ['src/contract/disk.ts', 'node:fs', ['contract-imports-nothing']],
  ['src/game/disk.ts', 'node:fs', ['game-is-pure']],
  ['src/bot/timer.ts', 'node-cron', ['only-src-schedule-knows-node-cron']],
  ['src/bot/door.ts', '../cli/main.ts', ['nobody-imports-front-doors']],
  ['src/bot/list.ts', '../../commands/guess.ts', ['bot-below-commands']],
  ['src/diff/maker.ts', '../segmentation/propose.ts', ['organs-stand-apart']],
  ['src/segmentation/recipe.ts', '../puzzle/plan.ts', ['diff-below-puzzle']],
  ['src/bot/sample.ts', '../../test/sample.ts', ['no-test-code-in-the-product']],
  ['src/bot/lost.ts', './nowhere.ts', ['no-unresolvable']],
  ['src/puzzle/one.ts', './two.ts', ['no-circular']],
  ['src/bot/game.ts', '../game/rules.ts', []],
  ['src/worker/entry.ts', '../puzzle/plan.ts', []],
  ['src/puzzle/plan.ts', '../segmentation/propose.ts', []],
  ['src/segmentation/propose.ts', '../imaging/image.ts', []],
  ['src/imaging/codec.ts', 'sharp', []],
  ['src/imaging/image.ts', '../contract/limits.ts', []],
  ['src/game/rules.ts', '../contract/limits.ts', []],
];
/** Files without imports that others import. */
const LEAVES = ['src/i18n.ts', 'src/store/shelf.ts', 'src/cli/main.ts', 'src/contract/limits.ts', 'commands/guess.ts'];
const LIBRARIES = ['sharp', 'discord.js', 'node-cron'];

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const root = mkdtempSync(join(tmpdir(), 'difference-engine-layers-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** The rules that each file breaks. */
function findBreaches(): Map<string, string[]> {
  const tool = join(PROJECT_ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(PROJECT_ROOT, '.dependency-cruiser.mjs');
  const args = [tool, '--config', config, '--output-type', 'json', 'src', 'commands'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const { summary } = JSON.parse(stdout) as Report;
  const breaches = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) breaches.set(from, [...(breaches.get(from) ?? []), rule.name]);
  return breaches;
}

describe('the rules of the layers', () => {
  let breaches: Map<string, string[]>;
  beforeAll(() => {
    for (const [file, imported] of FILES) write(file, `import '${imported}';\n`);
    for (const file of [...LEAVES, 'test/sample.ts']) write(file, 'export {};\n');
    // A cycle is reported at one of its files.
    write('src/puzzle/two.ts', "import './one.ts';\n");
    // An import of types alone counts too.
    write('src/bot/types.ts', "import type { Image } from '../imaging/image.ts';\nexport type Own = Image;\n");
    write(
      'package.json',
      JSON.stringify({ type: 'module', dependencies: Object.fromEntries(LIBRARIES.map((l) => [l, '*'])) }),
    );
    for (const library of LIBRARIES) {
      write(`node_modules/${library}/package.json`, JSON.stringify({ name: library, main: 'index.js' }));
      write(`node_modules/${library}/index.js`, '');
    }
    breaches = findBreaches();
  });

  it.each(FILES)('%s with %s: %j', (file, _imported, rules) => {
    expect((breaches.get(file) ?? []).sort()).toEqual([...rules].sort());
  });

  it('count imports of types', () => {
    expect(breaches.get('src/bot/types.ts')).toEqual(['bot-world-knows-no-pixels']);
  });
});
