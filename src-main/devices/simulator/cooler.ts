/**
 * The simulated cooler as a function of time. Towards a target the temperature moves at most at the camera's rate and
 * closes in exponentially at the end; left alone, the sensor takes on the surroundings' temperature slowly.
 */
export interface CoolerState {
  /** Monotonic ms at which `sensorC` held. */
  readonly since: number;
  readonly sensorC: number;
  readonly on: boolean;
  readonly setPointC: number;
}

export interface CoolerNature {
  readonly ambientC: number;
  /** °C a minute. */
  readonly rate: number;
  /** The sensor stays this far short of its set point: a fault. */
  readonly shortByC: number;
}

/** How far below the surroundings the cooler can get, °C. */
export const LARGEST_DROP_C = 35;
/** Time constants of the approach to the set point and of warming by itself, s. */
const APPROACH_S = 15;
const PASSIVE_S = 400;

/** Where the sensor is heading for. */
function targetC(state: CoolerState, nature: CoolerNature): number {
  if (!state.on) return nature.ambientC;
  // A cooler does not heat: above the surroundings it can only let go.
  const wanted = Math.min(state.setPointC + nature.shortByC, nature.ambientC);
  return Math.max(wanted, nature.ambientC - LARGEST_DROP_C);
}

/** Sensor temperature at a later time, °C. */
export function sensorTemperature(state: CoolerState, nature: CoolerNature, at: number): number {
  const seconds = Math.max(0, at - state.since) / 1000;
  const target = targetC(state, nature);
  const distance = state.sensorC - target;
  if (!state.on) return target + distance * Math.exp(-seconds / PASSIVE_S);
  const perSecond = nature.rate / 60;
  // At the fastest rate until the exponential approach is slower than that.
  const knee = perSecond * APPROACH_S;
  const rampS = Math.max(0, (Math.abs(distance) - knee) / perSecond);
  if (seconds <= rampS) return state.sensorC - Math.sign(distance) * perSecond * seconds;
  const atKnee = Math.sign(distance) * Math.min(Math.abs(distance), knee);
  return target + atKnee * Math.exp(-(seconds - rampS) / APPROACH_S);
}

/** Share of the cooler's power in use at `sensorC`, 0..1: what holds the drop, and full power on the way down. */
export function coolerPower(state: CoolerState, nature: CoolerNature, sensorC: number): number {
  if (!state.on) return 0;
  const holding = (nature.ambientC - sensorC) / LARGEST_DROP_C;
  const pulling = Math.max(0, sensorC - state.setPointC) / 2;
  return Math.min(1, Math.max(0, holding + pulling));
}
