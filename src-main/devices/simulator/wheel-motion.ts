/** The simulated wheel's motion as a function of time. Slots are counted from 1. */
import type { SlotFromOne } from '../ports.ts';

export interface WheelMotion {
  readonly from: SlotFromOne;
  readonly to: SlotFromOne;
  /** Monotonic ms. */
  readonly startedAt: number;
  readonly arrivesAt: number;
}

const MS_PER_SLOT = 1500;

/** A move the shorter way round, begun at `now`. */
export function beginMotion(from: SlotFromOne, to: SlotFromOne, slots: number, now: number): WheelMotion {
  const forward = (to - from + slots) % slots;
  const steps = Math.min(forward, slots - forward);
  return { from, to, startedAt: now, arrivesAt: now + steps * MS_PER_SLOT };
}

/** Where the wheel stands; null while it moves. */
export function wheelPosition(motion: WheelMotion, now: number): SlotFromOne | null {
  return now >= motion.arrivesAt ? motion.to : null;
}

/** The slot that the light passes through, even in passing: a frame taken while the wheel moves gets some filter. */
export function slotInLight(motion: WheelMotion, now: number): SlotFromOne {
  const middle = (motion.startedAt + motion.arrivesAt) / 2;
  return now < middle ? motion.from : motion.to;
}
