import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** A node:http request without body as a Request. `origin` is the console's own, already checked against Host. */
export function toRequest(incoming: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // Prefixed rather than resolved: a request line of `//elsewhere/` must stay a path of ours.
  return new Request(origin + (incoming.url ?? '/'), { method: incoming.method ?? 'GET', headers, signal });
}

/** Sends a Response; ends quietly when the browser has gone away meanwhile. */
export async function sendResponse(response: Response, outgoing: ServerResponse, headOnly: boolean): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (headOnly || response.body === null) {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
  } catch {
    outgoing.destroy();
  }
}
