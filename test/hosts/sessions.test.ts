import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSessions, SESSION_SECONDS } from '../../src-main/hosts/browser/sessions.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-sessions-'));
  file = join(folder, 'sessions.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a token works once and its session ends after 30 days', () => {
  let now = 1_000_000;
  const sessions = openSessions(file, () => now);
  const token = sessions.newToken();
  const secret = sessions.redeem(token);
  expect(sessions.redeem(token)).toBeNull();
  expect(sessions.isValid(secret ?? '')).toBe(true);
  expect(sessions.isValid(token)).toBe(false);
  now += SESSION_SECONDS * 1000;
  expect(sessions.isValid(secret ?? '')).toBe(false);
});

test('a token does not outlive its console, a session does', () => {
  const before = openSessions(file);
  const unused = before.newToken();
  const secret = before.redeem(before.newToken()) ?? '';
  const after = openSessions(file);
  expect(after.redeem(unused)).toBeNull();
  expect(after.isValid(secret)).toBe(true);
});

test('the number of sessions and of unused tokens is bounded; the oldest go', () => {
  const sessions = openSessions(file);
  const secrets = Array.from({ length: 33 }, () => sessions.redeem(sessions.newToken()) ?? '');
  expect(secrets.map((secret) => sessions.isValid(secret)).filter(Boolean).length).toBe(32);
  expect(sessions.isValid(secrets[0] ?? '')).toBe(false);
  const tokens = Array.from({ length: 17 }, () => sessions.newToken());
  expect(sessions.redeem(tokens[0] ?? '')).toBeNull();
  expect(sessions.redeem(tokens[16] ?? '')).not.toBeNull();
});

test.each(['not JSON', '{}', '[{"hash":"short","expires":1}]', '[1]'])('a damaged file (%s) lets nobody in', (text) => {
  writeFileSync(file, text);
  const sessions = openSessions(file);
  expect(sessions.isValid('short')).toBe(false);
  expect(sessions.isValid(sessions.redeem(sessions.newToken()) ?? '')).toBe(true);
});
