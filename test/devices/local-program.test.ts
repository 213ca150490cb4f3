/** Programs of this computer: run without a shell, ended in time, and heard when they fail. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { runProgram } from '../../src-main/devices/local-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'warmroom-program-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = (code: string, ...more: string[]) => ({
  command: process.execPath,
  arguments: ['-e', code, ...more],
  environment: { WARMROOM_FILTER: 'Ha; touch x' },
  timeoutMs: 20_000,
});
const never = new AbortController().signal;

test('a program that ends well is done; arguments and environment reach it as they are', async () => {
  const code =
    'process.exit(process.argv[1] === "$(touch x) && 1" && process.env.WARMROOM_FILTER === "Ha; touch x" ? 0 : 1)';
  expect(await runProgram(script(code, '$(touch x) && 1'), never)).toEqual({ kind: 'done' });
});

test('one that fails says how, in its own last words', async () => {
  const end = await runProgram(script('console.error("a\\nThe mount is parked."); process.exit(3)'), never);
  expect(end).toEqual({ kind: 'failed', why: `${process.execPath} ended with 3: The mount is parked` });
});

test('one that is not there, or cannot be run, fails', async () => {
  const missing = { ...script(''), command: join(folder, 'none') };
  expect(await runProgram(missing, never)).toMatchObject({
    kind: 'failed',
    why: expect.stringMatching(/could not be run.*ENOENT/),
  });
});

test('one that does not end is ended after its time, with what it started', async () => {
  const file = join(folder, 'grandchild');
  const grandchild = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(file)}, ''), 2500)`;
  const code = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  const end = await runProgram({ ...script(code), timeoutMs: 1000 }, never);
  expect(end).toMatchObject({ kind: 'failed', why: expect.stringContaining('did not end within 1 s') });
  await sleep(2500);
  expect(existsSync(file)).toBe(false);
});

test('one that nobody wants any more is stopped', async () => {
  const stopping = new AbortController();
  const running = runProgram(script('setInterval(() => {}, 1000)'), stopping.signal);
  stopping.abort();
  expect(await running).toEqual({ kind: 'stopped' });
  expect(await runProgram(script(''), stopping.signal)).toEqual({ kind: 'stopped' });
});
