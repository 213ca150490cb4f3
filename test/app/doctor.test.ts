import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { listBackups } from '../../src-main/store/backup-files.ts';
import { LIGHT, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

afterAll(removeFolders);

async function backupsOf(c: SmallConsole) {
  const { checks } = await c.call('doctor.check', {});
  return checks.find((check) => check.name === 'backups');
}

test('the doctor says how the backups are: none yet, sound after a run, damaged, used', async () => {
  let c = await openSmallConsole();
  expect(await backupsOf(c)).toMatchObject({ ok: true, message: expect.stringContaining('no backup yet') });
  await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 60 } });
  await c.runUntilIdle();
  await c.close();
  const [backup] = listBackups(c.folder);
  expect(backup?.kind).toBe('run-end');

  c = await openSmallConsole({ folder: c.folder });
  expect(await backupsOf(c)).toMatchObject({ ok: true, message: expect.stringContaining('1 backups; the newest') });
  const whole = readFileSync(backup!.path);
  writeFileSync(backup!.path, whole.subarray(0, 6000));
  expect(await backupsOf(c)).toMatchObject({ ok: false, message: expect.stringContaining('Check the disk') });
  writeFileSync(backup!.path, whole);
  await c.close();

  writeFileSync(`${c.folder}/warmroom.db`, 'gone bad');
  c = await openSmallConsole({ folder: c.folder });
  expect(await backupsOf(c)).toMatchObject({ ok: true, message: expect.stringContaining('warmroom.db.damaged-') });
  const { entries } = await c.call('log.page', { levels: ['alarm'] });
  expect(entries[0]).toMatchObject({ what: 'database.mended', message: expect.stringContaining(backup!.name) });
  const { recovery } = await c.call('console.state', {});
  expect(recovery?.message).toContain('The database was damaged');
  expect((await c.frames()).filter((frame) => frame.state === 'counted')).toHaveLength(1);
  await c.close();
});
