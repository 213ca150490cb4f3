/** What stands on the night's line, in words: read out while one goes through it, and shown under it. */
import { utcTime } from '../../../format/times.ts';
import { inOneLine } from '../../../language/said.ts';
import { texts } from '../../../language/texts.ts';
import type { Item } from './timeline-layout.ts';

export function sentenceOf(item: Item): string {
  const t = texts().timeline;
  switch (item.kind) {
    case 'done': {
      const { title, from, to, counted, rejected, lost } = item.span;
      const name = title === '' ? t.testFrames : title;
      return (
        t.done(name, utcTime(from, false), utcTime(to, false), counted) +
        (rejected > 0 ? t.rejected(rejected) : '') +
        (lost > 0 ? t.lost(lost) : '')
      );
    }
    case 'planned': {
      const { title, from, to, misfit } = item.span;
      const planned = t.planned(title, utcTime(from, false), utcTime(to, false));
      return misfit === null ? planned : `${planned} – ${t.misfit[misfit]}`;
    }
    case 'mark': {
      const newest = item.marks.at(-1)!;
      const sentence = t.mark(utcTime(newest.at, false), inOneLine(texts().logReports.line(newest)));
      return item.marks.length === 1 ? sentence : t.marks(item.marks.length, sentence);
    }
  }
}
