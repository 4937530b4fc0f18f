import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { CodedError } from '../contract/coded-error.ts';

const LOOPBACK = '127.0.0.1';

/** Cloudflare, behind which Discord stands, keeps an idle connection that long. */
const KEEP_ALIVE_MS = 400_000;

/** The port a server listens on. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/**
 * True for requests that a page or program on this machine addressed to this server by name. A foreign Host means
 * that somebody's domain was pointed at this machine; a foreign Origin means that somebody's page is asking.
 */
function isOurs(request: IncomingMessage, port: number): boolean {
  const hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  const isOriginOurs = origin === undefined || hosts.some((name) => origin === `http://${name}`);
  return host !== undefined && hosts.includes(host) && isOriginOurs;
}

export interface LoopbackHandlers {
  readonly request: RequestListener;
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
}

/** A listening HTTP server that only this machine can reach. */
export interface LoopbackServer {
  readonly port: number;
  /** Cuts all connections. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 *
 * @param port 0 takes any free one
 * @throws CodedError `port-taken`
 */
export async function listenOnLoopback(port: number, { request, upgrade }: LoopbackHandlers): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    if (isOurs(incoming, portOf(server))) return request(incoming, outgoing);
    outgoing.writeHead(403).end();
  });
  server.on('upgrade', (incoming, stream, head) => {
    if (isOurs(incoming, portOf(server))) upgrade(incoming, stream, head);
    else stream.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new CodedError('port-taken', { port }, { cause: error }) : error),
    );
    server.listen(port, LOOPBACK, resolve);
  });
  const close = () =>
    new Promise<void>((resolve, reject) => {
      server.close((error) => (error === undefined ? resolve() : reject(error)));
      server.closeAllConnections();
    });
  return { port: portOf(server), close };
}
