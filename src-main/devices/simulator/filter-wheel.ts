/** The simulated filter wheel: the port over wheel-motion.ts. */
import type { Clock } from '../clock.ts';
import { DeviceError, type FilterWheelPort, type SlotFromOne, type WheelInfo } from '../ports.ts';
import type { FaultBoard } from './faults.ts';
import { beginMotion, slotInLight, type WheelMotion, wheelPosition } from './wheel-motion.ts';

/** Time that the wheel shakes after it has arrived. */
const SETTLE_MS = 300;
/** How long the wheel's own controller tries before it reports a jam. */
const JAM_NOTICED_MS = 8000;

export interface SimulatedWheel extends FilterWheelPort {
  /** The slot that the light passes through. */
  slotInLight(): SlotFromOne;
}

export function createSimulatedWheel(clock: Clock, slots: number, faults: FaultBoard<'wheel'>): SimulatedWheel {
  const info: WheelInfo = { family: 'simulator', model: 'Simulated filter wheel', serial: 'SIM-WHL-0001', slots };
  let motion: WheelMotion = beginMotion(1, 1, slots, clock.monotonic());
  let jammed = false;

  return {
    info,
    slotInLight: () => slotInLight(motion, clock.monotonic()),
    async position() {
      faults.requirePresence();
      return jammed ? null : wheelPosition(motion, clock.monotonic());
    },
    async moveTo(slot, signal) {
      faults.requirePresence();
      if (!Number.isInteger(slot) || slot < 1 || slot > slots) {
        throw new DeviceError('refused', `The wheel has slots 1 to ${slots}; there is no slot ${slot}.`);
      }
      // A wheel cannot be stopped half way: a move that was given up goes on, and the next one follows it.
      await clock.sleep(motion.arrivesAt - clock.monotonic(), signal);
      if (faults.strike('jam')) {
        jammed = true;
        await clock.sleep(JAM_NOTICED_MS, signal);
        throw new DeviceError(
          'jammed',
          `The filter wheel is stuck on its way to slot ${slot}. Check that nothing blocks it, then move it again.`,
        );
      }
      jammed = false;
      const strayed = faults.strike('wrong-slot');
      const reached = strayed ? ((((slot - 1 + strayed.by) % slots) + slots) % slots) + 1 : slot;
      motion = beginMotion(motion.to, reached, slots, clock.monotonic());
      await clock.sleep(motion.arrivesAt - motion.startedAt + SETTLE_MS, signal);
      faults.requirePresence();
      if (reached !== slot) {
        throw new DeviceError('wrong-slot', `The filter wheel was sent to slot ${slot} and reports slot ${reached}.`);
      }
    },
    async close() {},
  };
}
