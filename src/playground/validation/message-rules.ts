import { MessageFlags } from 'discord.js';
import { walkComponents } from './component-tree.ts';
import { type Issue, type Rule, unless } from './issue.ts';
import { MAX_CONTENT, MAX_EMBED_SUM, MAX_NONCE, MAX_V2_TEXT_SUM } from './limits.ts';
import { isV2, type MessageSubject } from './message-subject.ts';

const SENDABLE_FLAGS: Readonly<Record<MessageSubject['use'], number>> = {
  channel:
    MessageFlags.SuppressEmbeds |
    MessageFlags.SuppressNotifications |
    MessageFlags.IsVoiceMessage |
    MessageFlags.IsComponentsV2,
  interaction:
    MessageFlags.SuppressEmbeds |
    MessageFlags.Ephemeral |
    MessageFlags.SuppressNotifications |
    MessageFlags.IsVoiceMessage |
    MessageFlags.IsComponentsV2,
  edit: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
};

const hasItems = (list: readonly unknown[] | null | undefined) => (list?.length ?? 0) > 0;

/** Counts as Discord does: code points, not UTF-16 units. */
const lengthOf = (text: string | null | undefined) => [...(text ?? '')].length;

function isEmpty({ body, files, existing }: MessageSubject): boolean {
  const content = body.content === undefined ? existing?.content : body.content;
  const embeds = body.embeds === undefined ? existing?.embeds : body.embeds;
  const components = body.components === undefined ? existing?.components : body.components;
  const attachments = body.attachments === undefined ? existing?.attachments : body.attachments;
  const hasOther = body.poll != null || hasItems(body.sticker_ids) || hasItems(files);
  return !content?.trim() && !hasItems(embeds) && !hasItems(components) && !hasItems(attachments) && !hasOther;
}

function embedLength(embed: NonNullable<NonNullable<MessageSubject['body']['embeds']>[number]>): number {
  const fields = embed.fields?.flatMap(({ name, value }) => [name, value]) ?? [];
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields];
  return texts.reduce((sum, text) => sum + lengthOf(text), 0);
}

function v2Forbids({ body }: MessageSubject): readonly Issue[] {
  const forbidden: Record<string, unknown> = {
    content: body.content || undefined,
    embeds: hasItems(body.embeds) || undefined,
    poll: body.poll ?? undefined,
    sticker_ids: hasItems(body.sticker_ids) || undefined,
  };
  return Object.keys(forbidden).flatMap((key) =>
    unless(
      forbidden[key] === undefined,
      [key],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    ),
  );
}

/** What Discord refuses in the text and the frame of a message although its specification lets it pass. */
export const MESSAGE_RULES = {
  'content-length': ({ body }) =>
    unless(
      lengthOf(body.content) <= MAX_CONTENT,
      ['content'],
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${MAX_CONTENT} or fewer in length.`,
    ),
  'not-empty': (subject) => unless(!isEmpty(subject), [], '50006', 'Cannot send an empty message'),
  'embed-sum': ({ body }) => {
    const sum = (body.embeds ?? []).reduce((total, embed) => total + embedLength(embed), 0);
    return unless(
      sum <= MAX_EMBED_SUM,
      ['embeds'],
      'MAX_EMBED_SIZE_EXCEEDED',
      `Embed size exceeds maximum size of ${MAX_EMBED_SUM}`,
    );
  },
  'v2-text-sum': (subject) => {
    const nodes = isV2(subject) ? walkComponents(subject.body.components) : [];
    const sum = nodes.reduce((total, { component }) => total + lengthOf(component['content'] as string | undefined), 0);
    return unless(
      sum <= MAX_V2_TEXT_SUM,
      ['components'],
      'COMPONENT_MAX_TOTAL_TEXT_LENGTH',
      `The text of all components may have ${MAX_V2_TEXT_SUM} characters, not ${sum}.`,
    );
  },
  'v2-alone': (subject) => (isV2(subject) ? v2Forbids(subject) : []),
  'flags-sendable': ({ body, use, existing }) => {
    const refused = (body.flags ?? 0) & ~(SENDABLE_FLAGS[use] | (existing?.flags ?? 0));
    return unless(refused === 0, ['flags'], 'MESSAGE_FLAGS_INVALID', `These flags cannot be sent here: ${refused}`);
  },
  'nonce-length': ({ body }) =>
    unless(
      String(body.nonce ?? '').length <= MAX_NONCE,
      ['nonce'],
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${MAX_NONCE} or fewer in length.`,
    ),
} satisfies Record<string, Rule<MessageSubject>>;
