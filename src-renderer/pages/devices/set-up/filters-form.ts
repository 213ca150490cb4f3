/** What is in the wheel's slots, by name, and the set-up it means. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { texts } from '../../../language/texts.ts';
import { activeOf, type ReadStep, replaced } from './step.ts';

/** The name in each slot, slot 1 first; empty for an empty slot. */
export type FiltersForm = readonly string[];

/** As long as a filter's name may be. */
const LONGEST = 64;

export function filtersForm(setup: SetupRecord): FiltersForm {
  const { wheel } = activeOf(setup);
  return Array.from({ length: wheel?.positions ?? 0 }, (_, i) => {
    const slot = wheel?.slots.find(({ position }) => position === i + 1);
    return setup.filters.find(({ id }) => id === slot?.filter_id)?.name ?? '';
  });
}

/**
 * A name that is known means that filter, wherever it was; a new name is a new filter. One that is in no slot any more is kept:
 * tasks that ask for it wait until it is put in again. An instrument without a wheel stays as it is.
 */
export function readFilters(form: FiltersForm, setup: SetupRecord): ReadStep<`${number}`> {
  const names = form.map((name) => name.trim());
  const problems: Partial<Record<`${number}`, string>> = {};
  names.forEach((name, i) => {
    const before = names.indexOf(name);
    if (name !== '' && before < i) problems[`${i}`] = texts().setUp.filterTwice(before + 1);
    if (name.length > LONGEST) problems[`${i}`] = texts().setUp.filterTooLong(LONGEST);
  });
  const { wheel } = activeOf(setup);
  if (Object.keys(problems).length > 0) return { setup: null, problems };
  if (wheel === undefined) return { setup, problems };
  const filters = [...setup.filters];
  const slots = names.flatMap((name, i) => {
    if (name === '') return [];
    let filter = filters.find((known) => known.name === name);
    if (filter === undefined) {
      filter = { id: Math.max(0, ...filters.map(({ id }) => id)) + 1, name };
      filters.push(filter);
    }
    return [{ position: i + 1, filter_id: filter.id }];
  });
  return { setup: { ...setup, filters, filter_wheels: replaced(setup.filter_wheels, wheel.id, { slots }) }, problems };
}
