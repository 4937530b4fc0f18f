import { MessageType, PermissionFlagsBits } from 'discord.js';
import type { Hono } from 'hono';
import { channelPayload } from '../world/place-payloads.ts';
import type { Place } from '../world/places.ts';
import type { StoredMessage } from '../world/records.ts';
import { checkMessage } from './checked-body.ts';
import {
  missingAccess,
  missingPermissions,
  notTheAuthor,
  unknownChannel,
  unknownMessage,
  unknownUser,
} from './discord-error.ts';
import { botGuard, type RestContext, type RestEnv, type RestParts } from './rest-context.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 100;

/** /channels/{id}...: what the bot does in channels with its own token. */
export function addChannelRoutes(app: Hono<RestEnv>, parts: RestParts): void {
  const { world } = parts;
  const requireBot = botGuard(parts);

  function may(place: Place, permission: bigint): boolean {
    return (world.places.permissions(place, world.places.bot.id) & permission) === permission;
  }

  function findPlace(c: RestContext, ...needed: bigint[]): Place {
    requireBot(c);
    const place = world.places.place(c.req.param('channel') ?? '');
    if (place === undefined) throw unknownChannel();
    if (!may(place, PermissionFlagsBits.ViewChannel)) throw missingAccess();
    if (!needed.every((permission) => may(place, permission))) throw missingPermissions();
    return place;
  }

  function findMessage(c: RestContext, place: Place): StoredMessage {
    const stored = world.messages.find(place.id, c.req.param('message') ?? '');
    // Ephemeral messages are reached through their interaction only.
    if (stored === undefined || stored.visibleTo !== undefined) throw unknownMessage();
    return stored;
  }

  async function send(c: RestContext): Promise<Response> {
    const { body: raw, files } = c.get('entry');
    const attach = files.length > 0 ? [PermissionFlagsBits.AttachFiles] : [];
    const place = findPlace(c, PermissionFlagsBits.SendMessages, ...attach);
    const { attachmentSizeLimit } = world;
    const body = await checkMessage('message-create', raw, { files, use: 'channel', attachmentSizeLimit });
    const known = body.enforce_nonce === true && body.nonce != null && world.messages.findByNonce(place.id, body.nonce);
    if (known) return c.json(known.message);
    const reply =
      body.message_reference == null
        ? {}
        : { replyTo: body.message_reference.message_id, type: MessageType.Reply as const };
    return c.json(world.messages.create({ place, author: world.places.bot, ...reply }, body, files).message);
  }

  async function edit(c: RestContext): Promise<Response> {
    const stored = findMessage(c, findPlace(c));
    if (stored.message.author.id !== world.places.bot.id) throw notTheAuthor();
    const { body: raw, files } = c.get('entry');
    const { attachmentSizeLimit } = world;
    const body = await checkMessage('message-edit', raw, {
      files,
      use: 'edit',
      existing: stored.message,
      attachmentSizeLimit,
    });
    world.messages.edit(stored, body, files);
    return c.json(stored.message);
  }

  function list(c: RestContext): Response {
    const place = findPlace(c);
    // Discord shows an empty channel to those who may not read its past.
    if (!may(place, PermissionFlagsBits.ReadMessageHistory)) return c.json([]);
    const { limit, before, after } = c.req.query();
    const count = Math.min(Number(limit ?? DEFAULT_PAGE), MAX_PAGE);
    const wanted = world.messages.in(place.id).filter(({ message, visibleTo }) => {
      const id = BigInt(message.id);
      const isInRange = (!before || id < BigInt(before)) && (!after || id > BigInt(after));
      return visibleTo === undefined && isInRange;
    });
    const page = after ? wanted.slice(0, count) : wanted.slice(-count);
    return c.json(page.map(({ message }) => message).reverse());
  }

  function openDirect(c: RestContext): Response {
    requireBot(c);
    const { recipient_id: id } = (c.get('entry').body ?? {}) as { readonly recipient_id?: string };
    const user = world.places.people.find((person) => person.id === id);
    if (user === undefined) throw unknownUser();
    const place = world.places.place(world.places.directChannelId(user));
    if (place === undefined) throw unknownChannel();
    return c.json(channelPayload(world.places, place));
  }

  app.post('/users/@me/channels', openDirect);
  app.get('/channels/:channel', (c) => c.json(channelPayload(world.places, findPlace(c))));
  app.post('/channels/:channel/messages', send);
  app.get('/channels/:channel/messages', list);
  app.get('/channels/:channel/messages/:message', (c) =>
    c.json(findMessage(c, findPlace(c, PermissionFlagsBits.ReadMessageHistory)).message),
  );
  app.patch('/channels/:channel/messages/:message', edit);
  app.delete('/channels/:channel/messages/:message', (c) => {
    const place = findPlace(c);
    const stored = findMessage(c, place);
    const isOwn = stored.message.author.id === world.places.bot.id;
    if (!isOwn && !may(place, PermissionFlagsBits.ManageMessages)) throw missingPermissions();
    world.messages.delete(stored);
    return c.body(null, 204);
  });
}
