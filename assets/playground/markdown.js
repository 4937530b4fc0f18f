// Discord's markdown as a tree of plain objects, so that nothing a bot writes is ever treated as HTML.

/** Inline marks, tried in this order at every place of a text. `inner` marks hold marked text themselves. */
const INLINE = [
  { type: 'code', pattern: /^`([^`\n]+)`/ },
  { type: 'spoiler', pattern: /^\|\|([\s\S]+?)\|\|/, inner: true },
  { type: 'bold', pattern: /^\*\*([\s\S]+?)\*\*(?!\*)/, inner: true },
  { type: 'underline', pattern: /^__([\s\S]+?)__(?!_)/, inner: true },
  { type: 'strike', pattern: /^~~([\s\S]+?)~~/, inner: true },
  { type: 'italic', pattern: /^\*(?!\s)([^*\n]+?)\*(?!\*)/, inner: true },
  { type: 'italic', pattern: /^_(?!\s)([^_\n]+?)_(?!\w)/, inner: true },
];

/** Marks that stand for something else than their text. */
const REFERENCES = [
  [
    /^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/,
    ([, label, url]) => ({ type: 'link', url, children: parseInline(label) }),
  ],
  [/^<?(https?:\/\/[^\s<>]+[^\s<>.,:;!?)"'\]])>?/, ([, url]) => ({ type: 'link', url, children: [plain(url)] })],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, ([, seconds, style]) => ({ type: 'moment', seconds: Number(seconds), style })],
  [/^<@!?(\d+)>/, ([, id]) => ({ type: 'user', id })],
  [/^<#(\d+)>/, ([, id]) => ({ type: 'channel', id })],
  [/^<\/([^:>]+):\d+>/, ([, name]) => ({ type: 'command', name })],
  [/^\\([^\p{L}\p{N}\s])/u, ([, character]) => plain(character)],
];

const plain = (value) => ({ type: 'text', value });

function matchInline(rest, before) {
  for (const [pattern, make] of REFERENCES) {
    const match = pattern.exec(rest);
    if (match !== null) return { node: make(match), length: match[0].length };
  }
  for (const { type, pattern, inner } of INLINE) {
    // snake_case is no emphasis.
    if (rest.startsWith('_') && /\w$/.test(before)) continue;
    const match = pattern.exec(rest);
    if (match === null) continue;
    const node = inner ? { type, children: parseInline(match[1]) } : { type, value: match[1] };
    return { node, length: match[0].length };
  }
  return undefined;
}

/** The marks within a line or paragraph. */
export function parseInline(source) {
  const nodes = [];
  let pending = '';
  let at = 0;
  while (at < source.length) {
    const found = matchInline(source.slice(at), source.slice(0, at));
    if (found === undefined) {
      pending += source[at];
      at++;
      continue;
    }
    if (pending !== '') nodes.push(plain(pending));
    pending = '';
    nodes.push(found.node);
    at += found.length;
  }
  if (pending !== '') nodes.push(plain(pending));
  return nodes;
}

/** Lines that are blocks of their own. */
const LINES = [
  [/^(#{1,3}) (.+)$/, ([, marks, rest]) => ({ type: 'heading', level: marks.length, children: parseInline(rest) })],
  [/^-# (.+)$/, ([, rest]) => ({ type: 'small', children: parseInline(rest) })],
  [/^>\s(.+)$/, ([, rest]) => ({ type: 'quote', children: parseInline(rest) })],
  [/^\s*[-*] (.+)$/, ([, rest]) => ({ type: 'item', children: parseInline(rest) })],
];

function parseLines(source) {
  const blocks = [];
  let paragraph = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (const line of source.split('\n')) {
    const rule = LINES.find(([pattern]) => pattern.test(line));
    if (rule === undefined) {
      paragraph.push(line);
      continue;
    }
    flush();
    const [pattern, make] = rule;
    blocks.push(make(pattern.exec(line)));
  }
  flush();
  return blocks;
}

/** A whole text: paragraphs, headings, lists, quotes and code blocks. */
export function parseMarkdown(source) {
  return source.split(/```(?:\w*\n)?([\s\S]*?)```/).flatMap((part, index) => {
    const isCode = index % 2 === 1;
    if (isCode) return [{ type: 'block', value: part.replace(/\n$/, '') }];
    const trimmed = part.replace(/^\n+|\n+$/g, '');
    return trimmed === '' ? [] : parseLines(trimmed);
  });
}
