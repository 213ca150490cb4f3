import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { serveChannel } from '../../contract/rpc.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import { canBeCall } from '../page/call-message.ts';

export interface SocketLimits {
  /** Largest message taken from a page, bytes. An import of 100,000 tasks is some 100 MB of text. */
  readonly maxMessageBytes: number;
  /** Unsent bytes at which a page counts as not keeping up … */
  readonly slowBytes: number;
  /** … and how long it may stay there, ms. A large export goes out in one piece and needs a moment. */
  readonly slowMs: number;
  /** Unsent bytes at which it is cut off at once. */
  readonly maxUnsentBytes: number;
  /** How often each page is asked for a sign of life, ms; one that has not answered by the next time is cut off. */
  readonly heartbeatMs: number;
}

const MIB = 1024 * 1024;
export const DEFAULT_SOCKET_LIMITS: SocketLimits = {
  maxMessageBytes: 256 * MIB,
  slowBytes: 8 * MIB,
  slowMs: 20_000,
  maxUnsentBytes: 512 * MIB,
  heartbeatMs: 15_000,
};

/** WebSocket close code “try again later” (RFC 6455 registry): the page reconnects and asks for the whole state. */
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;

export interface ChannelSockets {
  /** Completes the WebSocket handshake of a request that has been let in, and serves the procedure table on it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Serves the procedure table to any number of pages. */
export function createChannelSockets(
  services: Pick<ConsoleServices, 'handlers' | 'events'>,
  limits: SocketLimits = DEFAULT_SOCKET_LIMITS,
): ChannelSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
  });
  const answered = new WeakSet<WebSocket>();

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, limits.heartbeatMs);
  heartbeat.unref();

  const serve = (socket: WebSocket) => {
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
    // Oversized or broken frames: ws closes the connection with the right code by itself.
    socket.on('error', () => {});
    const send = createBoundedSend(socket, limits);
    const stop = serveChannel(
      {
        send,
        onMessage: (listener) =>
          socket.on('message', (data, isBinary) => {
            const text = isBinary ? null : String(data);
            if (canBeCall(text)) listener(text);
          }),
      },
      services.handlers,
      services.events,
      { who: 'observer' },
    );
    socket.on('close', stop);
  };

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, serve),
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) {
        socket.close(GOING_AWAY, 'The console is closing.');
        // A page that does not answer the farewell must not hold the console open.
        setTimeout(() => socket.terminate(), 500).unref();
      }
      server.close();
    },
  };
}

/** A send that never throws and cuts off a page which does not keep up, rather than pile up what it has not read. */
function createBoundedSend(socket: WebSocket, limits: SocketLimits): (text: string) => void {
  let slowSince: number | null = null;
  return (text) => {
    if (socket.readyState !== socket.OPEN) return;
    const unsent = socket.bufferedAmount;
    if (unsent <= limits.slowBytes) slowSince = null;
    else slowSince ??= performance.now();
    const tooSlow = slowSince !== null && performance.now() - slowSince > limits.slowMs;
    if (tooSlow || unsent > limits.maxUnsentBytes) {
      socket.close(TRY_AGAIN_LATER, 'The page does not keep up.');
      socket.terminate();
      return;
    }
    socket.send(text);
  };
}
