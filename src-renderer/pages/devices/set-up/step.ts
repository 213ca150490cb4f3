/** What every step of the guided set-up has in common. A step changes its part of the record and leaves the rest alone. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';

export const STEPS = ['site', 'telescope', 'devices', 'filters', 'stars', 'dither', 'morning', 'finish'] as const;
export type Step = (typeof STEPS)[number];

export interface StepProps {
  /** As it is saved. */
  readonly setup: SetupRecord;
  /** Saves what was changed, and goes on to the next step. */
  readonly onsave: (changed: SetupRecord) => void;
}

/** What a step's fields say: the set-up they mean, or null while some are wrong, with a sentence for each that is. */
export interface ReadStep<Field extends string> {
  readonly setup: SetupRecord | null;
  readonly problems: Readonly<Partial<Record<Field, string>>>;
}

/** The instrument that the guided set-up is about: the one that this console runs. */
export function activeOf(setup: SetupRecord) {
  const instrument = setup.instruments.find(({ is_active }) => is_active);
  return {
    instrument,
    ota: setup.otas.find(({ id }) => id === instrument?.ota_id),
    camera: setup.cameras.find(({ id }) => id === instrument?.camera_id),
    wheel: setup.filter_wheels.find(({ id }) => id === instrument?.filter_wheel_id),
  };
}

/** The records with one of them changed. */
export function replaced<R extends { readonly id: number }>(
  records: readonly R[],
  id: number,
  change: Partial<R>,
): R[] {
  return records.map((record) => (record.id === id ? { ...record, ...change } : record));
}
