/** The night's story: each line into the database, and at once to whoever listens. */
import type { Clock } from '../devices/clock.ts';
import type { LogLine } from '../engine/engine-events.ts';
import { appendLog } from '../store/log-store.ts';
import type { Db } from '../store/open-store.ts';
import { storageFault } from '../store/storage-fault.ts';
import type { EventBus } from './event-bus.ts';

/** Lines kept while the database cannot be written. */
const MOST_WAITING = 1_000;

export class EventLog {
  readonly #db: Db;
  readonly #bus: EventBus;
  readonly #clock: Clock;
  #waiting: Parameters<typeof appendLog>[1][] = [];
  /** Lines that are not in the database yet have ids of their own, below 0. */
  #lastUnsaved = 0;

  constructor(db: Db, bus: EventBus, clock: Clock) {
    this.#db = db;
    this.#bus = bus;
    this.#clock = clock;
  }

  /** A disk that refuses does not silence the alarm that says so: the line is told now and saved when that works again. */
  write({ level, who, what, message, facts, taskUid = null, frameUid = null }: LogLine): void {
    const line = { at: this.#clock.now(), level, who, what, message, facts, taskUid, frameUid };
    this.#bus.publish({ type: 'log', entry: this.#save(line) });
  }

  #save(line: Parameters<typeof appendLog>[1]) {
    try {
      for (; this.#waiting.length > 0; this.#waiting.shift()) appendLog(this.#db, this.#waiting[0]!);
      return appendLog(this.#db, line);
    } catch (thrown) {
      if (storageFault(thrown) === null) throw thrown;
      this.#waiting = [...this.#waiting, line].slice(-MOST_WAITING);
      return { ...line, at: new Date(line.at).toISOString(), id: --this.#lastUnsaved };
    }
  }
}
