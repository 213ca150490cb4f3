/** A master's view as its header would give it, a day older than the lights of the tests. */
import type { MasterView } from '../../src-main/contract/calibration-views.ts';

/** When those lights were taken: UTC, ms. */
export const TAKEN = Date.UTC(2026, 10, 22, 3);
const DAY_MS = 86_400_000;
export const daysAfter = (days: number) => new Date(TAKEN + days * DAY_MS).toISOString();

export const READOUT = {
  ...{ camera: 'SIM-1', readoutMode: 'low noise', gain: 100, offset: 30, binning: 1, width: 64, height: 48 },
};

let made = 0;
export function aMaster(kind: MasterView['kind'], changes: Partial<MasterView> = {}): MasterView {
  const uid = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  return {
    ...{ uid, kind, path: `masters/${kind}-${made}.fits`, inputs: [], biasName: null, darkName: null, method: 'mean' },
    ...{ builtAt: daysAfter(0), newestInputAt: daysAfter(-1), biasSubtracted: false, rejectedFraction: 0, noise: 1 },
    ...READOUT,
    ...{ telescope: 'Newton', filterName: kind === 'flat' ? 'R' : null, originX: 0, originY: 0 },
    ...{ exposureS: kind === 'dark' ? 60 : null, temperatureC: kind === 'dark' ? -10 : null, levelAdu: null },
    stale: [],
    ...changes,
  };
}
