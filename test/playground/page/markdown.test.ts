import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../../src/project-root.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly [key: string]: unknown;
}

const { parseMarkdown, parseInline } = (await import(assetPath('playground', 'markdown.js'))) as {
  parseMarkdown(source: string): readonly Node[];
  parseInline(source: string): readonly Node[];
};

const text = (value: string): Node => ({ type: 'text', value });
/** All texts of a tree in one string. */
const flatten = (nodes: readonly Node[]): string =>
  nodes.map(({ value, children }) => value ?? flatten(children ?? [])).join('');

describe("Discord's markdown", () => {
  it.each<[string, readonly Node[]]>([
    ['plain', [text('plain')]],
    [
      '**b** and *i*',
      [{ type: 'bold', children: [text('b')] }, text(' and '), { type: 'italic', children: [text('i')] }],
    ],
    ['**a *b* c**', [{ type: 'bold', children: [text('a '), { type: 'italic', children: [text('b')] }, text(' c')] }]],
    [
      '__u__ ~~s~~',
      [{ type: 'underline', children: [text('u')] }, text(' '), { type: 'strike', children: [text('s')] }],
    ],
    ['||secret||', [{ type: 'spoiler', children: [text('secret')] }]],
    ['`a *b*`', [{ type: 'code', value: 'a *b*' }]],
    ['snake_case_name', [text('snake_case_name')]],
    ['\\*not\\*', [text('*'), text('not'), text('*')]],
    ['<@12> in <#34>', [{ type: 'user', id: '12' }, text(' in '), { type: 'channel', id: '34' }]],
    ['<t:60:R>', [{ type: 'moment', seconds: 60, style: 'R' }]],
    ['</daily set:5>', [{ type: 'command', name: 'daily set' }]],
    ['[here](https://a.example/b)', [{ type: 'link', url: 'https://a.example/b', children: [text('here')] }]],
    [
      'see https://a.example/b.',
      [text('see '), { type: 'link', url: 'https://a.example/b', children: [text('https://a.example/b')] }, text('.')],
    ],
    ['[bad](javascript:alert(1))', [text('[bad](javascript:alert(1))')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
  ])('%s', (source, expected) => expect(parseInline(source)).toEqual(expected));

  it('tells blocks apart', () => {
    const source = '# Title\nline one\nline two\n- item\n> quote\n-# small\n```js\nlet a;\n```\nend';
    expect(parseMarkdown(source).map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'item',
      'quote',
      'small',
      'block',
      'paragraph',
    ]);
    expect(parseMarkdown('```js\nlet a;\n```')).toEqual([{ type: 'block', value: 'let a;' }]);
    expect(parseMarkdown('a #b')[0]).toEqual({ type: 'paragraph', children: [text('a #b')] });
  });

  it('loses no letter of a text without marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', ' ', 'ö', '.', '🧩', '-') }), (source) => {
        expect(flatten(parseInline(source))).toBe(source);
      }),
    );
  });
});
