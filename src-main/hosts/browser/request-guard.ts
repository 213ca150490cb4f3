/**
 * Which requests the browser host looks at, before it asks who sends them. Pure: headers in, verdict out.
 *
 * A page from elsewhere that the observer happens to have open can make the browser send requests to 127.0.0.1. Three
 * things give it away: a Host header that is not the console's own (DNS rebinding), an Origin that is not, or fetch
 * metadata that names another site. Cookies ignore ports, so a page of another program on this machine counts as
 * “elsewhere” too.
 */
import { hostname, networkInterfaces } from 'node:os';

export interface GuardedHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
  readonly 'sec-fetch-mode'?: string | string[] | undefined;
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '::1'];
const ALL_INTERFACES = ['0.0.0.0', '::'];

export function isLoopback(address: string): boolean {
  return LOOPBACK_NAMES.includes(address) || /^127\.\d+\.\d+\.\d+$/.test(address);
}

/** How an address stands in a URL: IPv6 in brackets. */
export function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** The Host header values that belong to a console listening on `address` and `port`, in lower case. */
export function ownHosts(address: string, port: number): ReadonlySet<string> {
  const names = new Set(LOOPBACK_NAMES);
  names.add(address);
  if (ALL_INTERFACES.includes(address)) {
    for (const entries of Object.values(networkInterfaces()))
      for (const entry of entries ?? []) names.add(entry.address);
    names.add(hostname());
    names.add(`${hostname()}.local`);
  }
  const hosts = [...names].map((name) => urlHost(name.toLowerCase()));
  // A browser leaves out the port where it is the scheme's own.
  return new Set(hosts.flatMap((host) => (port === 80 ? [host, `${host}:80`] : [`${host}:${port}`])));
}

/** Null when the request may be looked at, else the sentence to refuse it with (status 403). */
export function refusal(
  headers: GuardedHeaders,
  own: ReadonlySet<string>,
  kind: 'read' | 'write' | 'socket',
): string | null {
  const host = headers.host?.toLowerCase();
  if (host === undefined || !own.has(host)) return 'This console does not answer to that host name.';
  const { origin } = headers;
  const fromOwnPage = origin?.toLowerCase() === `http://${host}`;
  if (kind !== 'read' && !fromOwnPage) return 'Only the console’s own page may do that.';
  if (origin !== undefined && !fromOwnPage) return 'Only the console’s own page may read this.';
  const site = headers['sec-fetch-site'];
  const navigating = headers['sec-fetch-mode'] === 'navigate';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigating) {
    return 'Only the console’s own page may read this.';
  }
  return null;
}
