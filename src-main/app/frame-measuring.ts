/** Measures lights, one at a time and beside everything else, and keeps the stars of those measured last. */
import { join } from 'node:path';
import { ConsoleError } from '../contract/errors.ts';
import type { MeasuredFile } from '../frames/stars/measure-file.ts';
import { createStarService } from '../frames/stars/star-service.ts';
import { mustFindFrame } from '../store/ledger-store.ts';
import type { Store } from '../store/open-store.ts';

/** Frames whose stars are kept: about 2 MB. */
const KEPT = 32;
/** Closing waits this long for what is being measured, ms: the night's last frame is worth as much as any. */
const CLOSING_LIMIT_MS = 5_000;

export class FrameMeasuring {
  readonly #store: Store;
  readonly #service = createStarService();
  readonly #kept = new Map<string, MeasuredFile>();
  readonly #underWay = new Map<string, Promise<MeasuredFile>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The stars of a light, from memory or its file.
   * @throws ConsoleError `not-found` without such a frame, `wrong-state` for one without a safe file or of another type, `storage`
   * for a file that is damaged or gone, `bad-input` for one too small
   */
  async measure(uid: string): Promise<MeasuredFile> {
    const kept = this.#kept.get(uid);
    if (kept !== undefined) return kept;
    const underWay = this.#underWay.get(uid) ?? this.#begin(uid);
    this.#underWay.set(uid, underWay);
    try {
      const measured = await underWay;
      this.#keep(uid, measured);
      return measured;
    } finally {
      this.#underWay.delete(uid);
    }
  }

  #begin(uid: string): Promise<MeasuredFile> {
    const frame = mustFindFrame(this.#store.db, uid);
    if (frame.frameType !== 'light') {
      const message = `The frame is a ${frame.frameType}; only lights have stars to measure.`;
      throw new ConsoleError('wrong-state', message, { facts: { code: 'only-lights', frameType: frame.frameType } });
    }
    if (frame.bytes === null) {
      const facts = { code: 'no-file-yet', state: frame.state } as const;
      throw new ConsoleError('wrong-state', `The frame is ${frame.state}; it has no file yet.`, { facts });
    }
    return this.#service.measure(join(this.#store.dataFolder, frame.path));
  }

  #keep(uid: string, measured: MeasuredFile): void {
    this.#kept.set(uid, measured);
    // A Map lists its keys in the order they were set.
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  /** Resolves once nothing is being measured any more, or after the limit. */
  async close(): Promise<void> {
    const tooLong = new Promise((resolve) => setTimeout(resolve, CLOSING_LIMIT_MS).unref());
    await Promise.race([Promise.allSettled(this.#underWay.values()), tooLong]);
    await this.#service.close();
  }
}
