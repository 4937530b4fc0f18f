import { InteractionType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT_RULES } from '../../../src/playground/validation/attachment-rules.ts';
import { CALLBACK_RULES, type CallbackSubject } from '../../../src/playground/validation/callback-rules.ts';
import { COMMAND_RULES, type RawCommand } from '../../../src/playground/validation/command-rules.ts';
import { COMPONENT_RULES } from '../../../src/playground/validation/component-rules.ts';
import type { Rule } from '../../../src/playground/validation/issue.ts';
import { MESSAGE_RULES } from '../../../src/playground/validation/message-rules.ts';
import type { MessageSubject } from '../../../src/playground/validation/message-subject.ts';
import { MODAL_RULES, type ModalSubject } from '../../../src/playground/validation/modal-rules.ts';
import { button, file, message, row, text, V2 } from './message-subjects.ts';

/** What a rule lets pass, and what it refuses with the path of its first complaint. */
interface Examples<Subject> {
  readonly good: readonly Subject[];
  readonly bad: readonly (readonly [Subject, string])[];
}

type ExamplesOf<Subject, Rules> = Readonly<Record<keyof Rules, Examples<Subject>>>;

function check<Subject>(rules: Readonly<Record<string, Rule<Subject>>>, examples: Record<string, Examples<Subject>>) {
  it.each(Object.keys(rules))('%s', (name) => {
    const rule = rules[name];
    const { good, bad } = examples[name] ?? { good: [], bad: [] };
    expect(good.length * bad.length).toBeGreaterThan(0);
    expect(good.map((subject) => rule?.(subject))).toEqual(good.map(() => []));
    expect(bad.map(([subject]) => rule?.(subject)[0]?.path.join('.'))).toEqual(bad.map(([, path]) => path));
  });
}

const fields = (count: number, length: number) =>
  Array.from({ length: count }, () => ({ name: 'n', value: 'v'.repeat(length - 1) }));
const select = (rest: object) => ({ type: 3, custom_id: 'pick', options: [{ label: 'A', value: 'a' }], ...rest });
const attached = { id: '77', filename: 'kept.png', size: 1, url: 'x', proxy_url: 'x' };
const edited = (body: object, rest: object = {}) =>
  message(body, {
    use: 'edit',
    existing: { content: 'old', embeds: [], components: [], attachments: [attached], flags: 0, ...rest } as never,
  });

describe('rules for the text and frame of a message', () => {
  const examples: ExamplesOf<MessageSubject, typeof MESSAGE_RULES> = {
    'content-length': {
      good: [message({ content: 'x'.repeat(2000) }), message({ content: '🧩'.repeat(2000) })],
      bad: [[message({ content: 'x'.repeat(2001) }), 'content']],
    },
    'not-empty': {
      good: [message({ content: 'x' }), message({}, { files: [file(0, 'a.png')] }), edited({ flags: 4 })],
      bad: [
        [message({}), ''],
        [message({ content: '  ' }), ''],
        [edited({ content: '', attachments: [] }), ''],
      ],
    },
    'embed-sum': {
      good: [message({ embeds: [{ fields: fields(6, 1000) }] })],
      bad: [
        [message({ embeds: [{ description: 'x'.repeat(3001) }, { title: 'x', fields: fields(3, 1000) }] }), 'embeds'],
        [message({ embeds: [{ fields: fields(6, 1000), footer: { text: 'x' } }] }), 'embeds'],
      ],
    },
    'v2-text-sum': {
      good: [
        message({
          flags: V2,
          components: [text('x'.repeat(2000)), { type: 17, components: [text('x'.repeat(2000))] }],
        }),
      ],
      bad: [
        [
          message({
            flags: V2,
            components: [text('x'.repeat(2000)), { type: 17, components: [text('x'.repeat(2001))] }],
          }),
          'components',
        ],
      ],
    },
    'v2-alone': {
      good: [message({ flags: V2, content: '', embeds: [], components: [text('x')] }), message({ content: 'x' })],
      bad: [
        [message({ flags: V2, content: 'x', components: [text('x')] }), 'content'],
        [message({ flags: V2, embeds: [{ title: 'x' }], components: [text('x')] }), 'embeds'],
        [edited({ content: 'x' }, { flags: V2 }), 'content'],
      ],
    },
    'flags-sendable': {
      good: [
        message({ flags: 4096 | V2 }),
        message({ flags: 64 }, { use: 'interaction' }),
        edited({ flags: 64 }, { flags: 64 }),
      ],
      bad: [
        [message({ flags: 64 }), 'flags'],
        [message({ flags: 128 }, { use: 'interaction' }), 'flags'],
        [edited({ flags: 64 }), 'flags'],
      ],
    },
    'nonce-length': {
      good: [message({ nonce: '1'.repeat(25) })],
      bad: [[message({ nonce: '1'.repeat(26) }), 'nonce']],
    },
  };
  check<MessageSubject>(MESSAGE_RULES, examples);
});

