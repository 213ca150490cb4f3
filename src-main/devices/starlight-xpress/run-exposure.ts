/** Leads a camera through the steps of an exposure. */
import type { Clock } from '../clock.ts';
import { DeviceError } from '../ports.ts';
import { drain, IncompleteRead, type ReadEnd, type ReadPace, readInto } from '../usb/bulk-transfers.ts';
import type { DeviceLink } from '../usb/device-link.ts';
import { UsbFault, type UsbPipes } from '../usb/usb-ports.ts';
import { REPLY_BYTES, shutterCommand } from './camera-protocol.ts';
import { ask, calm, tell } from './conversation.ts';
import type { ExposureMark, ExposurePlan } from './exposure-plan.ts';

export interface ExposureSurroundings {
  readonly link: DeviceLink;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pace: ReadPace;
  /** Where the bytes of all reads go; whatever is in it is overwritten. */
  memoryFor(bytes: number): Uint8Array;
  /** From now on nobody else may ask the camera anything. */
  onQuiet(): void;
  onShutter(open: boolean): void;
  onReading(): void;
}

export interface ExposureResult {
  /** The bytes of all reads, in their order. */
  readonly raw: Uint8Array;
  /** UTC ms. */
  readonly startedAt: number;
  /** As it was, s. */
  readonly exposureS: number;
  /** From each read's command to its last byte, ms. */
  readonly readMs: readonly number[];
}

/** How often a camera is looked for on the bus while it exposes, ms. */
const LOOK_EVERY_MS = 1000;
/** How long a camera gets to say more than it should have, ms. */
const AFTERTHOUGHT_MS = 50;

/**
 * Rejects with a DeviceError or the signal's reason. The camera then is wherever it was: the caller brings it to rest.
 */
export async function runExposure(plan: ExposurePlan, surroundings: ExposureSurroundings): Promise<ExposureResult> {
  const { link, clock, signal } = surroundings;
  const raw = surroundings.memoryFor(
    plan.steps.reduce((sum, step) => sum + (step.kind === 'read' ? step.bytes : 0), 0),
  );
  const marks: (ExposureMark & { readonly at: number })[] = [];
  const readMs: number[] = [];
  let startedAt = 0;
  let sentAt = 0;
  let toldAt = 0;
  let mayGoOn = false;
  let repeated = false;

  let opening: number | null = null;
  /** As the link's, of the connection that the exposure began on: a camera that was away meanwhile has lost it, though it answers again. */
  const use: DeviceLink['use'] = (work) =>
    link.use(async (pipes) => {
      opening ??= link.openings;
      if (link.openings !== opening) throw new UsbFault('gone', 'It was away during the exposure.');
      return work(pipes);
    });

  const setMark = (mark: ExposureMark | undefined) => {
    if (!mark) return;
    if (marks.length === 0) startedAt = clock.now();
    marks.push({ ...mark, at: clock.monotonic() });
  };
  const beginOf = (field: number) => {
    return marks.find(({ edge, fields }) => edge === 'begin' && (fields & field) !== 0)!.at;
  };
  const waitUntil = async (until: number) => {
    for (;;) {
      const left = until - clock.monotonic();
      if (left <= 0) return;
      await clock.sleep(Math.min(left, LOOK_EVERY_MS), signal);
      if (left <= LOOK_EVERY_MS) continue;
      await link.requirePresence();
      await use(async () => {});
    }
  };

  for (const step of plan.steps) {
    signal.throwIfAborted();
    switch (step.kind) {
      case 'tell': {
        sentAt = clock.monotonic();
        // A read that was understood though its confirmation got lost must not be sent twice: the frame would be gone.
        const sent = await use((pipes) => tell(pipes, step.command, { mayRepeat: step.mark?.edge !== 'end' }));
        repeated ||= sent > 1;
        setMark(step.mark);
        toldAt = clock.monotonic();
        break;
      }
      case 'shutter':
        await use((pipes) => ask(pipes, shutterCommand(step.open), REPLY_BYTES.shutter, () => {}));
        setMark(step.mark);
        surroundings.onShutter(step.open);
        break;
      case 'wait':
        await waitUntil(beginOf(step.field) + step.untilMs);
        break;
      case 'wait-for-camera':
        await waitUntil(sentAt + step.untilMs);
        break;
      case 'pause':
        await clock.sleep(step.ms, signal);
        break;
      case 'quiet':
        surroundings.onQuiet();
        break;
      case 'reading':
        surroundings.onReading();
        break;
      case 'read': {
        const into = raw.subarray(step.offset, step.offset + step.bytes);
        mayGoOn = await use(async (pipes) => {
          const { endedShort } = await readAll(into, pipes, surroundings);
          return !endedShort || into.length <= pipes.packetBytes;
        });
        readMs.push(clock.monotonic() - toldAt);
        break;
      }
    }
  }
  // A last packet that is not full is the camera's word that this was all: an old answer before the frame would have moved
  // its end, unless it was as long as the frame.
  if (mayGoOn) await use((pipes) => refuseAfterthought(pipes, link.name));
  // A camera that obeyed twice has another frame to come, which must not be taken for the next.
  if (repeated) await use(calm);
  return { raw, startedAt, exposureS: plan.timedByCameraS ?? measured(marks), readMs };
}

/** Mean over the fields of how long each was exposed, s, to a tenth of a millisecond. */
function measured(marks: readonly (ExposureMark & { readonly at: number })[]): number {
  const begins = marks.filter(({ edge }) => edge === 'begin');
  const spans = begins.map(({ fields, at }) => {
    const end = marks.find((mark) => mark.edge === 'end' && (mark.fields & fields) !== 0)!;
    return end.at - at;
  });
  const meanMs = spans.reduce((sum, span) => sum + span, 0) / spans.length;
  return Math.round(meanMs * 10) / 10_000;
}

async function readAll(into: Uint8Array, pipes: UsbPipes, surroundings: ExposureSurroundings): Promise<ReadEnd> {
  const { signal, pace, link } = surroundings;
  try {
    return await readInto(into, pipes, signal, pace);
  } catch (thrown) {
    if (!(thrown instanceof IncompleteRead)) throw thrown;
    if (!thrown.endedShort) throw thrown.cause;
    throw new DeviceError(
      'short-frame',
      `${link.name} delivered ${thrown.received} of ${into.length} bytes. The frame is dropped and can be taken again.`,
    );
  }
}

/** A frame that is followed by more than was asked for may have begun with what was not its own. */
async function refuseAfterthought(pipes: UsbPipes, name: string): Promise<void> {
  const bytes = await drain(pipes, AFTERTHOUGHT_MS);
  if (bytes === 0) return;
  throw new DeviceError(
    'protocol',
    `${name} delivered ${bytes} bytes more than its frame has. The frame is dropped and can be taken again.`,
  );
}
