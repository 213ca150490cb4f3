/** How long each of a sensor's two fields has been collecting charge, and how much of that time in the light. */
import { FIELD_EVEN, FIELD_ODD } from './camera-commands.ts';
import type { FieldExposure } from './virtual-sensor.ts';

interface Field {
  readonly flag: number;
  emptiedMs: number;
  /** Light time up to then, ms. */
  litBeforeMs: number;
  cleared: boolean;
}

export interface ChargeClock {
  /** Empties the fields named by flags, and the registers in any case. */
  clear(fields: number, nowMs: number): void;
  /** Empties the fields into the registers. `cleared`: all of them had been cleared on purpose since they were last read. */
  takeFields(fields: number, atMs: number): { oddField: FieldExposure; evenField: FieldExposure; cleared: boolean };
  /** Time since the registers were last emptied. */
  registersMs(nowMs: number): number;
  setShutter(open: boolean, nowMs: number): void;
  isLit(): boolean;
  powerOn(nowMs: number): void;
}

/** `lit`: whether light falls on the sensor to begin with, which for a camera without a shutter is always. */
export function createChargeClock(lit: boolean): ChargeClock {
  let isLit = lit;
  let litUntilMs = 0;
  let changedMs = 0;
  let registersEmptiedMs = 0;
  const fields: Field[] = [FIELD_ODD, FIELD_EVEN].map((flag) => ({
    flag,
    emptiedMs: 0,
    litBeforeMs: 0,
    cleared: false,
  }));
  const litMs = (nowMs: number) => litUntilMs + (isLit ? nowMs - changedMs : 0);
  const empty = (field: Field, cleared: boolean, nowMs: number) => {
    field.emptiedMs = nowMs;
    field.litBeforeMs = litMs(nowMs);
    field.cleared = cleared;
  };
  const exposureOf = ({ emptiedMs, litBeforeMs }: Field, nowMs: number): FieldExposure => {
    return { collectedMs: nowMs - emptiedMs, litMs: litMs(nowMs) - litBeforeMs };
  };

  return {
    clear(flags, nowMs) {
      registersEmptiedMs = nowMs;
      for (const field of fields) if (field.flag & flags) empty(field, true, nowMs);
    },
    takeFields(flags, atMs) {
      const [odd, even] = fields as [Field, Field];
      const taken = fields.filter((field) => field.flag & flags);
      const exposures = {
        oddField: exposureOf(odd, atMs),
        evenField: exposureOf(even, atMs),
        cleared: taken.every((field) => field.cleared),
      };
      registersEmptiedMs = atMs;
      for (const field of taken) empty(field, false, atMs);
      return exposures;
    },
    registersMs: (nowMs) => nowMs - registersEmptiedMs,
    setShutter(open, nowMs) {
      litUntilMs = litMs(nowMs);
      changedMs = nowMs;
      isLit = open;
    },
    isLit: () => isLit,
    powerOn(nowMs) {
      isLit = lit;
      litUntilMs = 0;
      changedMs = nowMs;
      registersEmptiedMs = nowMs;
      for (const field of fields) empty(field, false, nowMs);
    },
  };
}
