import { readFile } from 'node:fs/promises';
import type { APIUser } from 'discord.js';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { assetPath } from '../../project-root.ts';
import { contentTypeOf } from '../world/file-store.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';
import { type NamedFile, pageAction, performAction } from './page-actions.ts';
import { pageEvent } from './page-events.ts';
import { pageState, placesOf } from './page-state.ts';

/** The page's own scripts and the pictures of this server; nothing from elsewhere. */
const CONTENT_POLICY = [
  "default-src 'self'",
  "img-src 'self' http: https: data: blob:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
const ASSET_NAME = /^[a-z]+(-[a-z]+)*\.(html|css|js|svg)$/;

async function sendAsset(c: Context, name: string): Promise<Response> {
  if (!ASSET_NAME.test(name)) return c.notFound();
  const bytes = await readFile(assetPath('playground', name)).catch(() => undefined);
  if (bytes === undefined) return c.notFound();
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': contentTypeOf(name),
    'content-security-policy': CONTENT_POLICY,
    'cache-control': 'no-cache',
  });
}

async function sendTexts(c: Context): Promise<Response> {
  const catalogue = JSON.parse(await readFile(assetPath('locales', 'en.json'), 'utf8')) as {
    playground: { page: object };
  };
  return c.json(catalogue.playground.page);
}

/** The size of a picture as the browser measured it, sent as `NAME.size` = `WIDTHxHEIGHT`. */
function measuredSize(form: FormData, field: string): Pick<NamedFile['file'], 'width' | 'height'> {
  const size = /^(\d+)x(\d+)$/.exec(String(form.get(`${field}.size`)));
  return size === null ? {} : { width: Number(size[1]), height: Number(size[2]) };
}

async function readFiles(form: FormData): Promise<readonly NamedFile[]> {
  const entries = [...form.entries()].flatMap(([field, value]) =>
    typeof value === 'string' ? [] : [{ field, value }],
  );
  return Promise.all(
    entries.map(async ({ field, value }) => {
      const bytes = new Uint8Array(await value.arrayBuffer());
      const contentType = value.type === '' ? {} : { contentType: value.type };
      return { field, file: { name: value.name, bytes, ...contentType, ...measuredSize(form, field) } };
    }),
  );
}

/** The page on / and what it asks for under /playground. */
export function createPageApp(world: World): Hono {
  const app = new Hono();

  /** The person and the channel of a request. @throws Error for unknown ones */
  function findViewer(userId: string | undefined, channelId: string | undefined): { user: APIUser; place: Place } {
    const user = world.places.people.find(({ id }) => id === userId) ?? world.places.owner;
    const place = placesOf(world, user).find(({ id }) => id === channelId) ?? placesOf(world, user)[0];
    if (place === undefined) throw new Error('The playground has no channels.');
    return { user, place };
  }

  app.get('/', (c) => sendAsset(c, 'index.html'));
  app.get('/playground/assets/:name', (c) => sendAsset(c, c.req.param('name')));
  app.get('/playground/api/texts', sendTexts);
  app.get('/playground/api/state', (c) => {
    const { user, place } = findViewer(c.req.query('user'), c.req.query('channel'));
    return c.json({ userId: user.id, channelId: place.id, ...pageState(world, user, place) });
  });
  app.get('/playground/api/events', (c) => {
    const { user, place } = findViewer(c.req.query('user'), c.req.query('channel'));
    return streamSSE(c, async (stream) => {
      const stop = world.listen((event) => {
        const told = pageEvent(world, user, place.id, event);
        if (told !== undefined) void stream.writeSSE({ data: JSON.stringify(told) });
      });
      stream.onAbort(stop);
      // The first line opens the stream for the browser; it stays open until either side leaves.
      await stream.writeSSE({ event: 'open', data: '' });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
    });
  });
  app.post('/playground/api/actions', async (c) => {
    const form = await c.req.formData();
    const action = pageAction.safeParse(JSON.parse(String(form.get('action'))));
    if (!action.success) return c.json({ reason: action.error.message }, 400);
    const { user } = findViewer(action.data.userId, action.data.channelId);
    try {
      return c.json(await performAction(world, user, action.data, await readFiles(form)));
    } catch (error) {
      return c.json({ reason: error instanceof Error ? error.message : String(error) }, 400);
    }
  });
  return app;
}
