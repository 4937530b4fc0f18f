// Who may import whom (arrows point down only). Read top to bottom: each rule is one wall of the house.

const BOT_WORLD = '^(commands/|src/(bot|game|store|jobs)/|src/schedule\\.ts|deploy-commands\\.ts)';
const PIXEL_WORLD = '^src/(worker|puzzle|segmentation|inpainting|diff|inference|imaging)/';
const FRONT_DOORS = '^src/(cli|playground)/|^src/index\\.ts';
const PIXEL_LIBRARIES = '^node_modules/(sharp|onnxruntime-node|opentype\\.js)/';
const BOT_LIBRARIES = '^node_modules/(discord\\.js|@discordjs|keyv|@keyv|pg|libsql|node-cron|piscina|bullmq)/';

/** A rule that forbids every import from `from` to `to`. */
const forbid = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

/** A library with one owner. */
const onlyImporter = (library, owner) =>
  forbid(
    `only-${owner.replace(/[^a-z]+/g, '-')}-knows-${library.replace(/[^a-z]+/g, '-')}`,
    { path: '^(src|commands)/', pathNot: `^${owner}` },
    { path: `^node_modules/${library}/` },
    `${owner} is the only importer of ${library}`,
  );

export default {
  forbidden: [
    forbid('no-circular', {}, { circular: true }, 'files that import each other cannot be understood apart'),
    forbid(
      'contract-imports-nothing',
      { path: '^src/contract/' },
      { pathNot: '^src/contract/' },
      'the contract is plain',
    ),
    forbid(
      'bot-world-knows-no-pixels',
      { path: BOT_WORLD },
      { path: `${PIXEL_WORLD}|${PIXEL_LIBRARIES}` },
      'bytes only',
    ),
    forbid('pixel-world-knows-no-bot', { path: PIXEL_WORLD }, { path: `${BOT_WORLD}|${BOT_LIBRARIES}` }, 'pure pixels'),
    forbid(
      'nobody-imports-front-doors',
      { path: '^src/', pathNot: FRONT_DOORS },
      { path: '^src/(cli|playground)/' },
      'down only',
    ),
    forbid(
      'game-is-pure',
      { path: '^src/game/' },
      { pathNot: '^src/(game|contract)/|^node_modules/temporal-(polyfill|spec)/' },
      'rules need no I/O; the arithmetic of calendars is pure too',
    ),
    forbid(
      'store-knows-ports',
      { path: '^src/store/' },
      { path: '^(commands|src/(bot|jobs))/' },
      'adapters of game/ports',
    ),
    forbid(
      'jobs-start-workers-by-path',
      { path: '^src/jobs/' },
      { path: '^(commands/|src/(bot|game|store)/)' },
      'jobs know only the contract',
    ),
    forbid('bot-below-commands', { path: '^src/' }, { path: '^commands/' }, 'commands are loaded, never imported'),
    forbid('views-are-pure', { path: '^src/bot/views/' }, { path: '^src/(store|jobs)/' }, 'state in, message out'),
    forbid(
      'imaging-is-the-ground-floor',
      { path: '^src/imaging/' },
      { path: '^src/(?!imaging/|contract/|project-root)' },
      'pure pixels',
    ),
    forbid(
      'diff-below-puzzle',
      { path: '^src/(diff|segmentation|inpainting|inference)/' },
      { path: '^src/(puzzle|worker)/' },
      'down only',
    ),
    forbid(
      'organs-stand-apart',
      { path: '^src/diff/' },
      { path: '^src/(segmentation|inpainting)/' },
      'the judge is a stranger to the makers',
    ),
    onlyImporter('sharp', 'src/imaging/codec'),
    onlyImporter('onnxruntime-node', 'src/inference/'),
    onlyImporter('node-cron', 'src/schedule'),
    onlyImporter('piscina', 'src/jobs/'),
    onlyImporter('keyv', 'src/store/'),
    onlyImporter('libsql', 'src/store/'),
    onlyImporter('pg', 'src/store/'),
    onlyImporter('@keyv/redis', 'src/store/'),
    onlyImporter('dotenv', 'src/config'),
    onlyImporter('temporal-polyfill', 'src/game/wall-clock'),
    onlyImporter('discord-api-spec', 'src/playground/'),
    forbid(
      'no-test-code-in-the-product',
      { path: '^(src|commands)/' },
      { path: '^test/' },
      'tests look at the product',
    ),
    forbid('no-unresolvable', {}, { couldNotResolve: true }, 'an import must exist'),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
