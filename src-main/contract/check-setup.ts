/** What contradicts itself in a set-up of the right form, said in English. Pure. */
import type { Problem } from './errors.ts';
import type { SetupFault } from './setup-fault.ts';
import type { SetupRecord } from './setup-record.ts';

/** `/usr/local/bin/dither`, `C:\\Tools\\dither.exe`, `\\\\server\\share\\dither.exe` */
const ABSOLUTE_PATH = /^(\/|[A-Za-z]:[\\/]|\\\\)/;

const NAMES = { telescope: 'telescope', camera: 'camera', wheel: 'filter wheel', filter: 'filter' } as const;

export function setupFaultAt(field: string, facts: SetupFault): Problem {
  return { field, message: sentence(facts), facts };
}

function sentence(facts: SetupFault): string {
  switch (facts.code) {
    case 'id-twice':
      return `${facts.id} is used twice.`;
    case 'refers-to-none':
      return `There is no ${NAMES[facts.what]} ${facts.id}.`;
    case 'beyond-wheel':
      return `The wheel has ${facts.slots} slots.`;
    case 'slot-twice':
      return `Slot ${facts.slot} is given twice.`;
    case 'without-device':
      return `The ${NAMES[facts.what]} of an active instrument must name its device, by family and key. Name it, or make “${facts.instrument}” inactive.`;
    case 'no-program':
      return 'Name the program, or dither in another way.';
    case 'relative-program':
      return 'Name the program by its absolute path.';
    case 'program-from-a-screen':
      return 'Which program moves the telescope is said on the command line only: setup import FILE.';
    case 'none-active':
      return 'One instrument must be active.';
  }
}

/** References within a set-up that lead nowhere, and other contradictions, each with the field at fault. */
export function setupFaults(setup: SetupRecord): Problem[] {
  const faults: Problem[] = [];
  const fault = (field: string, facts: SetupFault) => faults.push(setupFaultAt(field, facts));
  const ids = (records: readonly { readonly id: number }[], field: string) => {
    const seen = new Set<number>();
    records.forEach(({ id }, i) => {
      if (seen.has(id)) fault(`${field}[${i}].id`, { code: 'id-twice', id });
      seen.add(id);
    });
    return seen;
  };
  const otas = ids(setup.otas, 'otas');
  const cameras = ids(setup.cameras, 'cameras');
  const filters = ids(setup.filters, 'filters');
  const wheels = ids(setup.filter_wheels, 'filter_wheels');
  ids(setup.instruments, 'instruments');

  const refersToNone = (what: keyof typeof NAMES, id: number) => ({ code: 'refers-to-none', what, id }) as const;
  setup.filter_wheels.forEach((wheel, i) => {
    const taken = new Set<number>();
    wheel.slots.forEach(({ position: slot, filter_id }, j) => {
      const field = `filter_wheels[${i}].slots[${j}]`;
      if (slot > wheel.positions) fault(`${field}.position`, { code: 'beyond-wheel', slots: wheel.positions });
      if (taken.has(slot)) fault(`${field}.position`, { code: 'slot-twice', slot });
      taken.add(slot);
      if (!filters.has(filter_id)) fault(`${field}.filter_id`, refersToNone('filter', filter_id));
    });
  });
  setup.instruments.forEach((instrument, i) => {
    const field = `instruments[${i}]`;
    const { ota_id, camera_id, filter_wheel_id: wheel, name } = instrument;
    if (!otas.has(ota_id)) fault(`${field}.ota_id`, refersToNone('telescope', ota_id));
    if (!cameras.has(camera_id)) fault(`${field}.camera_id`, refersToNone('camera', camera_id));
    if (wheel != null && !wheels.has(wheel)) fault(`${field}.filter_wheel_id`, refersToNone('wheel', wheel));
    if (!instrument.is_active) return;
    const without = (what: 'camera' | 'wheel') => ({ code: 'without-device', what, instrument: name }) as const;
    if (hasNoDevice(setup.cameras, camera_id)) fault(`${field}.camera_id`, without('camera'));
    if (hasNoDevice(setup.filter_wheels, wheel)) fault(`${field}.filter_wheel_id`, without('wheel'));
  });
  const { how, program } = setup.dither;
  if (how === 'program' && program === null) fault('dither.program', { code: 'no-program' });
  if (program !== null && !ABSOLUTE_PATH.test(program.command))
    fault('dither.program.command', { code: 'relative-program' });
  if (!setup.instruments.some((instrument) => instrument.is_active)) fault('instruments', { code: 'none-active' });
  return faults;
}

/** True of one that is there but could not be reached; whether it is there is another question. */
function hasNoDevice(
  records: readonly { readonly id: number; readonly device?: unknown }[],
  id: number | null | undefined,
): boolean {
  const record = records.find((candidate) => candidate.id === id);
  return record !== undefined && record.device == null;
}
