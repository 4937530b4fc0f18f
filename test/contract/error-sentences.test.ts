import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodedFailure, ErrorCode, ErrorDetails } from '../../src/contract/coded-error.ts';
import { describeFailure, translator } from '../../src/i18n.ts';
import { assetPath } from '../../src/project-root.ts';

/** Details as the program makes them. A new code needs an entry here: the type checker says so. */
const SAMPLES = {
  'picture-empty': {},
  'picture-not-an-image': {},
  'picture-format-refused': { format: 'HEIC' },
  'picture-damaged': {},
  'picture-too-many-pixels': { width: 30_000, height: 20_000, maxMegapixels: 100 },
  'picture-too-many-bytes': { megabytes: 26, maxMegabytes: 25 },
  'picture-too-small': { width: 7, height: 5, minSide: 48 },
  'pictures-unrelated': {},
  'no-panels': {},
  'no-attached-picture': {},
  'no-attached-pictures': {},
  'own-post': {},
  'own-puzzle-picture': {},
  'folder-without-partner': { folder: 'scans' },
  'no-pairs': { a: 'before', b: 'after' },
  'pairs-failed': { failed: 2, total: 5 },
  'pictures-differ-in-size': { widthA: 70, heightA: 50, widthB: 71, heightB: 51 },
  'picture-and-scene': {},
  'picture-or-scene-missing': {},
  'altered-without-picture': {},
  'not-for-ready-made': { option: 'seed' },
  'no-differences-found': {},
  'too-many-differences': { found: 40, max: 15 },
  'draft-not-found': {},
  'mask-empty': {},
  'mask-covers-everything': {},
  'mask-differs-in-size': { width: 70, height: 50, maskWidth: 71, maskHeight: 51 },
  'nothing-to-copy': {},
  'box-or-mask-missing': {},
  'box-and-mask': {},
  'engine-takes-no-prompt': { engine: 'harmonic' },
  'prompt-without-replace': {},
  'too-many-regions': { regions: 70_000, max: 65_535 },
  'too-few-objects': { possible: 2, wanted: 5 },
  'no-objects': {},
  'too-few-puzzles': { possible: 2, wanted: 3 },
  'level-needs-circles': { level: '3' },
  'attachment-host-refused': { host: 'example.org' },
  'attachment-redirected': {},
  'attachment-download-failed': { status: 404 },
  'attachment-download-timeout': { seconds: 20 },
  'attachment-download-broken': {},
  'answer-too-large': { megabytes: 12, maxMegabytes: 10 },
  'queue-full': { waiting: 16 },
  'too-many-jobs': { max: 2 },
  'job-timeout': { seconds: 120 },
  'job-cancelled': {},
  'worker-crashed': {},
  'no-open-round': {},
  'round-not-found': {},
  'round-ended': {},
  'cell-not-understood': { text: 'Z99', lastCell: 'L8' },
  'cell-outside-grid': { cell: 'Z9', lastCell: 'L8' },
  'point-outside-picture': { x: 1300, y: 5, width: 1200, height: 800 },
  'too-many-places': { max: 5 },
  'guess-too-soon': { seconds: 2 },
  'no-guesses-left': { max: 14 },
  'board-closed': {},
  'not-allowed-to-reveal': {},
  'picture-file-missing': {},
  'not-in-a-server': {},
  'manage-server-needed': {},
  'daily-off': {},
  'daily-not-yet': { when: '<t:1700000000:R>' },
  'daily-day-unknown': { day: '2026-11-21' },
  'daily-day-gone': { day: '21 November 2026' },
  'daily-set-incomplete': {},
  'time-invalid': { text: '25:00' },
  'time-zone-unknown': { text: 'Mars/Base' },
  'role-is-everyone': {},
  'daily-channel-closed': { channel: '<#1>' },
  'daily-already-posted': { day: '21 November 2026' },
  'daily-post-failed': { reason: 'I may not post there.' },
  'pool-full': { max: 100 },
  'pool-has-it': {},
  'pool-picture-unknown': { picture: '12345678' },
  'global-board-off': {},
  'option-invalid': { option: 'spots', value: '16', expected: '1–15' },
  usage: { problem: "unknown option '--spot'" },
  'file-unreadable': { path: 'a.png', reason: 'ENOENT' },
  'folder-unwritable': { path: 'out', reason: 'EACCES' },
  'store-unreachable': { address: 'redis://127.0.0.1:6379', reason: 'ECONNREFUSED' },
  'store-not-empty': {},
  'backup-damaged': { path: 'backup', problem: 'manifest.json' },
  'setting-invalid': { setting: 'PLAYGROUND_PORT', value: 'x', expected: '0–65535' },
  'custom-api-not-allowed': { setting: 'DISCORD_API_URL' },
  'token-missing': {},
  'token-refused': {},
  'intents-refused': { reason: 'Disallowed intents' },
  'connection-lost': { closeCode: 4000 },
  'port-taken': { port: 3000 },
  'model-unknown': { model: 'magic', known: 'migan, lama' },
  'models-off': { model: 'migan' },
  'model-missing': { model: 'migan' },
  'model-wrong-hash': { model: 'migan', path: 'models/migan.onnx' },
  'model-unusable': { model: 'migan', path: 'models/migan.onnx', reason: 'no input "mask"' },
  'model-download-failed': { model: 'migan', host: 'example.org', reason: 'HTTP 404' },
  'model-download-offline': { model: 'migan' },
  'memory-too-small': { model: 'migan', neededMegabytes: 2000, availableMegabytes: 512 },
  'device-unavailable': { device: 'cuda', model: 'migan', reason: 'no library' },
  'inference-failed': { model: 'migan', device: 'cpu', reason: 'out of memory' },
  'inpaint-server-missing': {},
  'inpaint-server-failed': { host: '127.0.0.1:8080', reason: 'HTTP 500' },
  internal: {},
} satisfies ErrorDetails;