describe('rules for files', () => {
  const gallery = (url: string) => ({ type: 12, items: [{ media: { url } }] });
  const examples: ExamplesOf<MessageSubject, typeof ATTACHMENT_RULES> = {
    'reference-has-file': {
      good: [
        message({ embeds: [{ image: { url: 'attachment://a.png' } }] }, { files: [file(0, 'a.png')] }),
        edited({ components: [gallery('attachment://kept.png')] }),
        message({ components: [gallery('https://example.org/a.png')] }),
      ],
      bad: [
        [message({ embeds: [{ thumbnail: { url: 'attachment://a.png' } }] }), 'embeds.0.thumbnail.url'],
        [
          message(
            { components: [{ type: 17, components: [gallery('attachment://b.png')] }] },
            { files: [file(0, 'a.png')] },
          ),
          'components.0.components.0.items.0.media.url',
        ],
        [message({ components: [{ type: 13, file: { url: 'attachment://b.zip' } }] }), 'components.0.file.url'],
        [edited({ attachments: [], components: [gallery('attachment://kept.png')] }), 'components.0.items.0.media.url'],
      ],
    },
    'metadata-has-file': {
      good: [
        message({ attachments: [{ id: '0' }, { id: 1 }] }, { files: [file(0, 'a.png'), file(1, 'b.png')] }),
        edited({ attachments: [{ id: '77' }] }),
      ],
      bad: [
        [message({ attachments: [{ id: '0' }, { id: '1' }] }, { files: [file(0, 'a.png')] }), 'attachments.1.id'],
        [edited({ attachments: [{ id: '78' }] }), 'attachments.0.id'],
      ],
    },
    'metadata-unique': {
      good: [message({ attachments: [{ id: '0' }, { id: '1' }] })],
      bad: [[message({ attachments: [{ id: '0' }, { id: 0 }] }), 'attachments.1.id']],
    },
    'alt-text-length': {
      good: [
        message({
          attachments: [
            { id: '0', description: 'x'.repeat(1024) },
            { id: '1', description: null },
          ],
        }),
      ],
      bad: [[message({ attachments: [{ id: '0', description: 'x'.repeat(1025) }] }), 'attachments.0.description']],
    },
    'file-count': {
      good: [message({}, { files: Array.from({ length: 10 }, (_, index) => file(index, 'a.png')) })],
      bad: [[message({}, { files: Array.from({ length: 11 }, (_, index) => file(index, 'a.png')) }), 'files']],
    },
    'file-fields': {
      good: [message({}, { files: [file(0, 'a.png')] })],
      bad: [[message({}, { files: [{ ...file(0, 'a.png'), field: 'picture' }] }), 'picture']],
    },
  };
  check<MessageSubject>(ATTACHMENT_RULES, examples);
});

