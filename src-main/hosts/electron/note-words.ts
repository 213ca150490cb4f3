/** What a notification says of an alarm that no page has worded. */
import { z } from 'zod';
import { ALARM_KINDS, ALARM_SEVERITIES, type AlarmNames, type AlarmView } from '../../contract/alarms.ts';
import type { AlarmWords } from './ipc-names.ts';

/** Until a page has said how the screen names alarms. */
export const ENGLISH_NAMES: AlarmNames = {
  titles: {
    notice: 'Warmroom: Notice',
    warning: 'Warmroom: Warning',
    serious: 'Warmroom: Serious alarm',
    critical: 'Warmroom: Critical alarm',
  },
  kinds: null,
};

const sentence = z.string().max(1_000);

export const alarmNames = z.object({
  titles: z.record(z.enum(ALARM_SEVERITIES), z.string().max(200)),
  kinds: z.record(z.enum(ALARM_KINDS), z.object({ matter: sentence, advice: sentence })).nullable(),
});

/** In the names' language what its kind tells; what exactly is the matter says the console's own sentence, in English. */
export function noteWords(
  { kind, severity, message, advice }: Pick<AlarmView, 'kind' | 'severity' | 'message' | 'advice'>,
  { titles, kinds }: AlarmNames,
): Omit<AlarmWords, 'id'> {
  const title = titles[severity];
  if (kinds === null) return { title, body: `${message} ${advice}` };
  const named = kinds[kind];
  return { title, body: `${named.matter} ${message} ${named.advice}` };
}
