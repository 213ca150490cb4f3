/** Why a task does not run, and what is wrong with it or worth a look in it. English is the console's own language: it is shown as it was said. */
import type { ImportRemark } from '../../../src-main/contract/import-report.ts';
import type { TaskFault } from '../../../src-main/contract/task-fault.ts';
import type { Hindrance, QueueRow } from '../../../src-main/contract/views.ts';
import type { Worded } from '../../../src-main/contract/worded.ts';
import type { Said } from '../said.ts';

export const taskReports = {
  hindrance: ({ message }: Hindrance, _task: Pick<QueueRow, 'earliestStart'>): Said => ({
    text: message,
    original: null,
  }),
  fault: ({ message }: Worded<TaskFault>): Said => ({ text: message, original: null }),
  /** Of an import that was made all the same. */
  remark: ({ message }: Worded<ImportRemark>): Said => ({ text: message, original: null }),
};
