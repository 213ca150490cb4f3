/** A console whose camera has so few pixels that a frame is a few FITS blocks: for proofs that need thousands of them. */
import { checkInvariants, type InvariantOptions, type Violation } from '../../src-main/engine/ledger-invariants.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { LIGHT, openSmallConsole, type SmallConsole } from '../app/small-console.ts';

export const TINY_SENSOR = { width: 24, height: 16, readoutS: 0.2, starDensity: 0 } as const;

/** Opens a console over a fresh folder, or over one that a tiny console made. */
export function openTinyConsole(options: { folder?: string; speed?: number } = {}): Promise<SmallConsole> {
  return openSmallConsole({ host: 'cli', speed: 5000, simulator: TINY_SENSOR, ...options });
}

/** A light task of so many frames of one second, in L and R in turn. */
export function lightTask(frames: number, title: string) {
  const filterIds = frames > 1 && frames % 2 === 0 ? [2, 3] : [2];
  return { ...LIGHT, title, requiredExposureS: frames, maxExposureS: 1, filterIds, loopOrder: 'tile_outer' as const };
}

/** What is wrong in a folder that no console has open. Looks only: a start might mend it. */
export async function violationsIn(folder: string, options?: InvariantOptions): Promise<readonly Violation[]> {
  const store = openStore(folder, 'look');
  try {
    return await checkInvariants(store.db, folder, options);
  } finally {
    store.close();
  }
}
