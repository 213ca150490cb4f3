/** The site's set-up: saved from and given as a SetupRecord, and looked up by the parts that need it. */
import { eq, inArray } from 'drizzle-orm';
import { type SetupRecord, setupRecord } from '../contract/setup-record.ts';
import type { KnownThings } from '../tasks/check-records.ts';
import type { Db } from './open-store.ts';
import { recordFromRow, rowFromRecord } from './record-mapping.ts';
import { cameras, filters, filterWheels, instruments, otas, site, wheelSlots } from './schema/index.ts';

const DEVICE = new Set(['device', 'slots']);

/** Saves a set-up as a whole, in one transaction. Things that only upstream's tasks describe stay known. */
export function saveSetup(db: Db, setup: SetupRecord): void {
  const previous = loadSetup(db);
  db.transaction((tx) => {
    const { name, observer, latitude, longitude, elevation, time_zone: timeZone } = setup.site;
    const siteRow = { id: 1, name, observer, latitude, longitude, elevation, timeZone };
    tx.insert(site).values(siteRow).onConflictDoUpdate({ target: site.id, set: siteRow }).run();

    const gone = (kind: 'otas' | 'cameras' | 'filters' | 'filter_wheels' | 'instruments') => {
      const kept = new Set(setup[kind].map((record) => record.id));
      return previous?.[kind].map((record) => record.id).filter((id) => !kept.has(id)) ?? [];
    };
    tx.delete(wheelSlots).run();
    tx.delete(otas)
      .where(inArray(otas.id, gone('otas')))
      .run();
    tx.delete(cameras)
      .where(inArray(cameras.id, gone('cameras')))
      .run();
    tx.delete(filters)
      .where(inArray(filters.id, gone('filters')))
      .run();
    tx.delete(filterWheels)
      .where(inArray(filterWheels.id, gone('filter_wheels')))
      .run();
    tx.delete(instruments)
      .where(inArray(instruments.id, gone('instruments')))
      .run();

    for (const record of setup.otas) {
      const row = { ...rowFromRecord(otas, record), id: record.id };
      tx.insert(otas).values(row).onConflictDoUpdate({ target: otas.id, set: row }).run();
    }
    for (const record of setup.cameras) {
      const row = { ...rowFromRecord(cameras, record, DEVICE), id: record.id, device: record.device ?? null };
      tx.insert(cameras).values(row).onConflictDoUpdate({ target: cameras.id, set: row }).run();
    }
    for (const record of setup.filters) {
      const row = { ...rowFromRecord(filters, record), id: record.id, name: record.name };
      tx.insert(filters).values(row).onConflictDoUpdate({ target: filters.id, set: row }).run();
    }
    for (const record of setup.filter_wheels) {
      const row = { ...rowFromRecord(filterWheels, record, DEVICE), id: record.id, device: record.device ?? null };
      tx.insert(filterWheels).values(row).onConflictDoUpdate({ target: filterWheels.id, set: row }).run();
      for (const slot of record.slots) {
        tx.insert(wheelSlots)
          .values({ filterWheelId: record.id, position: slot.position, filterId: slot.filter_id })
          .run();
      }
    }
    for (const record of setup.instruments) {
      const row = { ...rowFromRecord(instruments, record), id: record.id };
      tx.insert(instruments).values(row).onConflictDoUpdate({ target: instruments.id, set: row }).run();
    }
  });
}

/** The set-up as it was saved; null on a new database. Things that are known by an upstream description alone are left out. */
export function loadSetup(db: Db): SetupRecord | null {
  const siteRow = db.select().from(site).where(eq(site.id, 1)).get();
  if (siteRow === undefined) return null;
  const slots = db.select().from(wheelSlots).orderBy(wheelSlots.filterWheelId, wheelSlots.position).all();
  const complete = <Kind extends 'otas' | 'cameras' | 'filter_wheels' | 'instruments'>(kind: Kind, records: object[]) =>
    records.filter((record) => setupRecord.shape[kind].element.safeParse(record).success);
  return setupRecord.parse({
    site: {
      name: siteRow.name,
      observer: siteRow.observer,
      latitude: siteRow.latitude,
      longitude: siteRow.longitude,
      elevation: siteRow.elevation,
      time_zone: siteRow.timeZone,
    },
    otas: complete(
      'otas',
      db
        .select()
        .from(otas)
        .all()
        .map((row) => named(recordFromRow(otas, row))),
    ),
    cameras: complete(
      'cameras',
      db
        .select()
        .from(cameras)
        .all()
        .map((row) => ({ ...named(recordFromRow(cameras, row)), device: row.device })),
    ),
    filters: db
      .select()
      .from(filters)
      .all()
      .map((row) => recordFromRow(filters, row)),
    filter_wheels: complete(
      'filter_wheels',
      db
        .select()
        .from(filterWheels)
        .all()
        .map((row) => ({
          ...named(recordFromRow(filterWheels, row)),
          device: row.device,
          slots: slots
            .filter((slot) => slot.filterWheelId === row.id)
            .map((slot) => ({ position: slot.position, filter_id: slot.filterId })),
        })),
    ),
    instruments: complete(
      'instruments',
      db
        .select()
        .from(instruments)
        .all()
        .map((row) => recordFromRow(instruments, row)),
    ),
  });
}

/** Leaves out what is not known, so that the set-up's own defaults apply. */
function named(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

export function knownThings(db: Db): KnownThings {
  const ids = (rows: { id: number }[]) => new Set(rows.map((row) => row.id));
  return {
    otas: ids(db.select({ id: otas.id }).from(otas).all()),
    cameras: ids(db.select({ id: cameras.id }).from(cameras).all()),
    instruments: ids(db.select({ id: instruments.id }).from(instruments).all()),
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
      wheel: setup.filter_wheels.find((record) => record.id === instrument.filter_wheel_id) ?? null,
    };
  }
  return null;
}
