import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ConsoleError, type FailureReason, toFailure } from '../../contract/errors.ts';
import { createCutCache } from './cut-cache.ts';
import type { PixelCut } from './cut-pixels.ts';
import { type PixelQuery, parsePixelQuery } from './pixel-query.ts';
import type { PixelSource } from './pixel-source.ts';
import type { PlaneSurvey } from './survey-plane.ts';
import { workerEntry } from './worker-entry.ts';
import { createWorkerPool } from './worker-pool.ts';

export interface PixelService {
  /** Answers as the doc comment of `ConsoleServices.pixels` says; 422 for a file that is damaged. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** Has a worker look at the values of a master. Rejects with ConsoleError. */
  survey(path: string): Promise<PlaneSurvey>;
  /** Ends the workers. Safe to call twice. */
  close(): Promise<void>;
}

export interface PixelServiceOptions {
  /**
   * What the pixels of that uid are made from, all of it in the data folder; null where there is no file for it.
   * @param calibration the key of the calibration wanted; rejects with ConsoleError `wrong-state` when it is no longer that
   */
  locate(uid: string, calibration: string | null): Promise<PixelSource | null>;
  /** Most bytes of binned frames kept in memory. */
  readonly cacheBytes?: number;
  readonly workers?: number;
}

/** Eight frames of 61 megapixels at level 4, or many more at level 8. */
const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;

/** Two, where they leave a processor to the page that asks: else a new frame has them, its stars and the camera's process hold up what draws it. */
function workersBesideTheScreen(): number {
  return Math.max(1, Math.min(2, availableParallelism() - 1));
}

/** Serves frames' pixels to viewers. Files are read and binned in worker threads, so the event loop stays free. */
export function createPixelService(options: PixelServiceOptions): PixelService {
  const pool = createWorkerPool(workerEntry(), options.workers ?? workersBesideTheScreen());
  const cache = createCutCache(options.cacheBytes ?? DEFAULT_CACHE_BYTES);
  /** Cuts of whole levels under way: two screens that ask for the same one share it. */
  const underWay = new Map<string, Promise<PixelCut>>();

  const cutFor = async (query: PixelQuery, signal: AbortSignal): Promise<PixelCut> => {
    const { uid, calibration, part } = query;
    const source = await options.locate(uid, calibration);
    if (source === null) {
      throw new ConsoleError('not-found', 'There is no file for that frame.', { facts: { code: 'no-such-frame' } });
    }
    const modified = await modificationTime(source.path);
    if (part.kind === 'line') return pool.cutLine({ source, line: part.line }, signal);
    const { level, binning, region } = part;
    // Tiles and fine levels are large, many, and seldom asked for twice.
    if (region !== null || level < 4) return pool.cut({ source, level, binning, region }, signal);
    const key = [level, binning, modified, uid, calibration ?? 'raw'].join(' ');
    const kept = cache.get(key) ?? underWay.get(key);
    if (kept !== undefined) return kept;
    const cutting = pool.cut({ source, level, binning, region });
    underWay.set(key, cutting);
    try {
      const cut = await cutting;
      cache.set(key, cut);
      return cut;
    } finally {
      underWay.delete(key);
    }
  };

  return {
    handle: async (request) => {
      try {
        if (request.method !== 'GET' && request.method !== 'HEAD') {
          return new Response('Pixels can only be read: use GET.\n', { status: 405, headers: { Allow: 'GET, HEAD' } });
        }
        const cut = await cutFor(parsePixelQuery(new URL(request.url)), request.signal);
        if (cut.pixels.length === 0) {
          throw new ConsoleError(
            'bad-input',
            `That lies outside the frame of ${cut.fullWidth} × ${cut.fullHeight} pixels.`,
            { facts: { code: 'outside-frame', width: cut.fullWidth, height: cut.fullHeight } },
          );
        }
        return respond(cut, request.method === 'HEAD');
      } catch (thrown) {
        const failure = toFailure(thrown);
        const status = STATUS[failure.reason] ?? 500;
        return Response.json(failure, { status, headers: { 'Cache-Control': 'no-store' } });
      }
    },
    survey: (path) => pool.survey(path),
    close: () => pool.close(),
  };
}

const STATUS: Readonly<Partial<Record<FailureReason, number>>> = {
  'bad-input': 400,
  'not-found': 404,
  'wrong-state': 409,
  storage: 422,
  disconnected: 503,
};

async function modificationTime(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (cause) {
    const facts = { code: 'file-away' } as const;
    throw new ConsoleError('not-found', 'The file of that frame is not where it should be.', { facts, cause });
  }
}

function respond(cut: PixelCut, headOnly: boolean): Response {
  return new Response(headOnly ? null : bodyOf(cut.pixels), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(cut.pixels.byteLength),
      // A frame's file never changes once it is there, nor does what a calibration's key stands for.
      'Cache-Control': 'private, max-age=31536000, immutable',
      'X-Width': String(cut.width),
      'X-Height': String(cut.height),
      'X-Full-Width': String(cut.fullWidth),
      'X-Full-Height': String(cut.fullHeight),
      'X-Zero': String(cut.scale.zero),
      'X-Step': String(cut.scale.step),
      'X-Channels': String(cut.channels),
      ...(cut.bayer === null ? {} : { 'X-Bayer': cut.bayer }),
    },
  });
}

const BODY_STEP = 1024 * 1024;

/**
 * Hands the pixels on piece by piece: copying a whole frame of 120 MB in one go would hold up everything else. Each piece
 * is a copy, because whoever reads the body may take its memory away, and the cache still needs it.
 */
function bodyOf(pixels: Uint16Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pixels.buffer.slice(at, at + BODY_STEP);
      at += piece.byteLength;
      controller.enqueue(new Uint8Array(piece));
      if (at >= pixels.byteLength) controller.close();
    },
  });
}
