/** Notices a cooler that does not reach its set point, or leaves it again. */
import type { DeviceView } from '../contract/views.ts';

type Camera = Pick<NonNullable<DeviceView['camera']>, 'cooling' | 'sensorC' | 'setPointC'>;

/** Time without getting nearer after which a cooler is said not to arrive, ms. */
const NO_PROGRESS_MS = 5 * 60_000;
/** What counts as getting nearer, °C: more than a sensor's noise. */
const PROGRESS_C = 0.5;

/** Follows one camera. */
export class CoolingWatch {
  #setPointC: number | null = null;
  /** The least distance to the set point so far, °C, and when it was reached. */
  #nearest: { readonly offC: number; readonly at: number } | null = null;

  /**
   * @param atMs by a clock that never steps
   * @returns how far off it is, when it has come no nearer for a while; null when all is well
   */
  look(camera: Camera, atMs: number): { readonly offC: number; readonly setPointC: number } | null {
    const { sensorC, setPointC } = camera;
    if (camera.cooling !== 'cooling' || sensorC === null || setPointC === null) {
      this.#nearest = null;
      return null;
    }
    const offC = Math.abs(sensorC - setPointC);
    const before = setPointC === this.#setPointC ? this.#nearest : null;
    this.#setPointC = setPointC;
    if (before === null || offC <= before.offC - PROGRESS_C) {
      this.#nearest = { offC, at: atMs };
      return null;
    }
    return atMs - before.at >= NO_PROGRESS_MS ? { offC, setPointC } : null;
  }
}
