import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import i18next, { type TFunction } from 'i18next';
import type en from '../assets/locales/en.json';
import type { CodedFailure, ErrorCode, ErrorDetails } from './contract/coded-error.ts';
import { assetPath } from './project-root.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Looks up a text of the catalogue and fills in its values; numbers and plurals go through Intl. */
export type Translate = TFunction;

const DEFAULT_LOCALE = 'en';
/** The same by another name, with which the library takes longer: it asks for the right spelling in every text. */
const DEFAULT_REGION = 'en-US';

function loadCatalogues(): Record<string, { translation: object }> {
  const files = readdirSync(assetPath('locales')).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [
      basename(file, '.json'),
      { translation: JSON.parse(readFileSync(assetPath('locales', file), 'utf8')) as object },
    ]),
  );
}

const resources = loadCatalogues();
const catalogues = i18next.createInstance();
// Everything is at hand, so nothing is waited for: a worker's loader takes no module that waits.
void catalogues.init({
  initAsync: false,
  fallbackLng: DEFAULT_LOCALE,
  // Otherwise the library prints an advertisement on standard output.
  showSupportNotice: false,
  resources,
  // Discord and terminals show text, not HTML: escaping would show as &amp;.
  interpolation: { escapeValue: false },
});

/** Formats of numbers put a hyphen before those below zero, which looks like a dash before a point of a list. */
const HYPHEN = '-';
const MINUS = '−';

/** How the catalogues want numbers shown. */
const NUMBER_OPTIONS = ['style', 'signDisplay', 'minimumFractionDigits', 'maximumFractionDigits'] as const;
const numberFormats = new Map<string, Intl.NumberFormat>();

/** The library makes a format for every number that it shows, which takes longer than all the rest of an answer. */
function numberFormat(locale: string, given: Readonly<Record<string, unknown>>): Intl.NumberFormat {
  const options = Object.fromEntries(NUMBER_OPTIONS.map((name) => [name, given[name]]));
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = numberFormats.get(name) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(name, format);
  return format;
}

catalogues.services.formatter?.add('number', (value, locale, options) =>
  numberFormat(locale ?? DEFAULT_LOCALE, options)
    .format(value)
    .replace(HYPHEN, MINUS),
);

/** Made once: every answer asks for one, and Discord has a few dozen languages. */
const translators = new Map<string, Translate>();

/** Texts of one language that are kept: a crowd that guesses at once reads the same few hundred lines. */
const MAX_KEPT_TEXTS = 2000;

/** Looks up each text once: the library takes longer for the few lines of an answer than all the rest does. */
function keepTexts(translate: Translate): Translate {
  const kept = new Map<string, unknown>();
  return new Proxy(translate, {
    apply(target, self, asked) {
      const name = JSON.stringify(asked);
      const text = kept.get(name) ?? Reflect.apply(target, self, asked);
      if (kept.size >= MAX_KEPT_TEXTS) kept.clear();
      kept.set(name, text);
      return text;
    },
  });
}

function makeTranslator(locale: string): Translate {
  const language = new Intl.Locale(locale).language;
  // A text that falls back to English shows its numbers in the English way too.
  const isDefault = locale === DEFAULT_REGION || !(language in resources);
  return keepTexts(catalogues.getFixedT(isDefault ? DEFAULT_LOCALE : locale));
}

/**
 * The texts in one language.
 *
 * @param locale a BCP 47 tag as Discord sends it (`en-GB`, `vi`); unknown ones fall back to English
 */
export function translator(locale: string): Translate {
  const translate = translators.get(locale) ?? makeTranslator(locale);
  translators.set(locale, translate);
  return translate;
}

/** Which of a failure's values is the count that chooses singular or plural. */
const COUNTED: { readonly [Code in ErrorCode]?: keyof ErrorDetails[Code] } = {
  'too-few-objects': 'possible',
  'too-few-puzzles': 'possible',
  'pairs-failed': 'failed',
  'attachment-download-timeout': 'seconds',
  'queue-full': 'waiting',
  'too-many-jobs': 'max',
  'job-timeout': 'seconds',
  'too-many-places': 'max',
  'guess-too-soon': 'seconds',
  'no-guesses-left': 'max',
};

/** Details may repeat what a user typed. The library would fill double braces in it; a word joiner keeps them apart. */
function asPlainText(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('{{', '{\u2060{') : value;
}

/** The one sentence that a person reads about a failure, after the name of the picture that it is about. */
export function describeFailure(failure: CodedFailure, t: Translate): string {
  const counted = COUNTED[failure.code];
  const details = Object.fromEntries(
    Object.entries(failure.details).map(([name, value]: [string, unknown]) => [name, asPlainText(value)]),
  );
  const values = counted === undefined ? details : { ...details, count: details[counted] };
  const sentence = t(`errors.${failure.code}`, values);
  if (failure.picture === undefined) return sentence;
  return t('failure.ofPicture', { picture: asPlainText(failure.picture), sentence: asPlainText(sentence) });
}
