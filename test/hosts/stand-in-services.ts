import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { Caller, Handlers } from '../../src-main/contract/procedures.ts';
import type { ConsoleServices } from '../../src-main/contract/services.ts';

export interface StandInServices extends ConsoleServices {
  /** Tells every connected screen. */
  emit(event: ConsoleEvent): void;
  readonly subscribers: () => number;
  /** Who called what, in order. */
  readonly calls: { readonly name: string; readonly input: unknown; readonly caller: Caller }[];
  readonly pixelRequests: string[];
  /** What `queue.export` gives. */
  exportText: string;
}

/** Services for tests of the hosts: they remember what reached them, and answer the few calls that the tests make. */
export function createStandInServices(): StandInServices {
  const listeners = new Set<(event: ConsoleEvent) => void>();
  const calls: StandInServices['calls'] = [];
  const pixelRequests: string[] = [];
  const services: StandInServices = {
    handlers: {
      'frames.nights': (input: unknown, caller: Caller) => {
        calls.push({ name: 'frames.nights', input, caller });
        return { nights: [{ night: '2026-11-01', frames: 3 }] };
      },
      'queue.export': () => ({ text: services.exportText }),
    } as unknown as Handlers,
    events: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    pixels: async (request) => {
      pixelRequests.push(new URL(request.url).pathname);
      return new Response(new Uint8Array([1, 2, 3, 4]), { headers: { 'X-Width': '2', 'X-Height': '1' } });
    },
    close: async () => {},
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribers: () => listeners.size,
    calls,
    pixelRequests,
    exportText: '[]',
  };
  return services;
}
