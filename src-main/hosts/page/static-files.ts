import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
};

/** The build puts a content hash into the names of everything below `assets/`, so those never change. */
const HASHED = /^assets\/.*-[\w-]{8,}\.\w+$/;

/**
 * The file below a folder that a URL's path names, as segments joined by `/`; null when the path is not one that this
 * console would ever ask for (`..`, a NUL, a backslash, a broken escape, a hidden file).
 */
export function relativeFilePath(urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.includes(':')) return null;
  const segments = decoded.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment.startsWith('.'))) return null;
  return segments.join('/');
}

/**
 * Answers a GET for a file of the built page. A path that names a place within the console (no extension) gives the
 * page itself, so that a reload there works. 404 for everything that is not a file inside `folder`, also behind links.
 */
export async function serveStaticFile(folder: string, urlPath: string): Promise<Response> {
  const relative = relativeFilePath(urlPath);
  if (relative === null) return new Response('Not found', { status: 404 });
  const name = extname(relative) === '' ? 'index.html' : relative;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, name));
    if (!path.startsWith(root + sep)) return new Response('Not found', { status: 404 });
    return new Response(await readFile(path), {
      headers: {
        'Content-Type': CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
        'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}
