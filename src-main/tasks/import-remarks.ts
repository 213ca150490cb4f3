/** What is worth a look in an import, said in English. Pure. */
import type { ImportRemark } from '../contract/import-report.ts';
import type { Worded } from '../contract/worded.ts';
import { faultSentence } from './task-faults.ts';

export function importRemark(facts: ImportRemark): Worded<ImportRemark> {
  return { message: sentence(facts), facts };
}

function sentence(facts: ImportRemark): string {
  switch (facts.code) {
    case 'row-fault':
      return `Row ${facts.row}: ${faultSentence(facts.fault)}`;
    case 'final-here':
      return `Task ${facts.uid} is ${facts.status} here; final tasks are not changed.`;
    case 'order-not-followed':
      return `Task ${facts.uid}: it is ${facts.status} here, so it cannot become ${facts.order}.`;
  }
}
