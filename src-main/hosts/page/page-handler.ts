import type { ConsoleServices } from '../../contract/services.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { serveStaticFile } from './static-files.ts';

const PIXELS_PATH = /^\/pixels\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What every host answers page requests with: the built page from `staticFolder`, and frames' pixels from the services.
 * The caller has already made sure that whoever asks may. Never rejects; a fault becomes a 500 without details.
 */
export function createPageHandler(
  services: Pick<ConsoleServices, 'pixels'>,
  staticFolder: string,
): (request: Request) => Promise<Response> {
  const respond = async (request: Request): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Only GET is answered here.', { status: 405, headers: { Allow: 'GET, HEAD' } });
    }
    const { pathname } = new URL(request.url);
    if (pathname === '/pixels' || pathname.startsWith('/pixels/')) {
      if (!PIXELS_PATH.test(pathname)) return new Response('Not a frame.', { status: 400 });
      return await services.pixels(request);
    }
    return await serveStaticFile(staticFolder, pathname);
  };
  return async (request) => {
    try {
      return withSecurityHeaders(await respond(request));
    } catch (fault) {
      console.error(`warmroom: answering ${request.url} failed:`, fault);
      return withSecurityHeaders(new Response('A fault in the console; its log says more.', { status: 500 }));
    }
  };
}
