import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import { type IntendedFrame, intendFrame } from '../../src-main/store/ledger-store.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { loadTask } from '../../src-main/store/queue-store.ts';
import { changeStatus } from '../../src-main/store/task-status.ts';
import { LIGHT, openSmallConsole, removeFolders } from './small-console.ts';

afterAll(removeFolders);

/** A folder with a task of four frames, one of them counted, as a console leaves it when it is closed. */
async function folderWithOneFrame() {
  const c = await openSmallConsole({ speed: 400 });
  const { uid } = await c.call('queue.create', { draft: LIGHT });
  const paused = c.ended();
  await c.call('run.start', {});
  await c.next('frame', ({ frame }) => frame.state === 'counted');
  await c.call('run.pause', {});
  await paused;
  const frames = await c.frames();
  await c.close();
  return { folder: c.folder, uid, frames };
}

function openRow(taskUid: string, uid: string, path: string): IntendedFrame {
  return {
    uid,
    taskUid,
    purpose: 'task',
    frameType: 'light',
    cellIndex: 0,
    tileIndex: 0,
    filterId: 2,
    filterName: 'L',
    attempt: 2,
    night: '2026-11-22',
    path,
    exposureS: 60,
    binning: 1,
    width: 160,
    height: 128,
    gain: null,
    offset: null,
    readoutMode: null,
    setPointC: -10,
    saturationAdu: 65_535,
  };
}

/** Leaves the folder as a power cut in mid frame does: task active, a frame begun. */
function crashInFrame(folder: string, taskUid: string, frameUid: string, path: string): void {
  const store = openStore(folder);
  changeStatus(store.db, taskUid, {
    to: 'active',
    who: 'runner',
    why: { message: 'resumed', facts: { code: 'resumed' } },
    now: Date.now(),
  });
  intendFrame(store.db, openRow(taskUid, frameUid, path), Date.now());
  store.close();
}

describe('after an unexpected end', () => {
  test('a frame that never reached the disk is lost, its task interrupted, and the run goes on with what is missing', async () => {
    const { folder, uid, frames } = await folderWithOneFrame();
    const frameUid = randomUUID();
    const path = 'frames/2026-11-22/never-written.fits';
    crashInFrame(folder, uid, frameUid, path);
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, `${path}.part`), 'half a frame');

    const c = await openSmallConsole({ folder, speed: 2000 });
    const after = await c.call('queue.detail', { uid });
    expect(after.row).toMatchObject({ status: 'interrupted', acquiredFrames: frames.length });
    expect((await c.frames()).at(-1)).toMatchObject({ uid: frameUid, state: 'lost' });
    const { entries } = await c.call('log.page', {});
    expect(entries.some((entry) => /1 .*lost.*Press Run to go on with M 51, L 2 of 4/.test(entry.message))).toBe(true);
    // Nothing runs yet, and the observer sees what would.
    expect((await c.call('console.state', {})).run).toMatchObject({ state: 'idle', next: [{ uid }] });

    await c.runUntilIdle();
    expect((await c.call('queue.detail', { uid })).row).toMatchObject({ status: 'completed', acquiredFrames: 4 });
    expect((await c.frames()).filter((frame) => frame.state === 'counted')).toHaveLength(4);
    await c.close();
  });

  test('a frame whose file was safe, though not yet counted, is counted once', async () => {
    const { folder, uid, frames } = await folderWithOneFrame();
    const [counted] = frames;
    // As if the power had gone between the file's rename and the counting: the row is put back to before the count.
    const store = openStore(folder);
    const before = loadTask(store.db, uid)!;
    store.close();
    const sqlite = new Database(join(folder, 'warmroom.db'));
    sqlite.exec(`
      update frames set state = 'reading', sha256 = null, bytes = null where uid = '${counted!.uid}';
      update task_cells set acquired = acquired - 1, accepted = accepted - 1, accumulated_s = accumulated_s - 60 where task_uid = '${uid}';
      delete from task_asset_infos where frame_uid = '${counted!.uid}';
      update tasks set observatory_acquired_frames = observatory_acquired_frames - 1, accumulated_exposure_time = accumulated_exposure_time - 60 where uid = '${uid}';
    `);
    sqlite.close();
    // Else the start would see that something other than the console changed the database, and take that back.
    rmSync(join(folder, 'changes.db'));

    for (let start = 0; start < 2; start++) {
      const c = await openSmallConsole({ folder });
      expect((await c.call('queue.detail', { uid })).row).toMatchObject({
        acquiredFrames: before.task.observatoryAcquiredFrames,
        accumulatedExposureS: before.task.accumulatedExposureTime,
      });
      expect((await c.frames())[0]).toMatchObject({
        state: 'counted',
        sha256: counted!.sha256,
        statistics: counted!.statistics,
      });
      expect((await c.call('frames.verify', {})).problems).toEqual([]);
      await c.close();
    }
  });

  test('a frame found safe passes the same checks as any other: one that is saturated is kept, and does not count', async () => {
    const { folder, uid, frames } = await folderWithOneFrame();
    const frameUid = randomUUID();
    const path = 'frames/2026-11-22/saturated.fits';
    crashInFrame(folder, uid, frameUid, path);
    const pixels = new Uint16Array(160 * 128).fill(65_535);
    await saveFrame({
      folder: join(folder, dirname(path)),
      name: basename(path),
      cards: [
        { keyword: 'WRFRAME', value: frameUid, comment: '' },
        { keyword: 'DATE-OBS', value: '2026-11-22T22:00:00.000', comment: '' },
        { keyword: 'EXPTIME', value: 60, comment: '' },
      ],
      width: 160,
      height: 128,
      pixels,
    });
    const c = await openSmallConsole({ folder });
    expect((await c.frames()).at(-1)).toMatchObject({
      uid: frameUid,
      state: 'rejected',
      reason: expect.stringContaining('saturated'),
    });
    expect((await c.call('queue.detail', { uid })).row.acquiredFrames).toBe(frames.length);
    expect((await c.call('frames.verify', {})).problems).toEqual([]);
    await c.close();
  });

  test('a file that is not the frame it should be is not counted', async () => {
    const { folder, uid, frames } = await folderWithOneFrame();
    const frameUid = randomUUID();
    const path = 'frames/2026-11-22/another.fits';
    crashInFrame(folder, uid, frameUid, path);
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    copyFileSync(join(folder, frames[0]!.path!), join(folder, path));
    const c = await openSmallConsole({ folder });
    expect((await c.frames()).at(-1)).toMatchObject({ uid: frameUid, state: 'lost' });
    expect((await c.call('queue.detail', { uid })).row.acquiredFrames).toBe(frames.length);
    await c.close();
  });
});
