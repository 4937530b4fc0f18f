import type { APIEmbed, APIMessage, APIMessageTopLevelComponent, RESTAPIAttachment } from 'discord.js';
import { MessageFlags } from 'discord.js';
import type { ReceivedFile } from '../request-log.ts';

/** A message as a bot sends it, for creating or editing. Absent = unchanged (edit) or none (create). */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly APIMessageTopLevelComponent[] | null;
  readonly attachments?: readonly RESTAPIAttachment[] | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly message_reference?: { readonly message_id: string } | null;
  readonly poll?: object | null;
  readonly sticker_ids?: readonly string[] | null;
}

/** A message body in its circumstances: what the rules look at. */
export interface MessageSubject {
  readonly body: MessageBody;
  readonly files: readonly ReceivedFile[];
  readonly use: 'channel' | 'interaction' | 'edit';
  /** The message that is edited. */
  readonly existing?: APIMessage;
  /** Bytes per file. */
  readonly attachmentSizeLimit: number;
}

/** True if the message is built of V2 components; once it is, it stays so. */
export function isV2({ body, existing }: MessageSubject): boolean {
  return (((body.flags ?? 0) | (existing?.flags ?? 0)) & MessageFlags.IsComponentsV2) !== 0;
}

/** The number n of a form field `files[n]`; undefined for other fields. */
export function fileIndex({ field }: ReceivedFile): string | undefined {
  return /^files\[(\d+)\]$/.exec(field)?.[1];
}

/** The names that `attachment://` may refer to. */
export function attachmentNames({ body, files, existing }: MessageSubject): ReadonlySet<string> {
  const kept = (existing?.attachments ?? []).filter(
    ({ id }) => body.attachments == null || body.attachments.some((listed) => String(listed.id) === id),
  );
  const listed = (body.attachments ?? []).flatMap(({ filename }) => (filename == null ? [] : [filename]));
  return new Set([...kept.map(({ filename }) => filename), ...files.map(({ name }) => name), ...listed]);
}
