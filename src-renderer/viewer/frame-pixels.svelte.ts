/** The pixels of the frame in a viewer: the whole frame coarsely at once, finer tiles as the view needs them. */
import { fetchBrightest, fetchPixels, type Level, type PictureName, type PixelBlock } from '../client/pixels.ts';
import { whyItFailed } from '../format/failure-words.ts';
import { type ColourSummaries, summariesOf } from './colour-stretch.ts';
import type { PlacedBlock } from './painter.ts';
import { type PixelSummary, summarise } from './stretch.ts';
import type { TileRequest } from './tiles.ts';

/** 64 tiles of 1024 × 1024 are 128 MiB; the ones longest out of view go first. */
const MOST_TILES = 64;

export interface LoadedFrame {
  readonly picture: PictureName;
  readonly base: PixelBlock;
  /** The brightest pixels, binned as the base is; null until somebody asks for them. */
  readonly brightest: PixelBlock | null;
  readonly summary: PixelSummary;
  /** Of each colour, where they are apart. */
  readonly colours: ColourSummaries | null;
}

export interface PixelValue {
  readonly adu: number;
  /** It is the mean of `level` × `level` pixels. */
  readonly level: Level;
  /** How fine the value is, ADU. */
  readonly step: number;
  /** Set at the ends of the scale: the value is that or beyond. */
  readonly end: 'low' | 'high' | null;
}

export class FramePixels {
  /** The frame that is shown. It stays until the next one is complete enough to take its place. */
  frame = $state.raw<LoadedFrame | null>(null);
  tiles = $state.raw<ReadonlyMap<string, PlacedBlock>>(new Map());
  /** Why the wanted frame cannot be shown. */
  problem = $state<string | null>(null);

  #wanted: PictureName | null = null;
  #loading = new AbortController();
  #onTheWay = new Set<string>();

  /**
   * Shows another frame, with the tiles that it needs in the present view: they come before the frame changes, so that a
   * zoomed-in live view does not flicker from sharp to coarse and back, and together with the whole frame, because on a
   * large screen every frame needs some. `withBrightest` likewise.
   */
  async show(picture: PictureName, visible: readonly TileRequest[], withBrightest: boolean): Promise<void> {
    if (isSame(picture, this.#wanted)) return;
    this.#wanted = picture;
    this.#loading.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#onTheWay.clear();
    try {
      const [base, brightest, ...blocks] = await Promise.all([
        fetchPixels(picture, 8, null, loading.signal),
        withBrightest ? fetchBrightest(picture, 8, loading.signal) : null,
        ...visible.map(({ level, area }) => fetchPixels(picture, level, area, loading.signal)),
      ]);
      if (loading.signal.aborted) return;
      const tiles = new Map(visible.map((request, i) => [request.key, place(request, blocks[i]!)]));
      this.frame = { picture, base, brightest, summary: summarise(base.pixels), colours: summariesOf(base) };
      this.tiles = tiles;
      this.problem = null;
    } catch (thrown) {
      if (loading.signal.aborted) return;
      // Wanted again later (a reconnect, another click), it is tried again.
      this.#wanted = null;
      this.problem = whyItFailed(thrown);
    }
  }

  /** Fetches the tiles that are not there yet; they appear as they come. */
  async need(requests: readonly TileRequest[]): Promise<void> {
    const picture = this.frame?.picture;
    if (picture === undefined || !isSame(picture, this.#wanted)) return;
    const { signal } = this.#loading;
    const missing = requests.filter(({ key }) => !this.tiles.has(key) && !this.#onTheWay.has(key));
    await Promise.all(
      missing.map(async (request) => {
        this.#onTheWay.add(request.key);
        try {
          const block = await fetchPixels(picture, request.level, request.area, signal);
          if (!signal.aborted) this.#keep(request, block);
        } catch {
          // The coarser picture stays; the tile is asked for again when the view moves.
        } finally {
          if (!signal.aborted) this.#onTheWay.delete(request.key);
        }
      }),
    );
  }

  /** Fetches the brightest pixels of the frame, if they are not there yet. */
  async needBrightest(): Promise<void> {
    const { frame } = this;
    if (frame === null || frame.brightest !== null || !isSame(frame.picture, this.#wanted)) return;
    const { signal } = this.#loading;
    try {
      const brightest = await fetchBrightest(frame.picture, 8, signal);
      if (this.frame !== null && isSame(this.frame.picture, frame.picture)) this.frame = { ...this.frame, brightest };
    } catch (thrown) {
      if (!signal.aborted) this.problem = whyItFailed(thrown);
    }
  }

  /** The finest value known of a pixel, and how many pixels it is the mean of. */
  valueAt(x: number, y: number): PixelValue | null {
    const blocks = [...this.tiles.values()];
    if (this.frame !== null) blocks.push({ block: this.frame.base, x: 0, y: 0 });
    let finest: PixelValue | null = null;
    for (const { block, x: left, y: top } of blocks) {
      const column = Math.floor((x - left) / block.level);
      const row = Math.floor((y - top) / block.level);
      if (column < 0 || row < 0 || column >= block.width || row >= block.height) continue;
      if (finest === null || block.level < finest.level) {
        const pixel = valueIn(block, row * block.width + column);
        finest = {
          adu: block.zero + block.step * pixel,
          level: block.level,
          step: block.step,
          end: endOf(block, pixel),
        };
      }
    }
    return finest;
  }

  /** Lets go of all pixels; the next frame is fetched as if it were the first. */
  dispose(): void {
    this.#loading.abort();
    this.#wanted = null;
    this.frame = null;
    this.tiles = new Map();
    this.problem = null;
  }

  #keep(request: TileRequest, block: PixelBlock): void {
    const tiles = new Map(this.tiles);
    tiles.set(request.key, place(request, block));
    for (const key of tiles.keys()) {
      if (tiles.size <= MOST_TILES) break;
      tiles.delete(key);
    }
    this.tiles = tiles;
  }
}

function isSame(picture: PictureName, other: PictureName | null): boolean {
  return picture.uid === other?.uid && picture.calibration === other.calibration && picture.inColour === other.inColour;
}

/** Of colours that are apart their mean over a Bayer pattern, which has two green pixels. */
function valueIn({ pixels, channels }: PixelBlock, at: number): number {
  if (channels === 1) return pixels[at]!;
  return (pixels[3 * at]! + 2 * pixels[3 * at + 1]! + pixels[3 * at + 2]!) / 4;
}

/** A camera's own 0 and 65535 are values like any other. */
function endOf({ zero, step }: PixelBlock, pixel: number): PixelValue['end'] {
  if (zero === 0 && step === 1) return null;
  if (pixel === 0) return 'low';
  return pixel === 65_535 ? 'high' : null;
}

function place({ level, area }: TileRequest, block: PixelBlock): PlacedBlock {
  return { block, x: area.x * level, y: area.y * level };
}
