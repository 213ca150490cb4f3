/** What alarms, and the log's marks on the night's line, say. English is the console's own language: it is shown as it was said. */
import type { AlarmView } from '../../../src-main/contract/alarms.ts';
import type { TimelineMark } from '../../../src-main/contract/timeline-view.ts';
import type { Said } from '../said.ts';

export const alarmReports = {
  matter: ({ message }: Pick<AlarmView, 'kind' | 'message' | 'facts'>): Said => ({ text: message, original: null }),
  advice: ({ advice }: Pick<AlarmView, 'kind' | 'advice'>): string => advice,
  mark: ({ message }: Pick<TimelineMark, 'what' | 'message'>): Said => ({ text: message, original: null }),
};
