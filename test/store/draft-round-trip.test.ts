import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { draftFromTask } from '../../src-main/app/draft-from-task.ts';
import { loadTask } from '../../src-main/store/queue-store.ts';
import { exportTask } from '../../src-main/store/task-export.ts';
import { importTasks } from '../../src-main/store/task-import.ts';
import { replanTask } from '../../src-main/store/task-writer.ts';
import { recordFromDraft } from '../../src-main/tasks/draft.ts';
import { anyDraft, filterName, lights } from '../tasks/a-draft.ts';
import { empty, NOW, newStore, rowContext, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

const UID = uidOf(1);
const references = { uid: UID, status: 'pending', ota_id: 1, camera_id: 1, instrument_id: 1 };
const modified_on = '2026-11-20T12:00:00Z';

test('a draft that was stored is shown in the form as it was filled in', () => {
  const store = newStore();
  fc.assert(
    fc.property(anyDraft, (draft) => {
      empty(store);
      importTasks(store.db, [recordFromDraft(draft, { ...references, modified_on }, filterName)], NOW, rowContext);
      expect(draftFromTask(loadTask(store.db, UID)!)).toEqual(draft);
    }),
  );
});

test('an edit shows what was edited, also where a value was taken back', () => {
  const store = newStore();
  const editedTo = (change: object) => {
    const draft = { ...lights, ...change };
    const record = recordFromDraft(draft, { ...exportTask(store.db, UID), cells: null }, filterName);
    replanTask(store.db, record, rowContext);
    expect(draftFromTask(loadTask(store.db, UID)!)).toEqual(draft);
  };
  importTasks(store.db, [recordFromDraft(lights, { ...references, modified_on }, filterName)], NOW, rowContext);
  editedTo({ title: 'Whirlpool', gain: 120, binning: 2, temperatureC: -20, loopOrder: 'filter_outer' });
  editedTo({ filterIds: [3], requiredExposureS: 60, maxExposureS: null });
  editedTo({});
});
