let catalogue = {};

/** Fetches the page's texts; everything else waits for it. */
export async function loadTexts() {
  catalogue = await (await fetch('/playground/api/texts')).json();
  document.title = text('title');
  for (const place of document.querySelectorAll('[data-text]')) place.textContent = text(place.dataset.text);
}

/** The text with this key, its {{values}} filled in. */
export function text(key, values = {}) {
  const found = catalogue[key];
  if (found === undefined) throw new Error(`The catalogue has no text playground.page.${key}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '');
}

const LANGUAGE = document.documentElement.lang;
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;
const MONTH_S = 2_629_746;
const YEAR_S = 31_556_952;
const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** A moment in one of Discord's styles (t, T, d, D, f, F, R), in seconds since 1970. */
export function formatMoment(seconds, style = 'f') {
  if (style === 'R') return formatDistance(seconds - Date.now() / 1000);
  return new Intl.DateTimeFormat(LANGUAGE, STYLES[style] ?? STYLES.f).format(seconds * 1000);
}

function formatDistance(seconds) {
  const units = [
    ['year', YEAR_S],
    ['month', MONTH_S],
    ['day', DAY_S],
    ['hour', HOUR_S],
    ['minute', MINUTE_S],
    ['second', 1],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Whole kilobytes, at least 1. */
export function formatKilobytes(bytes) {
  return new Intl.NumberFormat(LANGUAGE).format(Math.max(1, Math.round(bytes / 1024)));
}
