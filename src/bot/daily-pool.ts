import { randomUUID } from 'node:crypto';
import type { Attachment } from 'discord.js';
import { fileTypeFromBuffer } from 'file-type';
import { CodedError } from '../contract/coded-error.ts';
import { MAX_POOL_PICTURES } from '../contract/limits.ts';
import type { DailyServer, PoolPicture } from '../game/daily.ts';
import { withoutPicture } from '../game/daily-round.ts';
import { fetchPictures } from './fetch-pictures.ts';
import type { BotServices } from './services.ts';

const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'];
const ID_LENGTH = 8;
/** Enough to know a picture by. */
const MAX_NAME_LENGTH = 60;

/** By the bytes, not by the name; whether it can be opened shows when its puzzle is made. */
async function typeOf(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  if (found === undefined || !found.mime.startsWith('image/')) throw new CodedError('picture-not-an-image', {});
  if (PICTURE_TYPES.includes(found.mime)) return found.mime;
  throw new CodedError('picture-format-refused', { format: found.ext.toUpperCase() });
}

/**
 * Adds a picture to the pool of a server.
 *
 * @returns the server, and the picture as it is in the pool
 * @throws CodedError of the download, `picture-not-an-image`, `picture-format-refused`, `pool-full`, `pool-has-it`
 */
export async function addToPool(
  guildId: string,
  image: Attachment,
  addedBy: string,
  services: BotServices,
): Promise<{ readonly server: DailyServer; readonly added: PoolPicture }> {
  const { stores } = services;
  const [bytes] = await fetchPictures([image], services);
  if (bytes === undefined) throw new Error('One picture gives one picture.');
  const picture = await stores.pictures.put(bytes, await typeOf(bytes));
  const id = randomUUID().slice(0, ID_LENGTH);
  const added = { id, picture, name: image.name.slice(0, MAX_NAME_LENGTH), addedBy, addedAt: Date.now() };
  const server = await stores.dailies.update(guildId, (before) => {
    if (before.pool.some((known) => known.picture === picture)) throw new CodedError('pool-has-it', {});
    if (before.pool.length >= MAX_POOL_PICTURES) throw new CodedError('pool-full', { max: MAX_POOL_PICTURES });
    return { ...before, pool: [...before.pool, added] };
  });
  return { server, added };
}

/** Takes a picture out of the pool, or off the list of those set aside. @throws CodedError `pool-picture-unknown` */
export async function removeFromPool(guildId: string, id: string, { stores }: BotServices): Promise<PoolPicture> {
  const removed: PoolPicture[] = [];
  await stores.dailies.update(guildId, (before) => {
    const found = [...before.pool, ...before.setAside].find((picture) => picture.id === id);
    if (found === undefined) throw new CodedError('pool-picture-unknown', { picture: id });
    removed.push(found);
    const setAside = before.setAside.filter((picture) => picture.id !== id);
    const prepared = before.prepared?.pictureId === id ? null : before.prepared;
    return { ...withoutPicture(before, id), setAside, prepared };
  });
  const [picture] = removed;
  if (picture === undefined) throw new Error('What was found was removed.');
  return picture;
}