describe('rules for components', () => {
  const inRow = (...components: object[]) => message({ components: [row(...components)] });
  const many = (count: number) => Array.from({ length: count }, () => text('x'));
  const examples: ExamplesOf<MessageSubject, typeof COMPONENT_RULES> = {
    'button-complete': {
      good: [
        inRow(button('a'), { type: 2, style: 5, label: 'x', url: 'https://example.org' }),
        inRow({ type: 2, style: 6, sku_id: '1' }),
        inRow({ type: 2, style: 2, custom_id: 'a', emoji: { name: '🧩' } }),
      ],
      bad: [
        [inRow({ type: 2, style: 1, label: 'x' }), 'components.0.components.0.custom_id'],
        [inRow({ type: 2, style: 1, custom_id: 'a' }), 'components.0.components.0.label'],
        [inRow({ type: 2, style: 5, label: 'x' }), 'components.0.components.0.url'],
        [inRow({ ...button('a'), url: 'https://example.org' }), 'components.0.components.0.url'],
        [
          inRow({ type: 2, style: 5, label: 'x', url: 'https://example.org', custom_id: 'a' }),
          'components.0.components.0.custom_id',
        ],
        [inRow({ type: 2, style: 6 }), 'components.0.components.0.sku_id'],
        [
          message({ components: [{ type: 9, components: [text('x')], accessory: { type: 2, style: 1, label: 'x' } }] }),
          'components.0.accessory.custom_id',
        ],
      ],
    },
    'row-contents': {
      good: [inRow(...'abcde'.split('').map(button)), inRow(select({}))],
      bad: [
        [inRow(), 'components.0.components'],
        [inRow(...'abcdef'.split('').map(button)), 'components.0.components'],
        [inRow(button('a'), select({})), 'components.0.components'],
        [inRow(select({}), select({ custom_id: 'b' })), 'components.0.components'],
      ],
    },
    'select-consistent': {
      good: [inRow(select({ min_values: 0, max_values: 1 })), inRow({ type: 5, custom_id: 'who', max_values: 9 })],
      bad: [
        [inRow({ type: 5, custom_id: 'who', min_values: 3, max_values: 2 }), 'components.0.components.0.min_values'],
        [inRow(select({ max_values: 2 })), 'components.0.components.0.max_values'],
        [
          inRow(select({ options: ['a', 'b'].map((value) => ({ label: 'x', value, default: true })) })),
          'components.0.components.0.options',
        ],
        [
          inRow(select({ options: ['a', 'a'].map((value) => ({ label: 'x', value })) })),
          'components.0.components.0.options.1.value',
        ],
      ],
    },
    'custom-ids-differ': {
      good: [inRow(button('a'), button('b'))],
      bad: [[message({ components: [row(button('a')), row(button('a'))] }), 'components.1.components.0.custom_id']],
    },
    'v2-needs-flag': {
      good: [
        message({ flags: V2, components: [text('x')] }),
        inRow(button('a')),
        edited({ components: [text('x')] }, { flags: V2 }),
      ],
      bad: [
        [message({ components: [text('x')] }), 'components.0.type'],
        [message({ components: [{ type: 17, components: [] }] }), 'components.0.type'],
      ],
    },
    'v1-rows': {
      good: [message({ components: 'abcde'.split('').map((id) => row(button(id))) })],
      bad: [[message({ components: 'abcdef'.split('').map((id) => row(button(id))) }), 'components']],
    },
    'v2-total': {
      good: [message({ flags: V2, components: [{ type: 17, components: many(39) }] })],
      bad: [
        [message({ flags: V2, components: [{ type: 17, components: many(40) }] }), 'components'],
        [
          message({
            flags: V2,
            components: [...many(38), { type: 9, components: [text('x')], accessory: button('a') }],
          }),
          'components',
        ],
      ],
    },
    'no-modal-parts': {
      good: [inRow(button('a'))],
      bad: [
        [inRow({ type: 4, custom_id: 'a', style: 1, label: 'x' }), 'components.0.components.0.type'],
        [message({ flags: V2, components: [{ type: 18, label: 'x', component: {} }] }), 'components.0.type'],
      ],
    },
  };
  check<MessageSubject>(COMPONENT_RULES, examples);
});

describe('rules for modals', () => {
  const label = (component: object, rest: object = {}) => ({ type: 18, label: 'Cell', component, ...rest });
  const input = (customId: string) => ({ type: 4, style: 1, custom_id: customId });
  const modal = (...components: object[]) => ({ components });
  const examples: ExamplesOf<ModalSubject, typeof MODAL_RULES> = {
    'modal-size': {
      good: [modal(label(input('a'))), modal(...'abcde'.split('').map((id) => label(input(id))))],
      bad: [
        [modal(), 'data.components'],
        [{}, 'data.components'],
        [modal(...'abcdef'.split('').map((id) => label(input(id)))), 'data.components'],
      ],
    },
    'modal-top-level': {
      good: [modal(label(input('a')), row(input('b')), text('x'))],
      bad: [[modal(input('a')), 'data.components.0.type']],
    },
    'modal-select-in-label': {
      good: [modal(label(select({})))],
      bad: [[modal(row(select({}))), 'data.components.0.components.0.type']],
    },
    'modal-no-buttons': {
      good: [modal(label(input('a')))],
      bad: [[modal(row(button('a'))), 'data.components.0.components.0.type']],
    },
    'modal-label-length': {
      good: [modal(label(input('a'), { label: 'x'.repeat(45), description: 'x'.repeat(100) }))],
      bad: [
        [modal(label(input('a'), { label: 'x'.repeat(46) })), 'data.components.0.label'],
        [modal(label(input('a'), { description: 'x'.repeat(101) })), 'data.components.0.description'],
      ],
    },
    'modal-custom-ids-differ': {
      good: [modal(label(input('a')), label(input('b')))],
      bad: [[modal(label(input('a')), label(input('a'))), 'data.components.1.component.custom_id']],
    },
  };
  check<ModalSubject>(MODAL_RULES, examples);
});

