import { expect, test, vi } from 'vitest';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { Handlers } from '../../src-main/contract/procedures.ts';
import { type Channel, serveChannel } from '../../src-main/contract/rpc.ts';
import type { ConsoleState } from '../../src-main/contract/views.ts';
import { backoffMs } from '../../src-renderer/client/backoff.ts';
import { connectConsole, type Link } from '../../src-renderer/client/connect-console.ts';
import type { Pipe } from '../../src-renderer/client/pipe.ts';
import { STATE } from './sample-state.ts';

/** A console at the other end of pipes made in memory. */
function fakeConsole(answerState: () => Promise<ConsoleState>) {
  let isUp = true;
  const listeners = new Set<(event: ConsoleEvent) => void>();
  const closers = new Set<() => void>();
  const handlers = { 'console.state': answerState } as unknown as Handlers;

  function open(): Promise<Pipe> {
    if (!isUp) return Promise.reject(new Error('refused'));
    const toScreen: ((text: string) => void)[] = [];
    const toConsole: ((text: string) => void)[] = [];
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    const end = (mine: typeof toScreen, other: typeof toScreen): Channel => ({
      send: (text) => queueMicrotask(() => other.forEach((listener) => void listener(text))),
      onMessage: (listener) => void mine.push(listener),
    });
    serveChannel(
      end(toConsole, toScreen),
      handlers,
      {
        subscribe: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      { who: 'observer' },
    );
    closers.add(close);
    return Promise.resolve({ channel: end(toScreen, toConsole), closed, close });
  }

  return {
    open,
    emit: (event: ConsoleEvent) => {
      for (const listener of listeners) listener(event);
    },
    goDown: () => {
      isUp = false;
      listeners.clear();
      for (const close of closers) close();
    },
    comeUp: () => {
      isUp = true;
    },
  };
}

const at = (speed: number): ConsoleState => ({ ...STATE, clock: { ...STATE.clock, speed } });

test('after a restart of the console the screen has the new whole state, not the old one', async () => {
  let speed = 1;
  const console = fakeConsole(() => Promise.resolve(at(speed)));
  const states: number[] = [];
  const links: Link['kind'][] = [];
  const connection = connectConsole(
    {
      onLink: ({ kind }) => links.push(kind),
      onState: (state) => states.push(state.clock.speed),
      onEvent: () => {},
    },
    console.open,
  );
  await vi.waitFor(() => expect(links).toEqual(['connecting', 'open']));
  console.goDown();
  await vi.waitFor(() => expect(links).toContain('lost'));
  await expect(connection.call('console.state', {})).rejects.toMatchObject({ reason: 'disconnected' });
  speed = 60;
  console.comeUp();
  await vi.waitFor(() => expect(links.at(-1)).toBe('open'), 5000);
  expect(states).toEqual([1, 60]);
  connection.close();
});

test('an event that overtakes the state asked for is not lost under it', async () => {
  const { promise: answer, resolve } = Promise.withResolvers<ConsoleState>();
  const { promise: asked, resolve: setAsked } = Promise.withResolvers<void>();
  const console = fakeConsole(() => {
    setAsked();
    return answer;
  });
  const seen: string[] = [];
  const connection = connectConsole(
    {
      onLink: () => {},
      onState: () => seen.push('state'),
      onEvent: ({ type }) => seen.push(type),
    },
    console.open,
  );
  await asked;
  console.emit({ type: 'clock', clock: at(60).clock });
  // The event is at the screen before the answer is even given.
  await new Promise((done) => setTimeout(done, 20));
  expect(seen).toEqual([]);
  resolve(at(1));
  await vi.waitFor(() => expect(seen).toEqual(['state', 'clock']));
  connection.close();
});

test('a console that is away is asked often at first, then every five seconds', () => {
  expect([0, 1, 2, 3].map(backoffMs)).toEqual([250, 500, 1000, 2000]);
  expect(backoffMs(1000)).toBe(5000);
});
