import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { FrameView } from '../../src-main/contract/views.ts';
import { removeFolders } from '../app/small-console.ts';
import { lightTask, openTinyConsole, violationsIn } from './tiny-console.ts';

afterAll(removeFolders);

let folder: string;
let taskUid: string;
let frames: FrameView[];
beforeEach(async () => {
  const c = await openTinyConsole();
  folder = c.folder;
  taskUid = (await c.call('queue.create', { draft: lightTask(4, 'M 51') })).uid;
  await c.runUntilIdle();
  frames = await c.frames();
  await c.close();
});

const fileOf = (frame: FrameView) => join(folder, frame.path!);
const forgetEverything = () => {
  for (const name of ['warmroom.db', 'changes.db', 'backups']) rmSync(join(folder, name), { recursive: true });
};

describe('a ledger made again from the files alone', () => {
  test('has the task with its target, filters, frames and numbers', async () => {
    forgetEverything();
    const c = await openTinyConsole({ folder });
    const { row, cells, history } = await c.call('queue.detail', { uid: taskUid });
    expect(row).toMatchObject({
      title: 'M 51',
      taskType: 'optical_imaging',
      status: 'interrupted',
      filters: ['L', 'R'],
      totalExposures: 4,
      acquiredFrames: 4,
      accumulatedExposureS: 4,
      progress: 1,
    });
    expect(row.raDeg).toBeCloseTo(202.4696, 4);
    expect(cells.map(({ plannedFrames, accepted }) => [plannedFrames, accepted])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(history).toMatchObject([
      { fromStatus: null, toStatus: 'interrupted', who: 'console', whyFacts: { code: 'made-from-frames' } },
    ]);
    expect(history[0]!.why).toContain('made again from its frames');
    const again = await c.frames();
    expect(again.map(({ uid, sha256, path }) => [uid, sha256, path]).sort()).toEqual(
      frames.map(({ uid, sha256, path }) => [uid, sha256, path]).sort(),
    );
    const { recovery } = await c.call('console.state', {});
    expect(recovery?.message).toMatch(/no sound backup.*4 frames on disk.*1 tasks were made again/);
    await c.close();
    expect(await violationsIn(folder, { atRest: true })).toEqual([]);
  });

  test('leaves out a damaged file and names it; it and all other files stay', async () => {
    forgetEverything();
    const [bad] = frames;
    const bytes = readFileSync(fileOf(bad!));
    bytes[bytes.length - 3000] = bytes[bytes.length - 3000]! ^ 1;
    writeFileSync(fileOf(bad!), bytes);
    const c = await openTinyConsole({ folder });
    expect(await c.frames()).toHaveLength(3);
    expect((await c.call('console.state', {})).recovery?.message).toContain(bad!.path);
    expect(readFileSync(fileOf(bad!))).toEqual(bytes);
    await c.close();
  });

  test('counts a frame once though its file lies there twice', async () => {
    forgetEverything();
    copyFileSync(fileOf(frames[0]!), join(dirname(fileOf(frames[0]!)), 'a-copy.fits'));
    const c = await openTinyConsole({ folder });
    expect((await c.call('queue.detail', { uid: taskUid })).row.acquiredFrames).toBe(4);
    await c.close();
  });
});

describe('a start after damage', () => {
  test('loses a frame whose file is gone, and a later start has it again when the file is back', async () => {
    writeFileSync(join(folder, 'warmroom.db'), 'gone bad');
    const [gone] = frames;
    const away = join(folder, 'away');
    renameSync(fileOf(gone!), away);
    let c = await openTinyConsole({ folder });
    expect((await c.frames()).find(({ uid }) => uid === gone!.uid)).toMatchObject({ state: 'lost' });
    expect((await c.call('queue.detail', { uid: taskUid })).row.acquiredFrames).toBe(3);
    await c.close();
    expect(await violationsIn(folder, { atRest: true })).toEqual([]);

    renameSync(away, fileOf(gone!));
    c = await openTinyConsole({ folder });
    // The task is completed and stays as it is; the frame is kept, and a person may restore it.
    expect((await c.frames()).find(({ uid }) => uid === gone!.uid)).toMatchObject({ state: 'rejected' });
    await c.call('frames.restore', { uids: [gone!.uid] });
    expect((await c.call('queue.detail', { uid: taskUid })).row.acquiredFrames).toBe(4);
    await c.close();
    expect(await violationsIn(folder, { atRest: true })).toEqual([]);
  });
});

describe('any start', () => {
  test('presumes nothing of files that were moved away, and finds one that was moved within the folder', async () => {
    const [moved, away] = frames;
    renameSync(fileOf(moved!), join(folder, 'frames', 'moved.fits'));
    rmSync(fileOf(away!));
    const c = await openTinyConsole({ folder });
    const after = await c.frames();
    expect(after.find(({ uid }) => uid === moved!.uid)).toMatchObject({ state: 'counted', path: 'frames/moved.fits' });
    expect(after.find(({ uid }) => uid === away!.uid)).toMatchObject({ state: 'counted' });
    expect((await c.call('frames.verify', {})).problems).toMatchObject([{ uid: away!.uid }]);
    await c.close();
    expect(readdirSync(folder).some((name) => name.includes('damaged'))).toBe(false);
  });
});
