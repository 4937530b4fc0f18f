import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';

const POST = /^\/api\/v10\/channels\/(\d+)\/messages$/;
/** Above every id of the playground. */
const FIRST_ID = 4_000_000_000_000_000_000n;

/** A door in front of the playground that takes posts itself. */
export interface PostCounter {
  readonly apiUrl: string;
  /** The channel and arrival of each post, in milliseconds of this process. */
  readonly posts: readonly { readonly channelId: string; readonly at: number }[];
  close(): void;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: string): void {
  const { method, headers, url } = incoming;
  const onward = request(new URL(url ?? '/', target), { method, headers: { ...headers, host: new URL(target).host } });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

/**
 * Taking forms of megabytes apart keeps the playground busy far longer than it keeps the bot, so what would be measured
 * is the playground. Posts are read and counted here, all else goes on to it.
 */
export async function countPosts(playgroundUrl: string): Promise<PostCounter> {
  const posts: { channelId: string; at: number }[] = [];
  const server = createServer((incoming, outgoing) => {
    const channelId = incoming.method === 'POST' ? POST.exec(incoming.url ?? '')?.[1] : undefined;
    if (channelId === undefined) {
      forward(incoming, outgoing, playgroundUrl);
      return;
    }
    posts.push({ channelId, at: performance.now() });
    const id = String(FIRST_ID + BigInt(posts.length));
    incoming.resume();
    incoming.on('end', () => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ id, channel_id: channelId }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { apiUrl: `http://127.0.0.1:${port}/api`, posts, close: () => server.close() };
}
