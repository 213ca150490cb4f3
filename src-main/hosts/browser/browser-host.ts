/** The console over HTTP and WebSocket, for a headless box, a tablet by the dome, or a machine without Electron. */
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { ConsoleError } from '../../contract/errors.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import { createPageHandler } from '../page/page-handler.ts';
import { withSecurityHeaders } from '../page/security-headers.ts';
import { createChannelSockets, type SocketLimits } from './channel-sockets.ts';
import { entryPage } from './entry-page.ts';
import { sendResponse, toRequest } from './http-adapter.ts';
import { ownHosts, refusal, urlHost } from './request-guard.ts';
import { openSessions, SESSION_SECONDS } from './sessions.ts';

export const DEFAULT_PORT = 8790;

export interface BrowserHostOptions {
  /** Address to listen on; default 127.0.0.1. Any other than loopback opens the console to the network. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The built page. */
  readonly staticFolder: string;
  /** Where `sessions.json` is kept. */
  readonly dataFolder: string;
  readonly socketLimits?: SocketLimits;
}

export interface BrowserHost {
  /** Address with a one-time token: lets in the first browser that opens it. */
  readonly url: string;
  readonly port: number;
  /** A further such address, for another browser. */
  newUrl(): string;
  close(): Promise<void>;
}

/**
 * Serves the console. Rejects with a ConsoleError `bad-input` when the address or port cannot be had.
 * Closing it does not close the services.
 */
export async function startBrowserHost(services: ConsoleServices, options: BrowserHostOptions): Promise<BrowserHost> {
  const address = options.host ?? '127.0.0.1';
  const sessions = openSessions(join(options.dataFolder, 'sessions.json'));
  const answerPage = createPageHandler(services, options.staticFolder);
  const sockets = createChannelSockets(services, options.socketLimits);
  const server = createServer();
  const port = await listen(server, address, options.port);
  const own = ownHosts(address, port);
  // Cookies ignore ports: without the port in the name, two consoles on one machine would sign each other out.
  const cookieName = `warmroom-${port}`;

  const isSignedIn = (request: IncomingMessage) => {
    const secret = readCookie(request.headers.cookie, cookieName);
    return secret !== null && sessions.isValid(secret);
  };

  const answer = async (incoming: IncomingMessage, signal: AbortSignal): Promise<Response> => {
    const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
    const refused = refusal(incoming.headers, own, isRead ? 'read' : 'write');
    if (refused !== null) return withSecurityHeaders(new Response(refused, { status: 403 }));
    const request = toRequest(incoming, `http://${incoming.headers.host}`, signal);
    const token = new URL(request.url).searchParams.get('token');
    if (token !== null && incoming.method === 'GET') {
      const secret = sessions.redeem(token);
      // A used address still opens the console in the browser that used it.
      if (secret !== null || isSignedIn(incoming)) return withSecurityHeaders(welcome(cookieName, secret));
    }
    if (!isSignedIn(incoming)) return withSecurityHeaders(entryPage());
    return answerPage(request);
  };

  server.on('request', (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());
    answer(incoming, gone.signal)
      .then((response) => sendResponse(response, outgoing, incoming.method === 'HEAD'))
      .catch(() => outgoing.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (refusal(request.headers, own, 'socket') !== null) return refuseUpgrade(socket, 403);
    if (request.url !== '/channel') return refuseUpgrade(socket, 404);
    if (!isSignedIn(request)) return refuseUpgrade(socket, 401);
    sockets.accept(request, socket, head);
  });

  // Somebody who listens on all interfaces still opens the console on this machine first.
  const shown = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  const newUrl = () => `http://${urlHost(shown)}:${port}/?token=${sessions.newToken()}`;
  return {
    url: newUrl(),
    port,
    newUrl,
    close: () =>
      new Promise((resolve) => {
        sockets.close();
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}

/** To the console itself, without the token in the address bar; with the session's cookie when there is a new one. */
function welcome(cookieName: string, secret: string | null): Response {
  const headers = new Headers({ Location: '/', 'Cache-Control': 'no-store' });
  if (secret !== null) {
    headers.set('Set-Cookie', `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_SECONDS}`);
  }
  return new Response(null, { status: 303, headers });
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, address, port)));
    server.listen({ port, host: address, exclusive: true }, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, address: string, port: number): ConsoleError {
  const sentence = {
    EADDRINUSE: `Port ${port} on ${address} is in use, perhaps by another console. Choose another with --port, or --port 0 for any free one.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${address}. Give one of its own with --host, or leave --host out.`,
    ENOTFOUND: `There is no host ${address}. Give one of this machine’s addresses with --host, or leave --host out.`,
  }[cause.code ?? ''];
  return new ConsoleError(
    'bad-input',
    sentence ?? `The console cannot listen on ${address}:${port}: ${cause.message}.`,
    {
      cause,
    },
  );
}
