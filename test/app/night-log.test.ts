import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { createEventBus } from '../../src-main/app/event-bus.ts';
import { openNightLog } from '../../src-main/app/night-log.ts';
import { freshFolder, LIGHT, openSmallConsole, removeFolders } from './small-console.ts';

afterAll(removeFolders);

const entry = (id: number, message: string) => ({
  type: 'log' as const,
  entry: {
    id,
    at: '2026-11-22T21:00:00.000Z',
    level: 'info' as const,
    who: 'runner',
    what: 'frame.counted',
    message,
    facts: null,
    taskUid: null,
    frameUid: null,
  },
});

function linesOf(folder: string, name = 'warmroom.jsonl'): { message: string; what: string }[] {
  const text = readFileSync(join(folder, 'log', name), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the log as files', () => {
  test('has what the event log has, from the start of the console on', async () => {
    const c = await openSmallConsole();
    await c.call('queue.create', { draft: LIGHT });
    const { entries } = await c.call('log.page', {});
    await c.close();
    expect(linesOf(c.folder).map((line) => line.message)).toEqual(entries.map((line) => line.message).reverse());
  });

  test('is bounded: full files are put by, the oldest goes, no line is torn or lost at the seam', () => {
    const folder = freshFolder();
    const bus = createEventBus();
    const log = openNightLog(folder, bus, { fileBytes: 2000, olderFiles: 3 });
    for (let id = 1; id <= 200; id++) bus.publish(entry(id, `frame ${id}`));
    log.close();
    const names = readdirSync(join(folder, 'log')).sort();
    expect(names).toEqual(['warmroom.1.jsonl', 'warmroom.2.jsonl', 'warmroom.3.jsonl', 'warmroom.jsonl']);
    const kept = ['warmroom.3.jsonl', 'warmroom.2.jsonl', 'warmroom.1.jsonl', 'warmroom.jsonl'].flatMap((name) =>
      linesOf(folder, name),
    );
    const last = kept.map((line) => Number(line.message.split(' ')[1]));
    expect(last).toEqual(Array.from({ length: last.length }, (_, i) => 201 - last.length + i));
    for (const name of names) expect(readFileSync(join(folder, 'log', name)).length).toBeLessThanOrEqual(2000);
  });

  test('goes on in the file that an earlier console began', () => {
    const folder = freshFolder();
    for (const id of [1, 2]) {
      const bus = createEventBus();
      const log = openNightLog(folder, bus);
      bus.publish(entry(id, `start ${id}`));
      log.close();
    }
    expect(linesOf(folder).map((line) => line.message)).toEqual(['start 1', 'start 2']);
  });

  test('that cannot be written stops nothing, and says so when it can be again', () => {
    const folder = freshFolder();
    const bus = createEventBus();
    writeFileSync(join(folder, 'log'), 'a file where the folder should be');
    const log = openNightLog(folder, bus);
    bus.publish(entry(1, 'one'));
    bus.publish(entry(2, 'two'));
    rmSync(join(folder, 'log'));
    bus.publish(entry(3, 'three'));
    log.close();
    expect(linesOf(folder).map((line) => line.what)).toEqual(['log.gap', 'frame.counted']);
    expect(linesOf(folder)[0]!.message).toContain('2 lines');
  });

  test('has the fault that ended the process, with its stack', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'log'));
    const source = (name: string) => JSON.stringify(new URL(`../../src-main/app/${name}`, import.meta.url).href);
    const program = `
      const { createEventBus } = await import(${source('event-bus.ts')});
      const { openNightLog } = await import(${source('night-log.ts')});
      openNightLog(${JSON.stringify(folder)}, createEventBus());
      Promise.reject(new Error('the shutter has no handle'));
    `;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    await expect(run).rejects.toMatchObject({ code: 1 });
    expect(linesOf(folder)).toMatchObject([
      { what: 'unhandledRejection', message: 'the shutter has no handle', stack: expect.stringContaining('at ') },
    ]);
  });
});
