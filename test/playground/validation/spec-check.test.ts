import { describe, expect, it } from 'vitest';
import { type BodyKind, checkSpec } from '../../../src/playground/validation/spec-check.ts';
import { button, row, text, V2 } from './message-subjects.ts';

const command = (rest: object) => ({ name: 'puzzle', description: 'Make a puzzle', ...rest });
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}`, value: `${index}` }));
const modal = (title: string) => ({
  type: 9,
  data: {
    custom_id: 'm',
    title,
    components: [{ type: 18, label: 'Cell', component: { type: 4, style: 1, custom_id: 'cell' } }],
  },
});

describe('bodies that follow the specification', () => {
  const good: [BodyKind, unknown][] = [
    ['command', command({ default_member_permissions: '8192', nsfw: undefined })],
    ['command', command({ default_member_permissions: null, contexts: [0], integration_types: [0] })],
    ['callback', { type: 5, data: { flags: 64 } }],
    ['callback', { type: 4, data: { content: 'x', tts: false, enforce_nonce: true } }],
    ['callback', { type: 6 }],
    ['callback', { type: 7, data: { content: 'x' } }],
    ['callback', { type: 8, data: { choices: choices(25) } }],
    ['callback', modal('Guess')],
    ['message-create', { content: 'x', nonce: '1', enforce_nonce: true, components: [row(button('a'))] }],
    ['message-edit', { content: null }],
    [
      'webhook-edit',
      { tts: false, enforce_nonce: true, flags: V2, components: [{ type: 17, components: [text('x')] }] },
    ],
    ['follow-up', { content: 'x', flags: 64 }],
  ];
  it.each(good)('%s %j', async (kind, body) => expect(await checkSpec(kind, body)).toEqual([]));
});

describe('bodies that do not', () => {
  const bad: [string, BodyKind, unknown, string][] = [
    ['long name', 'command', command({ name: 'x'.repeat(33) }), 'name'],
    ['long description', 'command', command({ description: 'x'.repeat(101) }), 'description'],
    ['no name', 'command', { description: 'x' }, 'name'],
    [
      'unknown option type',
      'command',
      command({ options: [{ type: 99, name: 'a', description: 'x' }] }),
      'options.0.type',
    ],
    [
      'permissions that are no number',
      'command',
      command({ default_member_permissions: 'admin' }),
      'default_member_permissions',
    ],
    ['flags as text', 'callback', { type: 4, data: { content: 'x', flags: '64' } }, 'data.flags'],
    ['no callback type', 'callback', { data: {} }, 'type'],
    ['unknown callback type', 'callback', { type: 99 }, 'type'],
    ['no callback', 'callback', undefined, 'type'],
    ['long modal title', 'callback', modal('x'.repeat(46)), 'data.title'],
    ['26 choices', 'callback', { type: 8, data: { choices: choices(26) } }, 'data.choices'],
    [
      '6 buttons',
      'message-create',
      { components: [row(...'abcdef'.split('').map(button))] },
      'components.0.components',
    ],
    [
      'long custom id',
      'message-create',
      { components: [row(button('x'.repeat(101)))] },
      'components.0.components.0.custom_id',
    ],
    ['11 embeds', 'message-create', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 'embeds'],
    ['long embed title', 'webhook-edit', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title'],
    ['11 attachments', 'follow-up', { attachments: Array.from({ length: 11 }, (_, id) => ({ id })) }, 'attachments'],
    ['attachment without id', 'message-create', { attachments: [{ description: 'x' }] }, 'attachments.0.id'],
    [
      'empty menu',
      'message-create',
      { components: [row({ type: 3, custom_id: 'a', options: [] })] },
      'components.0.components.0.options',
    ],
  ];
  it.each(bad)('%s', async (_, kind, body, path) => {
    const issues = await checkSpec(kind, body);
    expect(issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});
