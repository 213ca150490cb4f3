/** Looking at alarms and acknowledging them. */
import { ConsoleError } from '../contract/errors.ts';
import type { Handlers } from '../contract/procedures.ts';
import { pastAlarms } from '../store/alarm-store.ts';
import type { ConsoleCore } from './console-core.ts';

export function alarmUseCases(core: ConsoleCore): Pick<Handlers, Extract<keyof Handlers, `alarms.${string}`>> {
  return {
    'alarms.open': () => ({ alarms: core.alarms.open }),
    'alarms.past': (page) => pastAlarms(core.db, page),
    'alarms.acknowledge': ({ ids = null }, { who }) => {
      const known = new Set(core.alarms.open.map(({ id }) => id));
      const strange = ids?.find((id) => !known.has(id));
      if (strange !== undefined)
        throw new ConsoleError(
          'not-found',
          `No open alarm has the number ${strange}. It may be over and seen already.`,
          { facts: { code: 'no-such-alarm', id: strange } },
        );
      return { acknowledged: core.alarms.acknowledge(ids, who) };
    },
  };
}
