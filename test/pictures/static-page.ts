/** A built page from its folder, and made-up pixels for its viewer: no console and no server is there. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';

/** Nothing listens there: each request is answered below. */
const ORIGIN = 'http://localhost:8999';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
/** Of every frame, px. */
const SIDE = 1024;

export async function openStatic(page: Page, folder: string, hash = ''): Promise<void> {
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) });
  });
  await page.route(`${ORIGIN}/pixels/**`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const level = Number(query.get('level') ?? 1);
    const part = (name: string, whole: number) => Number(query.get(name) ?? whole);
    const area = { x: part('x', 0), y: part('y', 0), width: part('w', SIDE / level), height: part('h', SIDE / level) };
    return route.fulfill({
      headers: {
        ...{ 'X-Width': String(area.width), 'X-Height': String(area.height), 'X-Zero': '0', 'X-Step': '1' },
        ...{ 'X-Full-Width': String(SIDE), 'X-Full-Height': String(SIDE) },
      },
      body: skyOf(area, level),
    });
  });
  await page.goto(`${ORIGIN}/${hash}`);
}

/** A sky that gets brighter to one corner, without noise (which no picture file packs), with stars on a lattice; 16 bits, little-endian. */
function skyOf(area: { x: number; y: number; width: number; height: number }, level: number): Buffer {
  const pixels = new Uint16Array(area.width * area.height);
  for (let row = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++) {
      const x = (area.x + column) * level;
      const y = (area.y + row) * level;
      const dx = (x % 128) - 64 - (y % 31);
      const dy = (y % 96) - 48;
      const star = 20_000 * Math.exp(-(dx * dx + dy * dy) / 40);
      pixels[row * area.width + column] = 500 + (x + y) / 64 + star;
    }
  }
  return Buffer.from(pixels.buffer);
}
