import { mkdtempSync, readFileSync, rmSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPixelService, type PixelService } from '../../src-main/frames/pixels/pixel-service.ts';
import { workerEntry } from '../../src-main/frames/pixels/worker-entry.ts';
import { createWorkerPool } from '../../src-main/frames/pixels/worker-pool.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import { FRAME_UID } from './a-frame.ts';

const width = 67;
const height = 45;
const pixels = Uint16Array.from({ length: width * height }, (_, i) => (i * 40_503) & 0xffff);

let folder: string;
let service: PixelService;
const files = new Map<string, string>();
const sourceOf = (uid: string) => ({ kind: 'frame', path: files.get(uid)! }) as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-pixels-'));
  files.set(FRAME_UID, await addFrame('frame.fits'));
  service = createPixelService({ locate: async (uid) => (files.has(uid) ? sourceOf(uid) : null) });
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function addFrame(name: string) {
  return (await saveFrame({ folder, name, cards: [], width, height, pixels })).path;
}
const ask = (address: string, init?: RequestInit) => service.handle(new Request(`http://127.0.0.1${address}`, init));
const askFrame = (query: string) => ask(`/pixels/${FRAME_UID}?${query}`);
const shapeOf = (response: Response) =>
  ['X-Width', 'X-Height', 'X-Full-Width', 'X-Full-Height'].map((name) => Number(response.headers.get(name)));
const pixelsOf = async (response: Response) => [...new Uint16Array(await response.arrayBuffer())];

/** By the book: the rounded mean of each level × level group, the last ones of a row or column smaller. */
function binned(level: number, region: { x: number; y: number; w: number; h: number }) {
  const [levelWidth, levelHeight] = [Math.ceil(width / level), Math.ceil(height / level)];
  const values: number[] = [];
  for (let y = region.y; y < Math.min(region.y + region.h, levelHeight); y++) {
    for (let x = region.x; x < Math.min(region.x + region.w, levelWidth); x++) {
      let [sum, count] = [0, 0];
      for (let row = y * level; row < Math.min((y + 1) * level, height); row++) {
        for (let column = x * level; column < Math.min((x + 1) * level, width); column++, count++) {
          sum += pixels[row * width + column]!;
        }
      }
      values.push(Math.round(sum / count));
    }
  }
  return values;
}
const everything = { x: 0, y: 0, w: width, h: height };

