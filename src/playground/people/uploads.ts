import type { APIAttachment } from 'discord.js';
import { contentTypeOf } from '../world/file-store.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';

/** A file that a person attaches. What is not given is derived from the name and the bytes. */
export interface FileInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Defaults to the type that the extension of the name suggests. */
  readonly contentType?: string;
  /** Overrides the address that the bot is told, for downloads that must be refused or fail. */
  readonly url?: string;
  /** Overrides the size in bytes that the bot is told. */
  readonly size?: number;
  /** Width and height in pixels as Discord would have measured them. */
  readonly width?: number;
  readonly height?: number;
}

/** True for values that are files. */
export function isFile(value: unknown): value is FileInput {
  return typeof value === 'object' && value !== null && (value as FileInput).bytes instanceof Uint8Array;
}

/** Uploads a file the way a command option or a modal does; what the bot is told about it. */
export function upload(world: World, place: Place, file: FileInput): APIAttachment {
  const id = world.ids.next();
  const contentType = file.contentType ?? contentTypeOf(file.name);
  const stored = { name: file.name, contentType, bytes: file.bytes };
  const url = file.url ?? world.files.add('ephemeral-attachments', place.id, id, stored);
  return {
    id,
    filename: file.name,
    size: file.size ?? file.bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
    ephemeral: true,
    ...(file.width === undefined ? {} : { width: file.width }),
    ...(file.height === undefined ? {} : { height: file.height }),
  };
}
