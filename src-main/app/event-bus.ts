import type { ConsoleEvent, EventSource } from '../contract/events.ts';

export interface EventBus extends EventSource {
  publish(event: ConsoleEvent): void;
}

/** Hands each event to every subscriber at once. */
export function createEventBus(): EventBus {
  const listeners = new Set<(event: ConsoleEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
