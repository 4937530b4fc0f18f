import { createHash } from 'node:crypto';
import type { KeyDifference } from '../contract/answer-key.ts';
import type { PuzzleResult } from '../contract/messages.ts';
import type { Translate } from '../i18n.ts';

/** What became of one picture: a puzzle with its files, or why there is none. */
export type ReportEntry = { readonly name: string } & (
  | { readonly puzzle: PuzzleResult; readonly folder: string }
  | { readonly refusal: string }
);

const MS_PER_SECOND = 1000;

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: #1b1b1b; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid #ccc; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
th:nth-child(n+3) { text-align: right; }
th button { all: unset; cursor: pointer; font-weight: 600; text-decoration: underline; }
th button:focus-visible { outline: 2px solid #06c; }
img { max-width: 100%; height: auto; }
.overflow { overflow-x: auto; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #1b1b1b; } th, td { border-color: #555; } }
`;

/** Sorts the table by the column whose head was pressed; again turns the order. */
const SCRIPT = `
for (const button of document.querySelectorAll('th button')) {
  button.addEventListener('click', () => {
    const head = button.closest('th');
    const body = head.closest('table').tBodies[0];
    const isUp = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentNode.children) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isUp ? 'descending' : 'ascending');
    const value = (row) => row.cells[head.cellIndex].dataset.value;
    const compare = (a, b) => (isNaN(a) || isNaN(b) ? String(a).localeCompare(String(b)) : a - b);
    const rows = [...body.rows].sort((a, b) => compare(value(a), value(b)) * (isUp ? -1 : 1));
    body.append(...rows);
  });
}
`;

/** A cell whose value sorts it. */
function cell(text: string, value: string | number): string {
  const isNumber = typeof value === 'number';
  return `<td${isNumber ? ' class="number"' : ''} data-value="${escapeHtml(String(value))}">${text}</td>`;
}

const COLUMNS = ['picture', 'level', 'differences', 'difficulty', 'tried', 'seconds'] as const;

function row(entry: ReportEntry, index: number, t: Translate): string {
  const name = cell(`<a href="#puzzle-${index}">${escapeHtml(entry.name)}</a>`, entry.name);
  if ('refusal' in entry) {
    return `<tr>${name}<td colspan="${COLUMNS.length - 1}" data-value="">${escapeHtml(entry.refusal)}</td></tr>`;
  }
  const { key, engine, timings } = entry.puzzle;
  const number = (value: number) => cell(escapeHtml(t('cli.report.number', { value })), value);
  return `<tr>${name}${cell(escapeHtml(t(`levels.${key.level}`)), key.level)}${number(key.differences.length)}${number(
    key.difficulty,
  )}${number(engine.edits)}${number(timings.totalMs / MS_PER_SECOND)}</tr>`;
}

function differenceRow(difference: KeyDifference, t: Translate): string {
  const { id, edit, areaRatio, deltaE, difficulty } = difference;
  const number = (value: number) => cell(escapeHtml(t('cli.report.number', { value })), value);
  const share = cell(escapeHtml(t('cli.report.share', { value: areaRatio })), areaRatio);
  return `<tr>${number(id)}${cell(escapeHtml(t(`edits.${edit}`)), edit)}${share}${number(deltaE)}${number(difficulty ?? 0)}</tr>`;
}

const DIFFERENCE_COLUMNS = ['id', 'edit', 'area', 'deltaE', 'difficulty'] as const;

/** A table whose columns can be sorted by. */
function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((text) => `<th scope="col"><button type="button">${escapeHtml(text)}</button></th>`).join('');
  return `<div class="overflow"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function section(entry: ReportEntry, index: number, t: Translate): string {
  const title = `<h2 id="puzzle-${index}">${escapeHtml(entry.name)}</h2>`;
  if ('refusal' in entry) return `<section>${title}<p>${escapeHtml(entry.refusal)}</p></section>`;
  const { key } = entry.puzzle;
  const picture = (file: string, what: 'board' | 'answers') => {
    const { width, height } = entry.puzzle[what];
    const source = `${encodeURIComponent(entry.folder)}/${file}`;
    const alt = escapeHtml(t(`cli.report.${what}`, { name: entry.name }));
    return `<a href="${source}"><img loading="lazy" src="${source}" alt="${alt}" width="${width}" height="${height}"></a>`;
  };
  const rows = key.differences.map((difference) => differenceRow(difference, t));
  const heads = DIFFERENCE_COLUMNS.map((column) => t(`cli.report.columns.${column}`));
  const answers = `<details><summary>${escapeHtml(t('cli.report.showAnswers'))}</summary>${picture('answers.png', 'answers')}</details>`;
  return `<section>${title}${picture('board.png', 'board')}${answers}${table(heads, rows)}</section>`;
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One page with every puzzle, its answers and its figures, that needs nothing but the files beside it. */
export function reportPage(entries: readonly ReportEntry[], t: Translate): string {
  const heads = COLUMNS.map((column) => t(`cli.report.columns.${column}`));
  const rows = entries.map((entry, index) => row(entry, index, t));
  const policy = `default-src 'none'; img-src 'self'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(t('cli.report.title'))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(t('cli.report.title'))}</h1>
${table(heads, rows)}
${entries.map((entry, index) => section(entry, index, t)).join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
