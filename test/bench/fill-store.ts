/** A long queue put into a data folder without a process that imports it. */
import { openConsole } from '../../src-main/app/open-console.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { knownThings } from '../../src-main/store/setup-store.ts';
import { importTasks } from '../../src-main/store/task-import.ts';
import { checkRecords } from '../../src-main/tasks/check-records.ts';
import { timed } from './bench.ts';

/**
 * Imports records into a new data folder that no console has open.
 * @returns ms for the store's own part
 */
export async function fillStore(dataFolder: string, rows: readonly unknown[]): Promise<number> {
  // Opening a console gives the folder its set-up, which the check holds tasks against.
  await (await openConsole({ dataFolder, host: 'cli' })).close();
  const store = openStore(dataFolder);
  try {
    const known = knownThings(store.db);
    const { records, problems } = checkRecords(rows, known);
    if (problems.length > 0) throw new Error(`The made tasks are not valid: ${JSON.stringify(problems[0])}`);
    const context = { cost: { readoutS: 4, overheadS: 0.5 }, filterName: (id: number) => known.filters.get(id) };
    return await timed(() => importTasks(store.db, records, Date.now(), context));
  } finally {
    store.close();
  }
}
