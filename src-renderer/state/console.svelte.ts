/** The screen's copy of the console's state, kept true by events. One per window; pages get it with `useConsole()`. */

import { getContext, setContext } from 'svelte';
import { ConsoleError } from '../../src-main/contract/errors.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../src-main/contract/procedures.ts';
import type { ConsoleState, DeviceView, ExposureView } from '../../src-main/contract/views.ts';
import { type ConsoleConnection, connectConsole, type Link } from '../client/connect-console.ts';
import { inOneLine } from '../language/said.ts';
import { texts } from '../language/texts.ts';
import { applyEvent } from './apply-event.ts';
import { advance, type ClockMark, markFrom, markFromPhase } from './console-clock.ts';
import { Notices } from './notices.svelte.ts';

const CONTEXT = Symbol('console');
const TICK_MS = 100;

export class Console {
  /** Null until the first state has come. */
  state = $state.raw<ConsoleState | null>(null);
  link = $state.raw<Link>({ kind: 'connecting' });
  /** The console's time, ms UTC, moving ten times a second. */
  now = $state(Date.now());
  /** Seconds that have really passed, whole ones, however fast the console's time goes. */
  beat = $state(0);
  readonly notices = new Notices();

  #mark: ClockMark = { consoleMs: Date.now(), localMs: performance.now() };
  #listeners = new Set<(event: ConsoleEvent) => void>();
  #connection: ConsoleConnection;
  #ticker: ReturnType<typeof setInterval>;

  constructor() {
    this.#connection = connectConsole({
      onLink: (link) => {
        this.link = link;
      },
      onState: (state) => {
        this.state = state;
        this.#mark = markFrom(state.clock, performance.now());
        this.#tick();
      },
      onEvent: (event) => this.#onEvent(event),
    });
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
  }

  /** The state, for the components that are shown only once there is one. */
  get known(): ConsoleState {
    if (this.state === null) throw new Error('This part of the screen is shown before the console answered.');
    return this.state;
  }

  get connected(): boolean {
    return this.link.kind === 'open';
  }

  /** The exposure in flight on any instrument. */
  get exposure(): ExposureView | null {
    return exposureOf(this.state?.devices ?? []);
  }

  /** Asks the console; rejects with a ConsoleError. */
  call<Name extends ProcedureName>(name: Name, input: ProcedureInput<Name>): Promise<ProcedureOutput<Name>> {
    return this.#connection.call(name, input);
  }

  /** Asks the console to do something and shows the sentence when it does not; then the result is undefined. */
  async perform<Name extends ProcedureName>(
    name: Name,
    input: ProcedureInput<Name>,
  ): Promise<ProcedureOutput<Name> | undefined> {
    try {
      return await this.call(name, input);
    } catch (thrown) {
      this.report(thrown);
      return undefined;
    }
  }

  /** Shows why something failed, in a notice that stays until it is put away. */
  report(thrown: unknown): void {
    if (thrown instanceof ConsoleError) {
      const { text, original } = texts().failures.failure(thrown);
      const problems = (thrown.problems ?? []).map((problem) => {
        const { row, field } = problem;
        const where = [row === undefined ? '' : texts().parts.rowOf(row), field].filter((part) => part !== '');
        return [...where, inOneLine(texts().failures.problem(problem))].join(': ');
      });
      this.notices.alarm(text, original === null ? problems : [original, ...problems]);
    } else {
      this.notices.alarm(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** As `report`, of what the page asks by itself: that the console does not answer is said by the banner, until it does. */
  reportUnasked(thrown: unknown): void {
    if (!(thrown instanceof ConsoleError && thrown.reason === 'disconnected')) this.report(thrown);
  }

  /** Hears every event after it has been applied to the state. Returns the function that ends it. */
  subscribe(listener: (event: ConsoleEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#ticker);
    this.#connection.close();
  }

  #onEvent(event: ConsoleEvent): void {
    if (this.state === null) return;
    const known = this.exposure;
    this.state = applyEvent(this.state, event);
    if (event.type === 'clock') this.#mark = markFrom(event.clock, performance.now());
    if (event.type === 'device') {
      this.#mark = markFromPhase(event.device.camera?.exposure ?? null, known, performance.now()) ?? this.#mark;
    }
    // Site, filters and instruments come with the state only.
    if (event.type === 'setup') void this.#connection.refresh().catch((thrown) => this.reportUnasked(thrown));
    for (const listener of this.#listeners) listener(event);
  }

  #tick(): void {
    // Without a connection nothing is known of what the console waits for.
    this.#mark = advance(this.#mark, this.connected ? this.state : null, performance.now());
    this.now = this.#mark.consoleMs;
    this.beat = Math.floor(performance.now() / 1000);
  }
}

function exposureOf(devices: readonly DeviceView[]): ExposureView | null {
  for (const device of devices) if (device.camera?.exposure) return device.camera.exposure;
  return null;
}

export function provideConsole(): Console {
  return setContext(CONTEXT, new Console());
}

export function useConsole(): Console {
  return getContext<Console>(CONTEXT);
}
