import type { PixelCut } from './cut-pixels.ts';

/** Keeps the pixels used last, up to a number of bytes; what has not been used for longest goes first. */
export interface CutCache {
  get(key: string): PixelCut | undefined;
  /** Cuts larger than the whole cache are not kept. */
  set(key: string, cut: PixelCut): void;
}

export function createCutCache(limitBytes: number): CutCache {
  // A Map lists its keys in the order they were set: the first is the one not used for longest.
  const cuts = new Map<string, PixelCut>();
  let bytes = 0;

  const remove = (key: string) => {
    bytes -= cuts.get(key)?.pixels.byteLength ?? 0;
    cuts.delete(key);
  };

  return {
    get: (key) => {
      const cut = cuts.get(key);
      if (cut === undefined) return undefined;
      cuts.delete(key);
      cuts.set(key, cut);
      return cut;
    },
    set: (key, cut) => {
      if (cut.pixels.byteLength > limitBytes) return;
      remove(key);
      cuts.set(key, cut);
      bytes += cut.pixels.byteLength;
      for (const oldest of cuts.keys()) {
        if (bytes <= limitBytes) break;
        remove(oldest);
      }
    },
  };
}
