/**
 * Both ends of the channel between a screen and the console. A host supplies a two-way pipe for text messages; which
 * pipe (WebSocket, Electron's IPC) is its own business.
 */
import { createBirpc } from 'birpc';
import { ConsoleError, type Failure, toFailure } from './errors.ts';
import type { ConsoleEvent, EventSource } from './events.ts';
import { schemaProblem } from './input-fault.ts';
import {
  type Caller,
  type Handlers,
  type ProcedureInput,
  type ProcedureName,
  type ProcedureOutput,
  procedures,
} from './procedures.ts';

/** A two-way pipe for text messages, already open. */
export interface Channel {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

interface ConsoleSide {
  call(name: string, input: unknown): Promise<Outcome>;
}
interface ScreenSide {
  event(event: ConsoleEvent): void;
}

/**
 * Runs one procedure: looks it up, checks the input, calls the handler. Never throws.
 * Unknown names and bad inputs come back as `bad-input` with the fields at fault.
 */
export async function callProcedure(
  handlers: Handlers,
  name: string,
  input: unknown,
  caller: Caller,
): Promise<Outcome> {
  try {
    if (!Object.hasOwn(procedures, name)) throw new ConsoleError('bad-input', `There is no procedure “${name}”.`);
    const key = name as ProcedureName;
    const checked = procedures[key].input.safeParse(input);
    if (!checked.success) {
      const problems = checked.error.issues.map((issue) => schemaProblem(issue.path.join('.'), issue));
      const first = problems[0];
      throw new ConsoleError('bad-input', `${name}: ${first?.field ?? ''}: ${first?.message ?? 'not valid'}`, {
        problems,
      });
    }
    const handler = handlers[key] as (input: unknown, caller: Caller) => unknown;
    return { ok: true, value: await handler(checked.data, caller) };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}

/** A message is a JSON object; anything else is thrown to the channel's error handler before birpc looks into it. */
function readMessage(text: string): object {
  const message: unknown = JSON.parse(text);
  if (message === null || typeof message !== 'object') throw new ConsoleError('bad-input', 'That is not a message.');
  return message;
}

/** Functions that the other side may call, and nothing inherited beside them: birpc looks names up as they come. */
function ownFunctions<Side extends object>(functions: Side): Side {
  return Object.assign(Object.create(null), functions);
}

/** The console's end: answers calls and forwards events. Call the returned function when the pipe has closed. */
export function serveChannel(channel: Channel, handlers: Handlers, events: EventSource, caller: Caller): () => void {
  const rpc = createBirpc<ScreenSide, ConsoleSide>(
    ownFunctions<ConsoleSide>({ call: (name, input) => callProcedure(handlers, name, input, caller) }),
    {
      post: (data: string) => channel.send(data),
      on: (listener) => channel.onMessage(listener),
      serialize: JSON.stringify,
      deserialize: readMessage,
      eventNames: ['event'],
      // A malformed message must not take the console down; the sender simply gets no answer.
      onGeneralError: () => true,
    },
  );
  const unsubscribe = events.subscribe((event) => void rpc.event(event));
  return () => {
    unsubscribe();
    rpc.$close();
  };
}

/** A screen's end of the channel. */
export interface ConsoleClient {
  /** Rejects with a ConsoleError that carries reason, sentence and problems. */
  call<Name extends ProcedureName>(name: Name, input: ProcedureInput<Name>): Promise<ProcedureOutput<Name>>;
  /** Rejects every call still waiting; to be called when the pipe has closed. */
  close(): void;
}

export function connectChannel(channel: Channel, onEvent: (event: ConsoleEvent) => void): ConsoleClient {
  const rpc = createBirpc<ConsoleSide, ScreenSide>(ownFunctions<ScreenSide>({ event: onEvent }), {
    post: (data: string) => channel.send(data),
    on: (listener) => channel.onMessage(listener),
    serialize: JSON.stringify,
    deserialize: readMessage,
    // Imports of 100,000 tasks and moves of a slow wheel take their time; the pipe's closing ends waiting calls.
    timeout: 600_000,
  });
  return {
    async call(name, input) {
      let outcome: Outcome;
      try {
        outcome = await rpc.call(name, input);
      } catch (cause) {
        throw new ConsoleError('disconnected', 'The console did not answer. It is being reached again.', { cause });
      }
      if (outcome.ok) return outcome.value as ProcedureOutput<typeof name>;
      throw ConsoleError.from(outcome.failure);
    },
    close: () => rpc.$close(),
  };
}
