import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FrameView } from '../../src-main/contract/views.ts';
import { freshFolder, removeFolders } from '../app/small-console.ts';
import { lightTask, openTinyConsole, violationsIn } from './tiny-console.ts';

/** A night of two frames counted, one rejected and taken anew, and an imported task that had been begun elsewhere. */
let night: string;
let uid: string;
let frames: FrameView[];

beforeAll(async () => {
  const c = await openTinyConsole();
  night = c.folder;
  ({ uid } = await c.call('queue.create', { draft: lightTask(2, 'M 51') }));
  const exported = JSON.parse((await c.call('queue.export', {})).text);
  exported[0].uid = '0b0e8f3c-6a53-4a3e-9c2f-7f6f0c0e5a11';
  exported[0].cells[0] = {
    ...exported[0].cells[0],
    attempted: 2,
    acquired: 1,
    accepted: 1,
    accumulated_exposure_time: 1,
  };
  await c.call('queue.import', { text: JSON.stringify(exported) });
  await c.runUntilIdle();
  frames = (await c.frames()).filter((frame) => frame.state === 'counted');
  await c.close();
});
afterAll(removeFolders);

/** A copy of the night, changed in one way. */
function changed(sql: string, files: (folder: string) => void = () => {}): string {
  const folder = freshFolder();
  cpSync(night, folder, { recursive: true });
  const sqlite = new Database(join(folder, 'warmroom.db'));
  sqlite.exec(sql);
  sqlite.close();
  files(folder);
  return folder;
}
const codesIn = async (folder: string, options?: Parameters<typeof violationsIn>[1]) =>
  [...new Set((await violationsIn(folder, options)).map(({ code }) => code))].sort();

const first = () => frames[0]!;
const fileOf = (folder: string, frame: FrameView) => join(folder, frame.path!);

describe('a night as the console leaves it', () => {
  test('has nothing wrong with it, with what was begun elsewhere told apart', async () => {
    expect(await violationsIn(night, { atRest: true })).toEqual([]);
    // 2 of this console's own, and 1 for the task of which one came along.
    expect(frames).toHaveLength(3);
  });

  test('stays right through rejecting, taking anew, restoring and a smaller plan', async () => {
    const c = await openTinyConsole();
    const task = await c.call('queue.create', { draft: lightTask(3, 'M 81') });
    await c.call('run.start', {});
    await c.next('frame', ({ frame }) => frame.state === 'counted');
    const paused = c.ended();
    await c.call('run.pause', {});
    await paused;
    const [taken] = await c.frames();
    await c.call('frames.reject', { uids: [taken!.uid], why: 'clouds' });
    await c.call('queue.edit', { uid: task.uid, draft: lightTask(1, 'M 81') });
    await c.runUntilIdle();
    await c.call('frames.restore', { uids: [taken!.uid] });
    expect((await c.frames()).filter(({ state }) => state === 'counted').length).toBeGreaterThan(1);
    expect((await c.call('frames.verify', {})).problems).toEqual([]);
    await c.close();
    expect(await violationsIn(c.folder, { atRest: true })).toEqual([]);
  });
});

describe('what is found', () => {
  test('a counted frame without its file', async () => {
    const folder = changed('', (at) => rmSync(fileOf(at, first())));
    expect(await codesIn(folder)).toEqual(['file-missing']);
    expect(await codesIn(folder, { files: 'size' })).toEqual(['file-missing']);
  });

  test('a file of which one bit fell over', async () => {
    const folder = changed('', (at) => {
      const bytes = readFileSync(fileOf(at, first()));
      bytes[bytes.length - 3000]! ^= 1;
      writeFileSync(fileOf(at, first()), bytes);
    });
    expect(await codesIn(folder)).toEqual(['file-differs']);
  });

  test('a file that the ledger does not know, and one of a frame that it has as lost', async () => {
    const stray = changed('', (at) =>
      copyFileSync(fileOf(at, first()), join(dirname(fileOf(at, first())), 'copy.fits')),
    );
    expect(await codesIn(stray)).toEqual(['file-unknown']);
    const lost = changed(`update frames set state = 'lost' where uid = '${first().uid}'`);
    expect(await codesIn(lost)).toContain('file-of-lost-frame');
  });

  test('a frame counted twice by its row', async () => {
    const folder = changed(`update frames set path = '${first().path}' where uid = '${frames[1]!.uid}'`);
    expect(await codesIn(folder)).toContain('path-shared');
  });

  test('one frame more than was planned', async () => {
    const folder = changed(`update task_cells set planned_frames = 0, required_s = 0 where task_uid = '${uid}'`);
    expect(await codesIn(folder)).toContain('cell-surplus');
  });

  test.each([
    ['attempted', 'cell-counts'],
    ['acquired', 'cell-counts'],
    ['accepted', 'cell-counts'],
    ['accumulated_s', 'cell-counts'],
  ])('a cell whose %s is one too many', async (column, code) => {
    const folder = changed(
      `update task_cells set ${column} = ${column} + 1 where task_uid = '${uid}' and cell_index = 0`,
    );
    expect(await codesIn(folder)).toContain(code);
  });

  test.each([
    ['observatory_acquired_frames = 7', 'task-totals'],
    ['accumulated_exposure_time = 7', 'task-totals'],
    ['progress = 0.5', 'task-totals'],
    ['assets_revision = 0', 'task-assets'],
    ['actual_start_time = null', 'task-times'],
    ['completed_on = null', 'task-times'],
  ])('a task with %s', async (assignment, code) => {
    expect(await codesIn(changed(`update tasks set ${assignment} where uid = '${uid}'`))).toEqual([code]);
  });

  test('a file that its task does not list, and one that it lists twice', async () => {
    const which = `where frame_uid = '${first().uid}'`;
    expect(await codesIn(changed(`delete from task_asset_infos ${which}`))).toEqual(['task-assets']);
    const twice = `insert into task_asset_infos (task_uid, frame_uid, path, sha256, bytes)
      select task_uid, frame_uid, path, sha256, bytes from task_asset_infos ${which}`;
    expect(await codesIn(changed(twice))).toEqual(['task-assets']);
  });

  test('a final task that was taken up again, and a frame or task left open', async () => {
    const history = `insert into task_history (task_uid, at, who, from_status, to_status, why)
      values ('${uid}', 1, 'runner', 'completed', 'active', 'resumed')`;
    expect(await codesIn(changed(history))).toEqual(['final-changed']);
    const open = changed(`update tasks set status = 'active', completed_on = null where uid = '${uid}'`);
    expect(await codesIn(open, { atRest: true })).toEqual(['task-active']);
  });
});
