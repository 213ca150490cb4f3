/** The page's own address in the desktop application. Nothing is served over the network, and no file: URL is used. */
import { protocol } from 'electron';

const SCHEME = 'warmroom';
const AUTHORITY = 'console';
export const PAGE_URL = `${SCHEME}://${AUTHORITY}/`;

/** Must run before the application is ready: a standard, secure scheme has an origin, relative URLs and fetch. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves `warmroom://console/…` with the handler that every host uses; any other authority is not there. */
export function servePageScheme(answer: (request: Request) => Promise<Response>): void {
  protocol.handle(SCHEME, (request) =>
    isPageUrl(request.url) ? answer(request) : new Response('Not found', { status: 404 }),
  );
}

/** Whether a URL is the console's own page. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol: scheme, host } = new URL(url);
  return scheme === `${SCHEME}:` && host === AUTHORITY;
}
