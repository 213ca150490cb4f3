/** What alarms say. English is the console's own language: it is shown as it was said. */
import type { AlarmNames, AlarmView } from '../../../src-main/contract/alarms.ts';
import type { Said } from '../said.ts';

export const alarmReports = {
  /** Where nothing but the kind may be known; null where the console's own sentences are in the language. */
  kinds: (): AlarmNames['kinds'] => null,
  matter: ({ message }: Pick<AlarmView, 'kind' | 'message' | 'facts'>): Said => ({ text: message, original: null }),
  advice: ({ advice }: Pick<AlarmView, 'kind' | 'advice'>): string => advice,
};
