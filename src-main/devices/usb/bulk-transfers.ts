/** Reading much, or whatever is left, through a pipe. */
import { UsbFault, type UsbPipes } from './usb-ports.ts';

/**
 * Bytes in the first transfer of a read, and in the largest. An abort waits for the transfer under way, so that a slow
 * device is asked for little at a time; a quick one for twice as much each time, because the gaps between transfers cost it
 * more. Far below the 16 MiB that Linux lets all transfers of all devices have in memory. Multiples of every bulk packet
 * size (64, 512, 1024), because only a transfer's last packet may be short.
 */
const FIRST_PIECE_BYTES = 1 << 20;
const LARGEST_PIECE_BYTES = 1 << 22;
/** A transfer that took no longer than this may be followed by one twice as long, and one that took longer is one too many, ms. */
const QUICK_MS = 100;
const SLOW_MS = 500;
/** Where the system has no memory for that, pieces are halved down to this. */
const SMALLEST_PIECE_BYTES = 1 << 16;
/** No camera in use delivers more slowly: the slowest known, the M25C, takes 14 s for 12 MB. */
const SLOWEST_BYTES_PER_S = 200_000;
/** What a camera may think before it delivers, ms. */
const PATIENCE_MS = 5000;

/** How long a transfer of so many bytes may take, ms. */
export function transferTimeMs(bytes: number): number {
  return PATIENCE_MS + Math.ceil((bytes / SLOWEST_BYTES_PER_S) * 1000);
}

/** How much a device is asked for at a time: what the reads before have shown that it, and the system, can take. */
export interface ReadPace {
  pieceBytes: number;
  largestBytes: number;
}

export function startingPace(): ReadPace {
  return { pieceBytes: FIRST_PIECE_BYTES, largestBytes: LARGEST_PIECE_BYTES };
}

/**
 * A device that is told to drop a frame leaves the transfer under way to its time limit, which is long. So an abort first
 * waits for that transfer to end by itself, for so long at most.
 */
const ABORT_PATIENCE_MS = 1500;

/** What became of a read that did not give all it should. */
export class IncompleteRead extends Error {
  override readonly name = 'IncompleteRead';
  readonly received: number;
  /** The device had ended a transfer early, and nothing came after that: it has no more to give. */
  readonly endedShort: boolean;
  constructor(received: number, endedShort: boolean, cause: UsbFault) {
    super(cause.message, { cause });
    this.received = received;
    this.endedShort = endedShort;
  }
}

/** How a read that gave all it should came to its end. */
export interface ReadEnd {
  /** With a packet that was not full, by which the device says that this was all. Otherwise more may follow. */
  readonly endedShort: boolean;
}

/**
 * Fills `into`. Rejects with the signal's reason when aborted, as soon as the transfer under way has ended or
 * ABORT_PATIENCE_MS later (further reads then wait for it), with an IncompleteRead at a fault, and with a UsbFault `broken`
 * when the device sends more than there is room for.
 * @param pace of this device; changed by what the read shows, and to be given to the next
 */
export async function readInto(
  into: Uint8Array,
  pipes: UsbPipes,
  signal: AbortSignal,
  pace: ReadPace = startingPace(),
): Promise<ReadEnd> {
  const askFrom = (from: number) => {
    const room = Math.min(pace.pieceBytes, into.length - from);
    // Whole packets, so that a device that sends too much is found out.
    const asked = Math.ceil(room / pipes.packetBytes) * pipes.packetBytes;
    return { room, asked, askedAt: performance.now(), answer: pipes.read(asked, transferTimeMs(asked)) };
  };
  let received = 0;
  let endedShort = false;
  signal.throwIfAborted();
  for (let piece = askFrom(0); ; ) {
    const { room, asked, askedAt, answer } = piece;
    let bytes: Uint8Array;
    try {
      bytes = await unlessAborted(answer, signal);
    } catch (thrown) {
      if (!(thrown instanceof UsbFault)) throw thrown;
      // Nothing has been transferred then.
      if (thrown.kind === 'crowded' && pace.pieceBytes > SMALLEST_PIECE_BYTES) {
        pace.pieceBytes /= 2;
        pace.largestBytes = pace.pieceBytes;
        piece = askFrom(received);
        continue;
      }
      throw new IncompleteRead(received, endedShort, thrown);
    }
    if (bytes.length > room) throw new UsbFault('broken', `${bytes.length - room} bytes too many came.`);
    const at = received;
    received += bytes.length;
    endedShort = bytes.length < asked;
    adapt(pace, bytes.length, performance.now() - askedAt);
    const isLast = received === into.length;
    // The bus is not to wait until these bytes are in their place.
    if (!isLast) piece = askFrom(received);
    into.set(bytes, at);
    giveBack(bytes);
    if (isLast) return { endedShort };
  }
}

/** Frees a piece's memory at once: the collector, to which it looks small, would let several frames' worth gather. */
function giveBack({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

function adapt(pace: ReadPace, bytes: number, tookMs: number): void {
  if (tookMs > SLOW_MS && pace.pieceBytes > FIRST_PIECE_BYTES) pace.pieceBytes /= 2;
  else if (tookMs <= QUICK_MS && bytes >= pace.pieceBytes)
    pace.pieceBytes = Math.min(pace.largestBytes, pace.pieceBytes * 2);
}

/** Limits to what is thrown away: nothing may keep a driver busy for ever. */
const DRAIN_PIECE_BYTES = 1 << 14;
const DRAIN_LIMIT_BYTES = 1 << 28;

/** Reads and drops what the device still has to say until it is silent for `silenceMs`. Resolves with the bytes dropped. */
export async function drain(pipes: UsbPipes, silenceMs: number): Promise<number> {
  let dropped = 0;
  while (dropped < DRAIN_LIMIT_BYTES) {
    try {
      dropped += (await pipes.read(DRAIN_PIECE_BYTES, silenceMs)).length;
    } catch (thrown) {
      if (thrown instanceof UsbFault && thrown.kind === 'timeout') return dropped;
      throw thrown;
    }
  }
  throw new UsbFault('broken', 'The device does not stop sending.');
}

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: lostPatience, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => reject(signal.reason), ABORT_PATIENCE_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, lostPatience]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
    signal.throwIfAborted();
  }
}
