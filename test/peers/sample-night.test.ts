/** The sample queue at full size from the command line, judged by other people's software: fitsverify and astropy. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { warmroom } from '../hosts/command-line.ts';
import { findPython } from '../run/requirements.ts';

const folder = mkdtempSync(join(tmpdir(), 'warmroom-night-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('48 frames of 4096 × 4096: fitsverify finds nothing, astropy reads what the ledger says', {
  timeout: 600_000,
}, async () => {
  const data = ['--data', folder];
  await warmroom([...data, 'tasks', 'import', join(import.meta.dirname, '..', 'samples', 'tonight.json')]);
  const run = await warmroom([...data, 'run', '--until-idle', '--speed', '600']);
  expect(run).toMatchObject({ code: 0, err: '' });

  const listed = (await warmroom([...data, 'frames', 'list', '--json'])).out;
  const frames = JSON.parse(listed) as { path: string; state: string; width: number; height: number }[];
  expect(frames).toHaveLength(48);
  expect(new Set(frames.map((frame) => `${frame.state} ${frame.width} × ${frame.height}`))).toEqual(
    new Set(['counted 4096 × 4096']),
  );

  const paths = frames.map((frame) => join(folder, frame.path));
  const { stdout } = await promisify(execFile)('fitsverify', ['-q', ...paths]);
  const verdicts = stdout.trim().split('\n');
  expect(verdicts.filter((verdict) => !verdict.startsWith('verification OK'))).toEqual([]);
  expect(verdicts).toHaveLength(48);

  const judge = spawn(findPython() ?? 'python3', [join(import.meta.dirname, 'judge-night.py'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  judge.stdin.end(listed);
  expect(JSON.parse(await text(judge.stdout))).toEqual({ judged: 48, complaints: [] });
});
