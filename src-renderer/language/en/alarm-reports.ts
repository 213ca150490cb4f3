/** What alarms say. English is the console's own language: it is shown as it was said. */
import type { AlarmView } from '../../../src-main/contract/alarms.ts';
import type { Said } from '../said.ts';

export const alarmReports = {
  matter: ({ message }: Pick<AlarmView, 'kind' | 'message' | 'facts'>): Said => ({ text: message, original: null }),
  advice: ({ advice }: Pick<AlarmView, 'kind' | 'advice'>): string => advice,
};
