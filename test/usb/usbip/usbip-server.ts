/** Serves a bus of virtual devices to USB/IP clients (`usbip list`, `usbip attach`), on this machine's loopback only. */
import { createServer, type Server, type Socket } from 'node:net';
import type { Bus } from './bus.ts';
import { formatDeviceList, formatImport, parseOperation, parseRequest, UsbipError } from './messages.ts';
import { createUrbQueue, type Progress } from './urb-queue.ts';

/** The port that usbip uses unless told otherwise. */
export const USBIP_PORT = 3240;

export interface UsbipServer {
  readonly port: number;
  close(): Promise<void>;
}

/** `port` 0: any free one. `now`: monotonic ms, the devices' time. */
export async function startUsbipServer(bus: Bus, options: { port: number; now: () => number }): Promise<UsbipServer> {
  const connections = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    // A client that goes away takes nothing of ours with it.
    socket.on('error', () => socket.destroy());
    serve(bus, socket, options.now);
  });
  const port = await listen(server, options.port);
  return {
    port,
    close() {
      for (const socket of connections) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** One connection: an operation, then URBs for as long as the device stays attached. */
function serve(bus: Bus, socket: Socket, now: () => number): void {
  let unread: Buffer = Buffer.alloc(0);
  let consume: (bytes: Buffer) => number = operate;

  socket.on('data', (chunk) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    try {
      for (let used = consume(unread); used > 0 && !socket.destroyed; used = consume(unread))
        unread = unread.subarray(used);
    } catch (thrown) {
      if (!(thrown instanceof UsbipError)) throw thrown;
      socket.destroy();
    }
  });

  function operate(bytes: Buffer): number {
    const parsed = parseOperation(bytes);
    if (parsed === null) return 0;
    if (parsed.message.kind === 'list') {
      socket.end(formatDeviceList(bus.exported()));
      return parsed.bytes;
    }
    const { busId } = parsed.message;
    const attached = bus.attach(busId, () => socket.destroy());
    socket.write(formatImport(attached?.exported ?? null));
    if (attached === null) {
      socket.end();
      return parsed.bytes;
    }
    socket.on('close', attached.release);
    consume = carryUrbs(attached.device, busId);
    return parsed.bytes;
  }

  function carryUrbs(device: Parameters<typeof createUrbQueue>[0], busId: string): (bytes: Buffer) => number {
    const queue = createUrbQueue(device);
    let timer: NodeJS.Timeout | undefined;
    const act = ({ replies, nextMs, gone }: Progress) => {
      clearTimeout(timer);
      socket.cork();
      for (const reply of replies) socket.write(reply);
      socket.uncork();
      if (gone) bus.unplug(busId);
      else if (nextMs !== null) timer = setTimeout(() => act(queue.advance(now())), Math.max(0, nextMs - now()));
    };
    socket.on('close', () => clearTimeout(timer));
    return (bytes) => {
      const parsed = parseRequest(bytes);
      if (parsed === null) return 0;
      act(queue.handle(parsed.message, now()));
      return parsed.bytes;
    };
  }
}
