/**
 * The bench's side door to the virtual observatory, HTTP and JSON on loopback: what is plugged in, faults, and what the
 * sensors really produced. The devices' drivers know nothing of it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { FAULT_KINDS, type OrderedFault } from '../virtual-devices/camera-faults.ts';
import type { WheelTrouble } from '../virtual-devices/starlight-xpress-wheel.ts';
import type { DeviceOrder, VirtualObservatory } from './virtual-observatory.ts';

/** How long the question for devices to attach is held open, ms; clients ask again. */
const HOLD_MS = 20_000;

export interface ControlService {
  readonly port: number;
  close(): Promise<void>;
}

export type Answer = { readonly status?: number; readonly body: unknown };
export type Handler = (request: {
  params: readonly string[];
  query: URLSearchParams;
  body: unknown;
}) => Promise<Answer> | Answer;
/** Method and path, its variable parts as groups; then what answers. */
export type Route = readonly [method: string, path: RegExp, handler: Handler];

/** `port` 0: any free one. */
export async function startControlService(routes: readonly Route[], port: number): Promise<ControlService> {
  const server = createServer((request, response) => void respond(routes, request, response));
  // A client that computes for long must not find its connection closed when it asks again.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function respond(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const send = (status: number, body: unknown) => {
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  };
  try {
    for (const [method, path, handler] of routes) {
      const match = method === request.method ? path.exec(pathname) : null;
      if (!match) continue;
      const body = method === 'POST' ? await json(request).catch(() => ({})) : undefined;
      const answer = await handler({ params: match.slice(1), query: searchParams, body });
      return send(answer.status ?? 200, answer.body);
    }
    send(404, { error: `${request.method} ${pathname} is not served here.` });
  } catch (thrown) {
    send(400, { error: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

export function observatoryRoutes(observatory: VirtualObservatory, now: () => number): readonly Route[] {
  const { bus } = observatory;
  const done: Answer = { body: {} };
  const id = (params: readonly string[]) => params[0]!;
  const lastFrame = (busId: string) => {
    const camera = observatory.camera(busId);
    return {
      frame: camera.lastFrame(),
      faultsHappened: camera.faultsHappened(),
      shutterOpen: camera.shutterIsOpen(),
      refusedCommands: camera.refusedCommands(),
    };
  };

  return [
    ['GET', /^\/devices$/, () => ({ body: observatory.list() })],
    ['POST', /^\/devices$/, ({ body }) => ({ body: { busId: observatory.add(body as DeviceOrder) } })],
    [
      'POST',
      /^\/devices\/([\d-]+)\/remove$/,
      ({ params }) => {
        bus.remove(id(params));
        return done;
      },
    ],
    [
      'POST',
      /^\/devices\/([\d-]+)\/(plug-in|unplug)$/,
      ({ params }) => {
        if (params[1] === 'plug-in') bus.plugIn(id(params));
        else bus.unplug(id(params));
        return done;
      },
    ],
    [
      'POST',
      /^\/devices\/([\d-]+)\/fault$/,
      ({ params, body }) => {
        observatory.camera(id(params)).orderFault(readFault(body));
        return done;
      },
    ],
    [
      'POST',
      /^\/devices\/([\d-]+)\/sky$/,
      ({ params, body }) => {
        observatory.camera(id(params)).setSky(number(body, 'aduPerS'));
        return done;
      },
    ],
    [
      'POST',
      /^\/devices\/([\d-]+)\/speed$/,
      ({ params, body }) => {
        const { bytesPerMs } = body as { bytesPerMs: number | null };
        observatory.camera(id(params)).setSpeed(bytesPerMs ?? Number.POSITIVE_INFINITY);
        return done;
      },
    ],
    ['GET', /^\/devices\/([\d-]+)\/frames$/, ({ params }) => ({ body: observatory.camera(id(params)).frames() })],
    ['GET', /^\/devices\/([\d-]+)\/last-frame$/, ({ params }) => ({ body: lastFrame(id(params)) })],
    [
      'GET',
      /^\/devices\/([\d-]+)\/frames\/(\d+)\/truth$/,
      ({ params, query }) => {
        const read = (name: string) => Number(query.get(name));
        const window = { x: read('x'), y: read('y'), width: read('width'), height: read('height') };
        return { body: observatory.truth(id(params), Number(params[1]), window, read('binning')) };
      },
    ],
    [
      'GET',
      /^\/devices\/([\d-]+)\/wheel$/,
      ({ params }) => {
        const wheel = observatory.wheel(id(params));
        return { body: { position: wheel.position(now()), reports: wheel.reportsSeen() } };
      },
    ],
    [
      'POST',
      /^\/devices\/([\d-]+)\/trouble$/,
      ({ params, body }) => {
        observatory.wheel(id(params)).setTrouble((body as { trouble: WheelTrouble }).trouble);
        return done;
      },
    ],
    // For the loop in the guest that attaches whatever is plugged in: the bus ids as lines, as soon as there are any.
    [
      'GET',
      /^\/unattached$/,
      async () => ({ body: (await unattached(observatory)).map((busId) => `${busId}\n`).join('') }),
    ],
  ];
}

async function unattached({ bus }: VirtualObservatory): Promise<readonly string[]> {
  const waiting = () => {
    return bus
      .sockets()
      .filter(({ pluggedIn, attached }) => pluggedIn && !attached)
      .map(({ busId }) => busId);
  };
  if (waiting().length > 0) return waiting();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      forget();
      resolve(waiting());
    };
    const timer = setTimeout(finish, HOLD_MS);
    const forget = bus.onChange(() => {
      if (waiting().length > 0) finish();
    });
  });
}

function readFault(body: unknown): OrderedFault | null {
  const { fault, once = true } = body as { fault: OrderedFault['fault'] | null; once?: boolean };
  if (fault === null) return null;
  if (!FAULT_KINDS.includes(fault?.kind)) throw new Error(`A fault is one of: ${FAULT_KINDS.join(', ')}.`);
  return { fault, once };
}

function number(body: unknown, name: string): number {
  const value = (body as Record<string, unknown>)[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`“${name}” must be a number.`);
  return value;
}