const CODES = Object.keys(SAMPLES) as ErrorCode[];

/** Plural forms are stored as `<code>_one`, `<code>_other`, ...: no code contains an underscore. */
const codeOf = (key: string) => key.replace(/_.*$/, '');

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(?<name>[^,}\s]+)[^}]*\}\}/g)].map((match) => match.groups?.['name'] ?? '');
}

const LOCALES = readdirSync(assetPath('locales')).filter((file) => file.endsWith('.json'));

describe.each(LOCALES)('the catalogue %s', (file) => {
  const locale = basename(file, '.json');
  const { errors } = JSON.parse(readFileSync(join(assetPath('locales'), file), 'utf8')) as {
    errors: Record<string, string>;
  };
  const sentenceOf = (failure: CodedFailure) => describeFailure(failure, translator(locale));

  it('has a sentence for every code and none for others', () => {
    expect([...new Set(Object.keys(errors).map(codeOf))].sort()).toEqual(CODES.toSorted());
  });

  it('says first which picture is meant', () => {
    const sentence = sentenceOf({ code: 'picture-empty', details: {} });
    const named = sentenceOf({ code: 'picture-empty', details: {}, picture: 'a {{sentence}}.png' });
    expect(named.endsWith(sentence)).toBe(true);
    expect(named).toContain('a {\u2060{sentence}}.png');
  });

  it('has every plural form of the language where it has one', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const counted = new Set(
      Object.keys(errors)
        .filter((key) => key.includes('_'))
        .map(codeOf),
    );
    for (const code of counted) for (const form of forms) expect(errors).toHaveProperty([`${code}_${form}`]);
  });

  it.each(CODES)('fills every gap in the sentence of %s', (code) => {
    const texts = Object.entries(errors).flatMap(([key, text]) => (codeOf(key) === code ? [text] : []));
    const counted = texts.length > 1 ? ['count'] : [];
    const known = [...Object.keys(SAMPLES[code]), ...counted];
    for (const name of texts.flatMap(placeholdersOf)) expect(known).toContain(name);

    const sentence = sentenceOf({ code, details: SAMPLES[code] });
    expect(sentence).toMatch(/^\S.{10,}[.?!]$/su);
    expect(sentence).not.toMatch(/\{\{|\}\}|undefined|NaN|\[object/);
  });
});

describe('the English sentences', () => {
  const say = (failure: CodedFailure) => describeFailure(failure, translator('en-GB'));

  it('choose singular and plural and write numbers as the language does', () => {
    expect(say({ code: 'too-few-objects', details: { possible: 1, wanted: 5 } })).toMatch(/only 1 difference;/);
    expect(say({ code: 'too-few-objects', details: { possible: 2, wanted: 5 } })).toMatch(/only 2 differences;/);
    expect(say({ code: 'picture-too-many-pixels', details: SAMPLES['picture-too-many-pixels'] })).toMatch(
      /30,000 × 20,000/,
    );
  });

  it('tells what else to try where a picture has too few things', () => {
    const failures: CodedFailure[] = [
      { code: 'no-objects', details: {} },
      { code: 'too-few-objects', details: { possible: 1, wanted: 5 } },
      { code: 'too-few-objects', details: { possible: 2, wanted: 5 } },
    ];
    for (const failure of failures) expect(say(failure)).toMatch(/another level, circles as proposals,? or/);
    expect(say({ code: 'picture-too-many-pixels', details: SAMPLES['picture-too-many-pixels'] })).not.toMatch(
      /circles/,
    );
  });

  it('repeat what the user typed as it is, without reading it as a template or as HTML', () => {
    const details = { text: '{{lastCell}} $t(errors.internal) & <b>', lastCell: 'L8' };
    const sentence = say({ code: 'cell-not-understood', details }).replaceAll('\u2060', '');
    expect(sentence).toContain('“{{lastCell}} $t(errors.internal) & <b>”');
    expect(sentence).toContain('to L8,');
  });
});