describe('asking for a frame’s pixels', () => {
  it.each([8, 4, 2, 1])('gives the whole frame at level %d', async (level) => {
    const response = await askFrame(`level=${level}`);
    expect(response.status).toBe(200);
    expect(shapeOf(response)).toEqual([Math.ceil(width / level), Math.ceil(height / level), width, height]);
    expect(response.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(await pixelsOf(response)).toEqual(binned(level, everything));
    // A second time, perhaps from memory, the same.
    expect(await pixelsOf(await askFrame(`level=${level}`))).toEqual(binned(level, everything));
  });

  describe('of a colour sensor', () => {
    const COLOUR_UID = '0b51a5de-77a1-4c52-8a3d-2f2d7c1e9a10';
    /** Red 1000, green 2000, blue 3000, in a sub-frame that begins on an odd column: G R / B G. */
    const LEVELS = [2000, 1000, 3000, 2000];
    const mosaic = Uint16Array.from(
      { length: width * height },
      (_, i) => LEVELS[2 * (Math.floor(i / width) & 1) + ((i % width) & 1)]!,
    );
    const askColour = (query: string) => ask(`/pixels/${COLOUR_UID}?${query}`);
    beforeAll(async () => {
      const cards = [
        { keyword: 'BAYERPAT', value: 'RGGB', comment: '' },
        { keyword: 'XBAYROFF', value: 1, comment: '' },
      ];
      const saved = await saveFrame({ folder, name: 'colour.fits', cards, width, height, pixels: mosaic });
      files.set(COLOUR_UID, saved.path);
    });

    it.each([8, 4, 2])('keeps the colours apart at level %d, as they are', async (level) => {
      const response = await askColour(`level=${level}&bin=colour`);
      expect(response.headers.get('X-Channels')).toBe('3');
      expect(response.headers.get('X-Bayer')).toBe('GRBG');
      const [columns, rows] = shapeOf(response) as [number, number];
      const values = await pixelsOf(response);
      expect(values).toHaveLength(3 * columns * rows);
      // All but the last row and column, whose cells may lack a colour.
      for (let y = 0; y < rows - 1; y++) {
        for (let x = 0; x < columns - 1; x++) {
          const at = 3 * (y * columns + x);
          expect(values.slice(at, at + 3)).toEqual([1000, 2000, 3000]);
        }
      }
      const tile = await askColour(`level=${level}&bin=colour&x=1&y=2&w=2&h=1`);
      expect(await pixelsOf(tile)).toEqual([1000, 2000, 3000, 1000, 2000, 3000]);
    });

    it('gives the mosaic as it is at level 1, grey when no colours are wanted, and grey of a mono frame', async () => {
      const whole = await askColour('level=1&bin=colour');
      expect([whole.headers.get('X-Channels'), whole.headers.get('X-Bayer')]).toEqual(['1', 'GRBG']);
      expect(await pixelsOf(whole)).toEqual([...mosaic]);
      expect((await pixelsOf(await askColour('level=2')))[0]).toBe(2000);
      const mono = await askFrame('level=8&bin=colour');
      expect([mono.headers.get('X-Channels'), mono.headers.get('X-Bayer')]).toEqual(['1', null]);
      expect(await pixelsOf(mono)).toEqual(binned(8, everything));
    });
  });

  it.each([8, 4, 2, 1])('gives the brightest of each group of pixels at level %d', async (level) => {
    const brightest: number[] = [];
    for (let y = 0; y < height; y += level) {
      for (let x = 0; x < width; x += level) {
        let most = 0;
        for (let row = y; row < Math.min(y + level, height); row++) {
          for (let column = x; column < Math.min(x + level, width); column++) {
            most = Math.max(most, pixels[row * width + column]!);
          }
        }
        brightest.push(most);
      }
    }
    expect(await pixelsOf(await askFrame(`level=${level}&bin=brightest`))).toEqual(brightest);
    expect(await pixelsOf(await askFrame(`level=${level}&bin=mean`))).toEqual(binned(level, everything));
  });

  it('gives every pixel along any line, from its beginning to its end', async () => {
    const place = fc.record({ x: fc.nat(width - 1), y: fc.nat(height - 1) });
    await fc.assert(
      fc.asyncProperty(place, place, async (from, to) => {
        const response = await askFrame(`line=${from.x},${from.y},${to.x},${to.y}`);
        const along = await pixelsOf(response);
        const longer = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
        expect(shapeOf(response)).toEqual([longer + 1, 1, width, height]);
        for (const [step, value] of along.entries()) {
          // On the longer side a pixel each; on the other side the one nearest to the line, or either of two that are as near.
          const x = from.x + ((to.x - from.x) * step) / Math.max(1, longer);
          const y = from.y + ((to.y - from.y) * step) / Math.max(1, longer);
          const nearest = (at: number) => [Math.round(at - 1e-9), Math.round(at + 1e-9)];
          const pixelsThere = nearest(y).flatMap((row) => nearest(x).map((column) => pixels[row * width + column]));
          expect(pixelsThere).toContain(value);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives any tile at any level, cut off at the frame’s edge', async () => {
    const tile = fc.record({
      level: fc.constantFrom(1, 2, 4, 8),
      x: fc.nat(5),
      y: fc.nat(5),
      w: fc.integer({ min: 1, max: 80 }),
      h: fc.integer({ min: 1, max: 80 }),
    });
    await fc.assert(
      fc.asyncProperty(tile, async ({ level, x, y, w, h }) => {
        const response = await askFrame(`level=${level}&x=${x}&y=${y}&w=${w}&h=${h}`);
        expect(await pixelsOf(response)).toEqual(binned(level, { x, y, w, h }));
        expect(shapeOf(response).slice(0, 2)).toEqual([
          Math.min(w, Math.ceil(width / level) - x),
          Math.min(h, Math.ceil(height / level) - y),
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it('answers HEAD with the shape alone', async () => {
    const response = await ask(`/pixels/${FRAME_UID}?level=8`, { method: 'HEAD' });
    expect([response.status, ...shapeOf(response)]).toEqual([200, 9, 6, width, height]);
    expect(await pixelsOf(response)).toEqual([]);
  });

  it('is served under any scheme and to many at once', async () => {
    const requests = Array.from({ length: 20 }, () => new Request(`warmroom://console/pixels/${FRAME_UID}?level=4`));
    for (const response of await Promise.all(requests.map((request) => service.handle(request)))) {
      expect(await pixelsOf(response)).toEqual(binned(4, everything));
    }
  });

  it('holds a frame of many megabytes', async () => {
    const [wide, high] = [3001, 2003];
    const large = Uint16Array.from({ length: wide * high }, (_, i) => i % 65_521);
    const saved = await saveFrame({ folder, name: 'large.fits', cards: [], width: wide, height: high, pixels: large });
    const uid = crypto.randomUUID();
    files.set(uid, saved.path);
    const whole = new Uint16Array(await (await ask(`/pixels/${uid}?level=1`)).arrayBuffer());
    expect(whole).toEqual(large);
    const response = await ask(`/pixels/${uid}?level=8&x=375&y=250&w=5&h=5`);
    // The last column of level 8 is one pixel wide, the last row three pixels high.
    expect(await pixelsOf(response)).toEqual([
      Math.round((large[2000 * wide + 3000]! + large[2001 * wide + 3000]! + large[2002 * wide + 3000]!) / 3),
    ]);
  });
});

describe('asking for nonsense', () => {
  it.each<[string, string, object?]>([
    ['no level', `/pixels/${FRAME_UID}`],
    ['a level that there is not', `/pixels/${FRAME_UID}?level=3`],
    ['a way of binning that there is not', `/pixels/${FRAME_UID}?level=8&bin=sum`],
    ['a line without an end', `/pixels/${FRAME_UID}?line=1,2,3`],
    ['a line that leaves the frame', `/pixels/${FRAME_UID}?line=0,0,500,2`],
    ['two levels', `/pixels/${FRAME_UID}?level=8&level=4`],
    ['half a tile', `/pixels/${FRAME_UID}?level=1&x=0&y=0`],
    ['a negative place', `/pixels/${FRAME_UID}?level=1&x=-1&y=0&w=1&h=1`],
    ['a fraction', `/pixels/${FRAME_UID}?level=1&x=0.5&y=0&w=1&h=1`],
    ['an empty tile', `/pixels/${FRAME_UID}?level=1&x=0&y=0&w=0&h=1`],
    [
      'a tile outside the frame',
      `/pixels/${FRAME_UID}?level=1&x=${width}&y=0&w=1&h=1`,
      { facts: { code: 'outside-frame', width, height } },
    ],
    ['a path for a uid', '/pixels/..%2F..%2Fetc%2Fpasswd?level=1'],
    ['a uid with more behind it', `/pixels/${FRAME_UID}/../secret?level=1`],
    ['nothing', '/pixels/?level=1'],
  ])('%s is answered with 400 and a sentence', async (_, address, more = {}) => {
    const response = await ask(address);
    expect(response.status).toBe(400);
    const sentence = expect.stringMatching(/\.$/);
    expect(await response.json()).toMatchObject({ reason: 'bad-input', message: sentence, ...more });
  });

  it('writing is not allowed', async () => {
    expect((await ask(`/pixels/${FRAME_UID}?level=1`, { method: 'POST' })).status).toBe(405);
  });

  it('a frame or file that is not there is answered with 404', async () => {
    expect((await ask(`/pixels/${crypto.randomUUID()}?level=1`)).status).toBe(404);
    const uid = crypto.randomUUID();
    files.set(uid, join(folder, 'gone.fits'));
    expect((await ask(`/pixels/${uid}?level=1`)).status).toBe(404);
  });

  it('a file that changed is read anew, and one that went away is not served from memory', async () => {
    const uid = crypto.randomUUID();
    const path = await addFrame('changing.fits');
    files.set(uid, path);
    expect((await ask(`/pixels/${uid}?level=8`)).status).toBe(200);
    truncateSync(path, 5000);
    utimesSync(path, 1, 1);
    expect((await ask(`/pixels/${uid}?level=8`)).status).toBe(422);
    unlinkSync(path);
    expect((await ask(`/pixels/${uid}?level=8`)).status).toBe(404);
  });
});

describe('a damaged file', () => {
  const header = (bytes: Buffer, from: string, to: string) =>
    Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

  it.each<[string, (bytes: Buffer) => Buffer, RegExp, string]>([
    ['cut short in its pixels', (bytes) => bytes.subarray(0, 2880 + 100), /damaged/, 'truncated'],
    ['cut short in its header', (bytes) => bytes.subarray(0, 500), /ends within its header/, 'no-end'],
    ['that is empty', () => Buffer.alloc(0), /not a FITS file/, 'not-fits'],
    ['that is something else', () => Buffer.from('%PDF-1.7 '.repeat(1000)), /not a FITS file/, 'not-fits'],
    [
      'without an END',
      (bytes) => header(bytes, `END${' '.repeat(77)}`, ' '.repeat(80)),
      /printable ASCII|ends within/,
      'bad-card',
    ],
    [
      'with a broken card',
      (bytes) => header(bytes, '=                   16', '=              sixteen'),
      /BITPIX/,
      'bad-card',
    ],
    [
      'of another kind of pixels',
      (bytes) => header(bytes, '=                   16', '=                  -32'),
      /16-bit/,
      'unsupported',
    ],
    [
      'of no pixels',
      (bytes) => header(bytes, 'NAXIS1  =                   67', 'NAXIS1  =                    0'),
      /no pixels/,
      'unsupported',
    ],
  ])('%s is answered with 422 and what is wrong', async (name, damage, sentence, code) => {
    const uid = crypto.randomUUID();
    const path = join(folder, `${name}.fits`);
    writeFileSync(path, damage(readFileSync(files.get(FRAME_UID)!)));
    files.set(uid, path);
    const response = await ask(`/pixels/${uid}?level=8`);
    expect(response.status).toBe(422);
    const failure = await response.json();
    expect(failure).toMatchObject({ reason: 'storage', facts: { code } });
    expect(failure.message).toMatch(sentence);
  });
});

describe('the pixel workers', () => {
  it('are replaced when one dies, and only its own request fails', async () => {
    const entry = join(folder, 'fragile-worker.mjs');
    writeFileSync(
      entry,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', ({ source }) => {
         if (source.path === 'die') process.exit(3);
         const pixels = new Uint16Array(1);
         parentPort.postMessage({ ok: true, value: { width: 1, height: 1, fullWidth: 1, fullHeight: 1, pixels } });
       });`,
    );
    const pool = createWorkerPool(pathToFileURL(entry), 1);
    const cut = (path: string) =>
      pool.cut({ source: { kind: 'frame', path }, level: 1, binning: 'mean', region: null });
    const results = await Promise.allSettled([cut('fine'), cut('die'), cut('fine')]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await pool.close();
    await expect(cut('fine')).rejects.toMatchObject({ reason: 'disconnected' });
  });

  it('do not begin what nobody waits for any more', async () => {
    const pool = createWorkerPool(workerEntry(), 1);
    const gone = new AbortController();
    const request = { source: sourceOf(FRAME_UID), level: 8 as const, binning: 'mean' as const, region: null };
    const first = pool.cut(request);
    const second = pool.cut(request, gone.signal);
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect((await first).pixels.length).toBe(54);
    await pool.close();
  });

  it('are found in a bundle, whether this code is in its main file or in a shared chunk', () => {
    writeFileSync(join(folder, 'pixel-worker.js'), '');
    const worker = pathToFileURL(join(folder, 'pixel-worker.js')).href;
    const bundle = pathToFileURL(join(folder, 'electron.js')).href;
    const chunk = pathToFileURL(join(folder, 'chunks', 'open-console-a1b2.js')).href;
    expect([workerEntry(bundle).href, workerEntry(chunk).href]).toEqual([worker, worker]);
  });
});
