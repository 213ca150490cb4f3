/** Both ends of the channel between main and an instrument host: what each can call, over the process's IPC with birpc. */
import type { HostFailure, HostOutcome, InstrumentCalls, InstrumentEvent } from './instrument-protocol.ts';
import { DeviceError } from './ports.ts';

/** The host's end. Every exchange carries how far the sender's clock has run ahead, so that the two agree. */
export interface HostEnd {
  call(
    name: keyof InstrumentCalls,
    args: readonly unknown[],
    aheadMs: number,
  ): Promise<{ readonly outcome: HostOutcome<unknown>; readonly aheadMs: number }>;
  /** The heartbeat; answers with the host's `aheadMs`. */
  ping(): Promise<number>;
}

/** Main's end. */
export interface MainEnd {
  event(event: InstrumentEvent): void;
}

/** A process that messages go to: main's child, or the host's own `process`. */
interface MessagePeer {
  readonly connected: boolean;
  send?(message: unknown, done: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** The options that make birpc talk to a process. Calls may take as long as an exposure: whoever waits sets limits. */
export function processChannel(peer: MessagePeer) {
  return {
    post: (message: unknown) =>
      new Promise<void>((resolve, reject) => {
        if (!peer.connected || !peer.send) reject(new Error('The other process is gone.'));
        else peer.send(message, (error) => (error ? reject(error) : resolve()));
      }),
    on: (listener: (message: unknown) => void) => void peer.on('message', listener),
    off: (listener: (message: unknown) => void) => void peer.off('message', listener),
    timeout: -1,
  };
}

/** A thrown value as it crosses the channel. What is not a DeviceError counts as a breach of protocol. */
export function toHostFailure(thrown: unknown): HostFailure {
  if (thrown instanceof DeviceError) {
    const { failure, message, busyWith } = thrown;
    return { ok: false, failure, message, busyWith };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { ok: false, failure: 'protocol', message: `A fault in the instrument's process: ${message}`, busyWith: null };
}
