/**
 * The ways in which simulated devices can be told to misbehave, as real ones do. Counted faults strike the next
 * `frames` or `moves` and then pass; 0 means until cleared. The others last until cleared.
 */
import { z } from 'zod';
import { DeviceError, type InjectedFault } from '../ports.ts';

const count = z.int().min(0).default(1);
const flag = z.union([z.literal(0), z.literal(1)]);

const lost = {
  kind: z.literal('lost'),
  /** Seconds from now until it goes, and how long it stays away; 0 = until cleared. */
  afterS: z.number().min(0).default(0),
  forS: z.number().min(0).default(0),
};

const faultSchema = z.union([
  z.discriminatedUnion('kind', [
    /** The readout never ends; an abort frees the camera. */
    z.object({ device: z.literal('camera'), kind: z.literal('stalled-readout'), frames: count }).strict(),
    /** The camera is gone from the bus: every call fails. */
    z.object({ device: z.literal('camera'), ...lost }).strict(),
    /** The camera delivers only this share of the pixels. */
    z
      .object({
        device: z.literal('camera'),
        kind: z.literal('short-frame'),
        frames: count,
        fraction: z.number().min(0).max(0.999).default(0.4),
      })
      .strict(),
    /** The sensor stays this many degrees short of the set point. */
    z
      .object({ device: z.literal('camera'), kind: z.literal('cooler-short'), byC: z.number().min(0).default(3) })
      .strict(),
    /** The shutter stays as it is, open (1) or closed (0); `noticed` 1: the camera has a sensor for it and says so. */
    z
      .object({
        device: z.literal('camera'),
        kind: z.literal('shutter-stuck'),
        open: flag.default(0),
        noticed: flag.default(0),
      })
      .strict(),
    /** Only this share of the light arrives, sky's or panel's: clouds, dew, a panel turned down, or up. */
    z
      .object({ device: z.literal('camera'), kind: z.literal('dimmed'), frames: count, to: z.number().min(0).max(10) })
      .strict(),
    /** The process that drives the camera ends in the middle of the next exposure. */
    z.object({ device: z.literal('camera'), kind: z.literal('crash') }).strict(),
    z.object({ device: z.literal('camera'), kind: z.literal('clear') }).strict(),
  ]),
  z.discriminatedUnion('kind', [
    /** The wheel stops between two slots. */
    z.object({ device: z.literal('wheel'), kind: z.literal('jam'), moves: count }).strict(),
    /** The wheel arrives so many slots away from where it was sent. */
    z
      .object({ device: z.literal('wheel'), kind: z.literal('wrong-slot'), moves: count, by: z.int().default(1) })
      .strict(),
    z.object({ device: z.literal('wheel'), ...lost }).strict(),
    z.object({ device: z.literal('wheel'), kind: z.literal('clear') }).strict(),
  ]),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultOn<Device extends Fault['device']> = Extract<Fault, { device: Device }>;
type FaultKind<Device extends Fault['device']> = FaultOn<Device>['kind'];

/** Checks a fault that came over the channel. Throws a DeviceError `refused` that says what is wrong with it. */
export function readFault(fault: InjectedFault): Fault {
  const checked = faultSchema.safeParse({ ...fault.parameters, device: fault.device, kind: fault.kind });
  if (checked.success) return checked.data;
  throw new DeviceError(
    'refused',
    `The simulated ${fault.device} knows no such fault: ${z.prettifyError(checked.error)}`,
  );
}

/** What is wrong with one device at the moment. */
export interface FaultBoard<Device extends Fault['device']> {
  inject(fault: FaultOn<Device>): void;
  /** The fault of a kind if it is there; does not use it up. */
  standing<Kind extends FaultKind<Device>>(kind: Kind): Extract<FaultOn<Device>, { kind: Kind }> | null;
  /** The same, and counts it as having struck once. */
  strike<Kind extends FaultKind<Device>>(kind: Kind): Extract<FaultOn<Device>, { kind: Kind }> | null;
  /**
   * Throws a DeviceError `lost` when the device is away now, or was at any time since an instant (monotonic, ms): a camera
   * that was gone in mid exposure has lost the exposure, though it is back.
   */
  requirePresence(since?: number): void;
}

/** `monotonic` tells the time in ms; `name` is how the device is called in a message. */
export function createFaultBoard<Device extends Fault['device']>(
  name: string,
  monotonic: () => number,
): FaultBoard<Device> {
  const standing = new Map<string, { fault: FaultOn<Device>; left: number; since: number }>();
  const strikesOf = (fault: Fault) => ('frames' in fault ? fault.frames : 'moves' in fault ? fault.moves : 0);
  return {
    inject(fault) {
      if (fault.kind === 'clear') standing.clear();
      else standing.set(fault.kind, { fault, left: strikesOf(fault), since: monotonic() });
    },
    standing(kind) {
      return (standing.get(kind)?.fault ?? null) as ReturnType<FaultBoard<Device>['standing']> as never;
    },
    strike(kind) {
      const entry = standing.get(kind);
      if (!entry) return null;
      if (entry.left === 1) standing.delete(kind);
      entry.left--;
      return entry.fault as never;
    },
    requirePresence(since) {
      const entry = standing.get('lost');
      if (entry?.fault.kind !== 'lost') return;
      const now = monotonic();
      const wentAt = entry.since + entry.fault.afterS * 1000;
      const backAt = entry.fault.forS > 0 ? wentAt + entry.fault.forS * 1000 : Number.POSITIVE_INFINITY;
      if (now < wentAt || backAt <= (since ?? now)) return;
      throw new DeviceError('lost', `The ${name} no longer answers. Check its cable and power, then connect again.`);
    },
  };
}