describe('rules for callbacks', () => {
  const answer = (type: number, interactionType: InteractionType, hasMessage = false): CallbackSubject => ({
    type,
    interactionType,
    hasMessage,
  });
  const examples: ExamplesOf<CallbackSubject, typeof CALLBACK_RULES> = {
    'callback-fits-interaction': {
      good: [
        ...[4, 5, 9, 12].map((type) => answer(type, InteractionType.ApplicationCommand)),
        ...[4, 5, 6, 7, 9].map((type) => answer(type, InteractionType.MessageComponent)),
        ...[4, 5, 6, 7].map((type) => answer(type, InteractionType.ModalSubmit)),
        answer(8, InteractionType.ApplicationCommandAutocomplete),
      ],
      bad: [
        ...[1, 6, 7, 8].map((type): [CallbackSubject, string] => [
          answer(type, InteractionType.ApplicationCommand),
          'type',
        ]),
        ...[1, 8, 9].map((type): [CallbackSubject, string] => [answer(type, InteractionType.ModalSubmit), 'type']),
        [answer(5, InteractionType.ApplicationCommandAutocomplete), 'type'],
      ],
    },
    'update-needs-message': {
      good: [answer(7, InteractionType.ModalSubmit, true), answer(4, InteractionType.ModalSubmit)],
      bad: [
        [answer(7, InteractionType.ModalSubmit), 'type'],
        [answer(6, InteractionType.ModalSubmit), 'type'],
      ],
    },
  };
  check<CallbackSubject>(CALLBACK_RULES, examples);
});

describe('rules for commands', () => {
  const command = (rest: object): readonly RawCommand[] => [{ name: 'puzzle', description: 'x', ...rest }];
  const option = (name: string, rest: object = {}) => ({ type: 3, name, description: 'x', ...rest });
  const numbered = (count: number, rest: object) =>
    Array.from({ length: count }, (_, index) => ({ name: `n${index}`, ...rest }));
  const examples: ExamplesOf<readonly RawCommand[], typeof COMMAND_RULES> = {
    'command-name': {
      good: [
        command({ name: 'câu-đố' }),
        command({ options: [option('image_2')] }),
        [{ type: 3, name: 'Find Differences' }],
      ],
      bad: [
        [command({ name: 'Puzzle' }), '0.name'],
        [command({ name: 'two words' }), '0.name'],
        [command({ options: [option('a', { type: 1, options: [option('B!')] })] }), '0.options.0.options.0.name'],
        [command({ name_localizations: { vi: 'Câu đố' } }), '0.name_localizations.vi'],
      ],
    },
    'chat-description': {
      good: [command({}), [{ type: 3, name: 'Find' }]],
      bad: [
        [[{ name: 'puzzle' }], '0.description'],
        [command({ options: [{ type: 3, name: 'a' }] }), '0.options.0.description'],
      ],
    },
    'context-no-description': {
      good: [[{ type: 3, name: 'Find', description: '' }], command({})],
      bad: [[[{ type: 2, name: 'Find', description: 'x' }], '0.description']],
    },
    'known-locales': {
      good: [command({ name_localizations: { vi: 'a', 'en-GB': 'b' } })],
      bad: [
        [command({ name_localizations: { 'en-AU': 'a' } }), '0.name_localizations.en-AU'],
        [
          command({ options: [option('a', { description_localizations: { en: 'b' } })] }),
          '0.options.0.description_localizations.en',
        ],
      ],
    },
    'names-differ': {
      good: [[...command({}), { type: 3, name: 'puzzle' }], command({ options: [option('a'), option('b')] })],
      bad: [
        [[...command({}), ...command({})], '1.name'],
        [command({ options: [option('a'), option('a')] }), '0.options.1.name'],
      ],
    },
    'required-first': {
      good: [command({ options: [option('a', { required: true }), option('b')] })],
      bad: [[command({ options: [option('a'), option('b', { required: true })] }), '0.options.1']],
    },
    'choices-or-autocomplete': {
      good: [
        command({
          options: [option('a', { autocomplete: true }), option('b', { choices: [{ name: 'x', value: 'x' }] })],
        }),
      ],
      bad: [
        [
          command({ options: [option('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] }),
          '0.options.0.autocomplete',
        ],
      ],
    },
    'range-order': {
      good: [command({ options: [option('a', { type: 4, min_value: 1, max_value: 1 })] })],
      bad: [[command({ options: [option('a', { type: 4, min_value: 2, max_value: 1 })] }), '0.options.0.min_value']],
    },
    'command-count': {
      good: [[...numbered(100, { description: 'x' }), ...numbered(15, { type: 2 }), ...numbered(15, { type: 3 })]],
      bad: [
        [numbered(101, { description: 'x' }), ''],
        [numbered(16, { type: 3 }), ''],
      ],
    },
    'text-sum': {
      good: [command({ options: [option('a', { choices: numbered(25, { value: 'x'.repeat(100) }) })] })],
      bad: [
        [
          command({
            options: 'abcd'
              .split('')
              .map((name) => option(name, { choices: numbered(25, { value: 'x'.repeat(100) }) })),
          }),
          '0',
        ],
      ],
    },
  };
  check<readonly RawCommand[]>(COMMAND_RULES, examples);
});
