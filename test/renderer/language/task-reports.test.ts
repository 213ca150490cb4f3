/** What is wrong with tasks, and why they do not run, in every language of the screen. */
import { describe, expect, test } from 'vitest';
import {
  IMPORT_REMARK_CODES,
  type ImportRemark,
  type ImportRemarkCode,
} from '../../../src-main/contract/import-report.ts';
import { TASK_FAULT_CODES, type TaskFault } from '../../../src-main/contract/task-fault.ts';
import type { Hindrance } from '../../../src-main/contract/views.ts';
import { importRemark } from '../../../src-main/tasks/import-remarks.ts';
import { faultSentence } from '../../../src-main/tasks/task-faults.ts';
import { type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { chooseLanguages, testEveryCode } from './every-language.ts';
import { TASK_FAULTS } from './every-task-fault.ts';

const SENTENCE = /^[\p{Lu}\d].{5,}\.$/su;

chooseLanguages();

function wording(code: LanguageCode, facts: TaskFault) {
  language.choose(code);
  return texts().taskReports.fault({ message: faultSentence(facts), facts });
}

describe('a fault of a task', () => {
  testEveryCode(TASK_FAULT_CODES, SENTENCE, (code, to) => TASK_FAULTS[code].map((facts) => wording(to, facts)));

  test('has its numbers as each language writes them', () => {
    expect(wording('en', TASK_FAULTS['exposure-over-most'][0]!).text).toMatch(/^That is more than 10 000 hours /);
    expect(wording('en', TASK_FAULTS.temperature[0]!).text).toBe('Sensors are cooled to between −60 and +40 °C.');
    expect(wording('de', TASK_FAULTS['dark-over-a-day'][0]!).text).toMatch(/^86400,5 s sind /);
    expect(wording('de', TASK_FAULTS.temperature[0]!).text).toBe('Sensoren werden auf −60 bis 40 °C gekühlt.');
  });
});

describe('what is worth a look in an import', () => {
  const remarks: { readonly [Code in ImportRemarkCode]: readonly Extract<ImportRemark, { code: Code }>[] } = {
    'row-fault': [{ code: 'row-fault', row: 3, fault: TASK_FAULTS['total-disagrees'][0]! }],
    'final-here': ['completed', 'known_only_upstream'].map((status) => ({ code: 'final-here', uid: 'u-1', status })),
    'order-not-followed': [{ code: 'order-not-followed', uid: 'u-1', status: 'interrupted', order: 'unassigned' }],
  };
  const said = (to: LanguageCode, facts: ImportRemark) => {
    language.choose(to);
    return texts().taskReports.remark(importRemark(facts));
  };

  testEveryCode(IMPORT_REMARK_CODES, SENTENCE, (code, to) => remarks[code].map((facts) => said(to, facts)));

  test('names the row and what is wrong there', () => {
    expect(said('en', remarks['row-fault'][0]!).text).toMatch(/^Row 3: The task came with 1 exposures/);
    expect(said('de', remarks['row-fault'][0]!).text).toMatch(/^Zeile 3: Der Auftrag kam mit insgesamt 1 Aufnahme;/);
  });
});

describe('what keeps a task from running', () => {
  const message = 'The console’s own sentence.';
  const hindrances: { readonly [Reason in Hindrance['reason']]: Extract<Hindrance, { reason: Reason }> } = {
    radio: { reason: 'radio', message },
    'unknown-type': { reason: 'unknown-type', message, unknown: 'status', word: 'on_hold' },
    'not-before': { reason: 'not-before', message },
    expired: { reason: 'expired', message },
    'no-time-left': { reason: 'no-time-left', message },
    'other-instrument': { reason: 'other-instrument', message, instrumentId: 7 },
    'no-filter': { reason: 'no-filter', message, filters: ['SII', 'Ha'] },
    unassigned: { reason: 'unassigned', message },
    final: { reason: 'final', message },
    skipped: { reason: 'skipped', message },
    plan: { reason: 'plan', message, fault: TASK_FAULTS['no-exposure'][0]! },
  };
  // A final task says by its status what keeps it.
  const reasons = Object.keys(hindrances).filter((reason) => reason !== 'final') as Hindrance['reason'][];

  testEveryCode(reasons, SENTENCE, (reason, to) => {
    language.choose(to);
    return [texts().taskReports.hindrance(hindrances[reason], { earliestStart: '2026-11-23T01:00:00.000Z' })];
  });

  test('is named with what it is about', () => {
    language.choose('de');
    const said = (hindrance: Hindrance) => texts().taskReports.hindrance(hindrance, { earliestStart: null }).text;
    expect(said(hindrances['no-filter'])).toMatch(/^Nicht im Filterrad: SII, Ha\. /);
    expect(said(hindrances['unknown-type'])).toMatch(/^Den Status „on_hold“ kennt/);
    expect(said(hindrances.plan)).toBe('Lights brauchen eine Gesamtbelichtung über 0 s.');
  });
});
