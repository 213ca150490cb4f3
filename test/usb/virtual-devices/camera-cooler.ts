/** The camera's cooler: its sensor nears the set point at an even rate, and warms to the surroundings when off. */

/** 0 °C in the camera's unit, tenths of a degree from −273 °C. */
const ZERO_CELSIUS = 2730;
const SURROUNDINGS = ZERO_CELSIUS + 100;
/** Tenths of a degree a second; quicker than a real one, whose minutes a test has not. */
const RATE = 100;

export interface CoolerState {
  /** The sensor's temperature in tenths of a degree from −273 °C. */
  readonly kelvinTenths: number;
  readonly on: boolean;
}

export interface CameraCooler {
  order(order: CoolerState, nowMs: number): CoolerState;
  powerOn(nowMs: number): void;
}

export function createCameraCooler(): CameraCooler {
  let on = false;
  let setPoint = SURROUNDINGS;
  let sensor = SURROUNDINGS;
  let sinceMs = 0;
  const settle = (nowMs: number) => {
    const goal = on ? setPoint : SURROUNDINGS;
    const most = ((nowMs - sinceMs) / 1000) * RATE;
    sensor += Math.max(-most, Math.min(most, goal - sensor));
    sinceMs = nowMs;
  };
  return {
    order(order, nowMs) {
      settle(nowMs);
      on = order.on;
      setPoint = order.kelvinTenths;
      return { kelvinTenths: Math.round(sensor), on };
    },
    powerOn(nowMs) {
      on = false;
      sensor = SURROUNDINGS;
      sinceMs = nowMs;
    },
  };
}
