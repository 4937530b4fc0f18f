import type { ReceivedFile } from '../../../src/playground/request-log.ts';
import type { MessageBody, MessageSubject } from '../../../src/playground/validation/message-subject.ts';

/** A message that is sent to a channel, with whatever differs from a plain one. */
export function message(body: object, rest: Partial<MessageSubject> = {}): MessageSubject {
  return { body: body as MessageBody, files: [], use: 'channel', attachmentSizeLimit: 1000, ...rest };
}

export function file(index: number, name: string): ReceivedFile {
  return { field: `files[${index}]`, name, contentType: 'image/png', bytes: new Uint8Array(3) };
}

export const row = (...components: object[]) => ({ type: 1, components });
export const button = (customId: string) => ({ type: 2, style: 1, label: 'Press', custom_id: customId });
export const text = (content: string) => ({ type: 10, content });
export const V2 = 1 << 15;
