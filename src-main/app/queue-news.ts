/** Telling the screens that tasks changed: many changes of one moment in one event. */
import type { StatusCounts } from '../contract/views.ts';
import type { EventBus } from './event-bus.ts';

/** More are not named one by one. */
const MOST_UIDS = 200;

export class QueueNews {
  readonly #bus: EventBus;
  readonly #count: () => StatusCounts;
  /** Null: too many to name. */
  #changed: Set<string> | null = new Set();
  #flush: NodeJS.Immediate | null = null;
  #revision = 1;

  constructor(bus: EventBus, count: () => StatusCounts) {
    this.#bus = bus;
    this.#count = count;
  }

  /** Changes with every change of any task. */
  get revision(): number {
    return this.#revision;
  }

  /** @param uids null when there are too many to name */
  tasksChanged(uids: readonly string[] | null): void {
    this.#revision++;
    if (uids === null || this.#changed === null || this.#changed.size + uids.length > MOST_UIDS) this.#changed = null;
    else for (const uid of uids) this.#changed.add(uid);
    this.#flush ??= setImmediate(() => this.#tell());
  }

  close(): void {
    if (this.#flush !== null) clearImmediate(this.#flush);
  }

  #tell(): void {
    this.#flush = null;
    const changed = this.#changed;
    this.#changed = new Set();
    const counts = this.#count();
    this.#bus.publish({
      type: 'queue',
      revision: this.#revision,
      uids: changed === null ? null : [...changed],
      counts,
      offerSampleNight: offerSampleNight(counts),
    });
  }
}

export function offerSampleNight(counts: StatusCounts): boolean {
  return counts.total === 0;
}
