/** What was measured of the ledger's lights. */
import { eq } from 'drizzle-orm';
import type { FrameMeasurement } from '../contract/frame-measurement.ts';
import type { Db } from './open-store.ts';
import { frames } from './schema/index.ts';

export function noteMeasurement(db: Db, uid: string, measurement: FrameMeasurement): void {
  db.update(frames).set({ measurement }).where(eq(frames.uid, uid)).run();
}
