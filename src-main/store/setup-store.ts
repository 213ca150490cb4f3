/** The site's set-up: saved from and given as a SetupRecord, and looked up by the parts that need it. */
import { eq } from 'drizzle-orm';
import { type CalibrationSettings, type SetupRecord, setupRecord } from '../contract/setup-record.ts';
import type { KnownThings } from '../tasks/check-records.ts';
import type { Db } from './open-store.ts';
import { recordFromRow, rowFromRecord } from './record-mapping.ts';
import {
  cameras,
  filters,
  filterWheels,
  instruments,
  type MorningQueued,
  otas,
  site,
  wheelSlots,
} from './schema/index.ts';

const DEVICE = new Set(['device', 'slots']);

/** Saves a set-up as a whole, in one transaction: what it leaves out can no longer be used. */
export function saveSetup(db: Db, setup: SetupRecord): void {
  db.transaction((tx) => {
    const { name, observer, latitude, longitude, elevation, time_zone: timeZone } = setup.site;
    const resumeAfterCrash = setup.run.resume_after_crash;
    const { calibration, dither } = setup;
    const place = { name, observer, latitude, longitude, elevation, timeZone };
    const siteRow = { id: 1, ...place, resumeAfterCrash, calibration, dither };
    tx.insert(site).values(siteRow).onConflictDoUpdate({ target: site.id, set: siteRow }).run();

    tx.delete(wheelSlots).run();
    tx.delete(filterWheels).run();
    tx.delete(filters).run();
    // What the set-up no longer has may still be what tasks of past nights were taken with.
    for (const table of [otas, cameras, instruments]) tx.update(table).set({ inSetup: false }).run();

    for (const record of setup.otas) {
      const row = { ...rowFromRecord(otas, record), id: record.id, inSetup: true };
      tx.insert(otas).values(row).onConflictDoUpdate({ target: otas.id, set: row }).run();
    }
    for (const record of setup.cameras) {
      const { id, device = null } = record;
      const row = { ...rowFromRecord(cameras, record, DEVICE), id, device, inSetup: true };
      tx.insert(cameras).values(row).onConflictDoUpdate({ target: cameras.id, set: row }).run();
    }
    for (const record of setup.filters) {
      const row = { ...rowFromRecord(filters, record), id: record.id, name: record.name };
      tx.insert(filters).values(row).run();
    }
    for (const record of setup.filter_wheels) {
      const { id, device = null } = record;
      tx.insert(filterWheels)
        .values({ ...rowFromRecord(filterWheels, record, DEVICE), id, device })
        .run();
      for (const slot of record.slots) {
        tx.insert(wheelSlots)
          .values({ filterWheelId: record.id, position: slot.position, filterId: slot.filter_id })
          .run();
      }
    }
    for (const record of setup.instruments) {
      const row = { ...rowFromRecord(instruments, record), id: record.id, inSetup: true };
      tx.insert(instruments).values(row).onConflictDoUpdate({ target: instruments.id, set: row }).run();
    }
  });
}

/** The set-up as it was saved, each kind of thing in the order of its ids; null on a new database. */
export function loadSetup(db: Db): SetupRecord | null {
  const siteRow = db.select().from(site).where(eq(site.id, 1)).get();
  if (siteRow === undefined) return null;
  const { name, observer, latitude, longitude, elevation, timeZone: time_zone } = siteRow;
  const slots = db.select().from(wheelSlots).orderBy(wheelSlots.filterWheelId, wheelSlots.position).all();
  const slotsOf = (wheel: number) =>
    slots
      .filter((slot) => slot.filterWheelId === wheel)
      .map((slot) => ({ position: slot.position, filter_id: slot.filterId }));
  const otaRows = db.select().from(otas).where(eq(otas.inSetup, true)).orderBy(otas.id).all();
  const cameraRows = db.select().from(cameras).where(eq(cameras.inSetup, true)).orderBy(cameras.id).all();
  const instrumentRows = db
    .select()
    .from(instruments)
    .where(eq(instruments.inSetup, true))
    .orderBy(instruments.id)
    .all();
  const filterRows = db.select().from(filters).orderBy(filters.id).all();
  const wheelRows = db.select().from(filterWheels).orderBy(filterWheels.id).all();
  return setupRecord.parse({
    site: { name, observer, latitude, longitude, elevation, time_zone },
    run: { resume_after_crash: siteRow.resumeAfterCrash },
    calibration: siteRow.calibration,
    dither: siteRow.dither,
    otas: otaRows.map((row) => recordFromRow(otas, row)),
    cameras: cameraRows.map((row) => ({ ...recordFromRow(cameras, row), device: row.device })),
    filters: filterRows.map((row) => recordFromRow(filters, row)),
    filter_wheels: wheelRows.map((row) => ({
      ...recordFromRow(filterWheels, row),
      device: row.device,
      slots: slotsOf(row.id),
    })),
    instruments: instrumentRows.map((row) => recordFromRow(instruments, row)),
  });
}

export function saveCalibrationSettings(db: Db, calibration: CalibrationSettings): void {
  db.update(site).set({ calibration }).where(eq(site.id, 1)).run();
}

/** What was queued in the morning of which night; null before the first. */
export function morningQueued(db: Db): MorningQueued | null {
  return db.select({ queued: site.morningQueued }).from(site).where(eq(site.id, 1)).get()?.queued ?? null;
}

export function noteMorningQueued(db: Db, queued: MorningQueued): void {
  db.update(site).set({ morningQueued: queued }).where(eq(site.id, 1)).run();
}

/** What a task may name: all that the set-up has. */
export function knownThings(db: Db): KnownThings {
  const ids = (rows: { id: number }[]) => new Set(rows.map((row) => row.id));
  return {
    otas: ids(db.select({ id: otas.id }).from(otas).where(eq(otas.inSetup, true)).all()),
    cameras: ids(db.select({ id: cameras.id }).from(cameras).where(eq(cameras.inSetup, true)).all()),
    instruments: ids(db.select({ id: instruments.id }).from(instruments).where(eq(instruments.inSetup, true)).all()),
    filters: new Map(
      db
        .select({ id: filters.id, name: filters.name })
        .from(filters)
        .orderBy(filters.id)
        .all()
        .map((row) => [row.id, row.name]),
    ),
  };
}

/** What the run needs of an instrument, in this console's own terms. */
export interface InstrumentSetup {
  readonly id: number;
  readonly name: string;
  readonly configurationVersion: number;
  readonly ota: {
    readonly id: number;
    readonly name: string;
    readonly apertureMm: number;
    readonly focalLengthMm: number;
  };
  readonly camera: SetupRecord['cameras'][number];
  readonly wheel: SetupRecord['filter_wheels'][number] | null;
  readonly starLimits: SetupRecord['instruments'][number]['star_limits'];
}

/** The instrument that this console runs: the first active one. Null when the set-up has none with a camera that is here. */
export function activeInstrument(setup: SetupRecord): InstrumentSetup | null {
  for (const instrument of setup.instruments) {
    const ota = setup.otas.find((record) => record.id === instrument.ota_id);
    const camera = setup.cameras.find((record) => record.id === instrument.camera_id);
    if (!instrument.is_active || !ota || !camera?.device) continue;
    return {
      id: instrument.id,
      name: instrument.name,
      configurationVersion: instrument.configuration_version,
      ota: { id: ota.id, name: ota.name, apertureMm: ota.aperture * 1000, focalLengthMm: ota.focal_length * 1000 },
      camera,
      starLimits: instrument.star_limits,
      wheel: setup.filter_wheels.find((record) => record.id === instrument.filter_wheel_id) ?? null,
    };
  }
  return null;
}
