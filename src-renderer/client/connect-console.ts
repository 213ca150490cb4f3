/**
 * Keeps this screen connected to its console. After every (re)connect the whole state is asked for and replaces what the
 * screen had, so that a console which restarted under the page is shown as it is now, not as it was.
 */

import { ConsoleError } from '../../src-main/contract/errors.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import { type ConsoleClient, connectChannel } from '../../src-main/contract/rpc.ts';
import type { ConsoleState } from '../../src-main/contract/views.ts';
import { texts } from '../language/texts.ts';
import { backoffMs } from './backoff.ts';
import { openPipe, type Pipe } from './pipe.ts';

export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** `since`: wall clock, ms. */
  | { readonly kind: 'lost'; readonly since: number }
  /** The console answers, but this browser is not let in (its session is unknown or has ended). */
  | { readonly kind: 'locked' };

export interface ScreenListener {
  onLink(link: Link): void;
  /** The whole state, at first and after every reconnect. */
  onState(state: ConsoleState): void;
  onEvent(event: ConsoleEvent): void;
}

export interface ConsoleConnection {
  /** Rejects with a ConsoleError; `disconnected` when the console cannot be reached now. */
  readonly call: ConsoleClient['call'];
  /** Asks for the whole state again. */
  refresh(): Promise<void>;
  close(): void;
}

/** Connects, and reconnects for as long as the page lives. `open` is replaced in tests. */
export function connectConsole(listener: ScreenListener, open: () => Promise<Pipe> = openPipe): ConsoleConnection {
  let client: ConsoleClient | null = null;
  let pipe: Pipe | null = null;
  let closedForGood = false;
  let lostSince: number | null = null;
  /** Events that arrive while a state is on its way; see `refresh`. */
  let held: ConsoleEvent[] | null = null;

  const call: ConsoleClient['call'] = (name, input) => {
    if (client === null) {
      return Promise.reject(new ConsoleError('disconnected', texts().shell.notConnected));
    }
    return client.call(name, input);
  };

  /**
   * An event can overtake the state that was asked for before it. Replaying everything that came in meanwhile, in order,
   * on top of the state always ends at the newest value, because every event carries whole values.
   */
  async function refresh(): Promise<void> {
    held = [];
    try {
      listener.onState(await call('console.state', {}));
    } finally {
      const waiting = held ?? [];
      held = null;
      for (const event of waiting) listener.onEvent(event);
    }
  }

  async function keepConnected(): Promise<void> {
    for (let attempt = 0; !closedForGood; attempt++) {
      try {
        pipe = await open();
        client = connectChannel(pipe.channel, (event) => {
          if (held === null) listener.onEvent(event);
          else held.push(event);
        });
        await Promise.race([refresh(), pipe.closed.then(() => Promise.reject(new Error('closed')))]);
        attempt = 0;
        lostSince = null;
        listener.onLink({ kind: 'open' });
        await pipe.closed;
      } catch {
        // Not reachable now; the banner says so, and the loop goes on.
      }
      pipe?.close();
      client?.close();
      client = null;
      if (closedForGood) return;
      lostSince ??= Date.now();
      listener.onLink((await isLocked()) ? { kind: 'locked' } : { kind: 'lost', since: lostSince });
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
    }
  }

  listener.onLink({ kind: 'connecting' });
  void keepConnected();
  return {
    call,
    refresh,
    close() {
      closedForGood = true;
      pipe?.close();
    },
  };
}

/** A refused WebSocket does not say why; an ordinary request to the same console does. */
async function isLocked(): Promise<boolean> {
  if (typeof location === 'undefined' || !location.protocol.startsWith('http')) return false;
  try {
    const { status } = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return status === 401 || status === 403;
  } catch {
    return false;
  }
}
