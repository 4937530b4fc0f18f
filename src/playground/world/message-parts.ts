import {
  type APIAttachment,
  type APIEmbed,
  type APIMessage,
  type APIMessageTopLevelComponent,
  AttachmentFlags,
} from 'discord.js';
import type { ReceivedFile } from '../request-log.ts';
import { fileIndex, type MessageBody } from '../validation/message-subject.ts';
import { contentTypeOf, type FileStore } from './file-store.ts';
import type { Snowflakes } from './snowflakes.ts';

/** Where the parts of a message get their ids and addresses from. */
export interface PartMaker {
  readonly ids: Snowflakes;
  readonly files: FileStore;
}

const REFERENCE = 'attachment://';
/** What senders write who do not know the type. */
const UNTYPED: ReadonlySet<string> = new Set(['', 'application/octet-stream']);

function storeFile(
  { ids, files }: PartMaker,
  channelId: string,
  file: ReceivedFile,
  listed: NonNullable<MessageBody['attachments']>[number] | undefined,
): APIAttachment {
  const id = ids.next();
  const filename = listed?.filename ?? file.name;
  const contentType = UNTYPED.has(file.contentType) ? contentTypeOf(filename) : file.contentType;
  const url = files.add('attachments', channelId, id, { name: filename, contentType, bytes: file.bytes });
  return {
    id,
    filename,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
    ...(listed?.description == null ? {} : { description: listed.description }),
    ...(listed?.title == null ? {} : { title: listed.title }),
    ...(listed?.is_spoiler === true ? { flags: AttachmentFlags.IsSpoiler } : {}),
  };
}

/**
 * The attachments of a message after it was created or edited: the listed ones stay, unlisted ones go, files that
 * came along get new ids. Without a list, everything stays.
 */
export function makeAttachments(
  maker: PartMaker,
  channelId: string,
  body: MessageBody,
  received: readonly ReceivedFile[],
  existing: readonly APIAttachment[],
): APIAttachment[] {
  const listed = body.attachments ?? undefined;
  const kept = existing.flatMap((attachment) => {
    const entry = listed?.find(({ id }) => String(id) === attachment.id);
    if (body.attachments !== undefined && entry === undefined) return [];
    return [entry?.description == null ? attachment : { ...attachment, description: entry.description }];
  });
  const added = received.map((file) =>
    storeFile(
      maker,
      channelId,
      file,
      listed?.find(({ id }) => String(id) === fileIndex(file)),
    ),
  );
  return [...kept, ...added];
}

function findReferred(url: string, attachments: readonly APIAttachment[]): APIAttachment | undefined {
  if (!url.startsWith(REFERENCE)) return undefined;
  const name = decodeURIComponent(url.slice(REFERENCE.length));
  return attachments.find(({ filename }) => filename === name);
}

/** A picture or file of a V2 component with its real address. */
function unfurl(media: { readonly url: string }, attachments: readonly APIAttachment[]) {
  const referred = findReferred(media.url, attachments);
  const url = referred?.url ?? media.url;
  return {
    ...media,
    url,
    proxy_url: url,
    width: null,
    height: null,
    ...(referred === undefined ? {} : { content_type: referred.content_type, attachment_id: referred.id }),
  };
}

/**
 * Components as the API gives them back: each with a numeric id, media with their addresses, files with name and
 * size.
 */
export function makeComponents(
  components: MessageBody['components'],
  attachments: readonly APIAttachment[],
): APIMessageTopLevelComponent[] {
  const source = JSON.stringify(components ?? []);
  const used = new Set<number>();
  JSON.parse(source, (key, value: unknown) => {
    if (key === 'id' && typeof value === 'number') used.add(value);
    return value;
  });
  let counter = 0;
  const nextId = () => {
    do counter++;
    while (used.has(counter));
    return counter;
  };
  const convert = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(convert);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).map(([key, value]: [string, unknown]) =>
      (key === 'media' || key === 'file') && isMedia(value) ? [key, unfurl(value, attachments)] : [key, convert(value)],
    );
    const plain = Object.fromEntries(entries) as Record<string, unknown>;
    const isComponent = typeof plain['type'] === 'number';
    const id = isComponent && plain['id'] === undefined ? { id: nextId() } : {};
    return { ...plain, ...fileFacts(plain, attachments), ...id };
  };
  return convert(JSON.parse(source)) as APIMessageTopLevelComponent[];
}

function isMedia(value: unknown): value is { url: string } {
  return typeof value === 'object' && value !== null && typeof (value as { url?: unknown }).url === 'string';
}

function fileFacts(node: Readonly<Record<string, unknown>>, attachments: readonly APIAttachment[]): object {
  const attachmentId = (node['file'] as { attachment_id?: string } | undefined)?.attachment_id;
  const referred = attachments.find(({ id }) => id === attachmentId);
  return referred === undefined ? {} : { name: referred.filename, size: referred.size };
}

/** Embeds as the API gives them back: references to files become their addresses. */
export function makeEmbeds(embeds: MessageBody['embeds'], attachments: readonly APIAttachment[]): APIEmbed[] {
  const resolve = (url: string) => findReferred(url, attachments)?.url ?? url;
  const urlKeys = new Set(['url', 'icon_url']);
  return JSON.parse(JSON.stringify(embeds ?? []), (key, value: unknown) =>
    urlKeys.has(key) && typeof value === 'string' ? resolve(value) : value,
  ) as APIEmbed[];
}

/** The users and roles that a text mentions, by their ids. */
export function mentionedUserIds(content: string): readonly string[] {
  return [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}

/** Nothing yet: what a new message starts from. */
export const NO_PARTS: Pick<APIMessage, 'attachments' | 'components' | 'embeds'> = {
  attachments: [],
  components: [],
  embeds: [],
};
