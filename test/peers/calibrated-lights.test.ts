/** Calibrated lights of a simulated night as files: calibrated again by ccdproc, looked at by fitsverify; and what is refused. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportLights } from '../../src-main/calibration/lights/export-lights.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import { type CalibratedNight, calibratedNight } from '../app/calibrated-night.ts';
import { removeFolders } from '../app/small-console.ts';
import { askFitsverify } from '../frames/judges/judges.ts';
import { findPython } from '../run/requirements.ts';
import { mountSmallDisk } from '../safety/small-disk.ts';

let night: CalibratedNight;
let folder: string;
beforeAll(async () => {
  night = await calibratedNight('cli');
  folder = join(night.console.folder, '..', `${basename(night.console.folder)}-calibrated`);
});
afterAll(async () => {
  await night.console.close();
  rmSync(folder, { recursive: true, force: true });
  removeFolders();
});

const call = (input: Parameters<typeof night.console.call<'frames.exportCalibrated'>>[1]) =>
  night.console.call('frames.exportCalibrated', input);

test('calibrated lights are what ccdproc makes of the same files, with full header and provenance', async () => {
  const [l, r] = [night.lightIn('L'), night.lightIn('R')];
  const full = await call({ uids: [l.uid], to: folder });
  const without = await call({ night: r.night, allowMissing: ['flat'], keepBadPixels: true, to: join(folder, 'kept') });
  expect([full.skipped, without.skipped]).toEqual([[], []]);
  const files = [...full.written, ...without.written];
  const verdicts = askFitsverify(files.map(({ path }) => path));
  expect(verdicts.filter((verdict) => !verdict.startsWith('verification OK'))).toEqual([]);

  const pairs = files.map(({ uid, path }) => ({
    raw: night.frames.find((frame) => frame.uid === uid)!.path,
    calibrated: path,
  }));
  const script = join(import.meta.dirname, 'judge-calibrated.py');
  const { stdout, stderr } = spawnSync(findPython() ?? 'python3', ['-W', 'ignore', script, night.console.folder], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
  });
  expect(stdout, stderr).not.toBe('');
  const { judged, complaints } = JSON.parse(stdout);
  expect(complaints).toEqual([]);
  expect(judged).toEqual([
    {
      calstat: 'BDF',
      method: '(light - bias - dark) / flat; bad pixels: median of neighbours',
      bad: expect.toSatisfy((bad: number) => bad > 0),
    },
    { calstat: 'BDF', method: '(light - bias - dark) / flat', bad: 0 },
    { calstat: 'BD', method: 'light - bias - dark', bad: 0 },
  ]);
});

describe('which lights', () => {
  const place = () => join(folder, 'which');
  const ALL = { allowMissing: ['flat' as const] };

  test('those of a filter, then all of the night: files that are there from the same masters count as there', async () => {
    const [l, r] = [night.lightIn('L'), night.lightIn('R')];
    const told: Extract<ConsoleEvent, { type: 'export' }>[] = [];
    const unsubscribe = night.console.services.events.subscribe((event) => event.type === 'export' && told.push(event));
    const first = await call({ night: l.night, filterName: 'L', to: place() });
    unsubscribe();
    const path = join(place(), basename(l.path!).replace('.fits', '_cal.fits'));
    expect(first).toEqual({ written: [{ uid: l.uid, path }], alreadyThere: [], skipped: [], notReached: 0 });
    expect(told[0]).toMatchObject({ frames: 1, done: 0 });
    expect(told.at(-1)).toMatchObject({ done: 1 });

    const before = readFileSync(path);
    const all = await call({ night: l.night, ...ALL, to: place() });
    expect(all).toMatchObject({ written: [{ uid: r.uid }], alreadyThere: [{ uid: l.uid, path }], skipped: [] });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('an export that is stopped says how many it did not come to, and another one can begin', async () => {
    const uids = [night.lightIn('L').uid, night.lightIn('R').uid];
    const stopped = { uids, ...ALL, to: join(folder, 'stopped-by-hand') };
    const begun = night.console.next('export');
    const exporting = call(stopped);
    await expect(call(stopped)).rejects.toMatchObject({ reason: 'wrong-state', message: /exported already/ });
    await begun;
    expect(await night.console.call('frames.stopExport', {})).toEqual({ stopped: true });
    const { written, notReached } = await exporting;
    expect(notReached).toBeGreaterThan(0);
    expect(written.length + notReached).toBe(2);
    expect(await night.console.call('frames.stopExport', {})).toEqual({ stopped: false });
    const again = await call(stopped);
    expect([again.written.length, again.alreadyThere.length]).toEqual([notReached, written.length]);
  });
});

describe('what is refused, with nothing written', () => {
  const nothing = () => expect(existsSync(join(folder, 'refused'))).toBe(false);
  const to = () => join(folder, 'refused');

  test('a light without a master, by name and reason', async () => {
    const { night: date } = night.lightIn('R');
    await expect(call({ night: date, to: to() })).rejects.toMatchObject({
      reason: 'wrong-state',
      message: expect.stringMatching(
        /^One light lacks a master flat; nothing was written\. .*_R_.*\.fits: The filter needed is R; this has L\. Build/,
      ),
    });
    nothing();
  });

  test('a frame that is no light, a night without any, and no word of which', async () => {
    const dark = night.frames.find(({ frameType }) => frameType === 'dark')!;
    await expect(call({ uids: [dark.uid], to: to() })).rejects.toMatchObject({ reason: 'wrong-state' });
    await expect(call({ night: '1999-01-01', filterName: 'Ha', to: to() })).rejects.toMatchObject({
      ...{ reason: 'not-found', message: 'There are no counted lights of the night 1999-01-01 in Ha.' },
    });
    const both = { uids: [night.lightIn('L').uid], night: '2026-11-22' };
    await expect(call({ ...both, to: to() })).rejects.toMatchObject({ reason: 'bad-input' });
    await expect(call({ to: to() })).rejects.toMatchObject({ reason: 'bad-input' });
    nothing();
  });

  test('the frames’ own folder, also through a link', async () => {
    const own = join(night.console.folder, 'frames');
    const link = join(night.console.folder, 'elsewhere');
    symlinkSync(own, link);
    const { uid } = night.lightIn('L');
    for (const place of [own, join(own, 'deeper'), join(link, 'deeper'), join(night.console.folder, 'masters')]) {
      await expect(call({ uids: [uid], to: place })).rejects.toMatchObject({ reason: 'bad-input' });
    }
    expect(readdirSync(own)).not.toContain('deeper');
  });

  test('a file of another light’s pixels, of other masters or damaged is in the way, and stays as it is', async () => {
    const { uid } = night.lightIn('L');
    const { alreadyThere } = await call({ uids: [uid], to: folder });
    const path = alreadyThere[0]!.path;
    const other = await call({ uids: [uid], keepBadPixels: true, to: folder });
    expect(other).toMatchObject({ written: [], alreadyThere: [], notReached: 0 });
    expect(other.skipped[0]!.why).toBe(
      `${path} is there already, made with other masters. Move it away, or export into another folder.`,
    );
    expect(other.skipped[0]!.whyFacts).toEqual({ code: 'other-export', path });
    const place = join(folder, 'in-the-way');
    mkdirSync(place);
    writeFileSync(join(place, basename(path)), 'something else');
    const { skipped } = await call({ uids: [uid], to: place });
    expect(skipped[0]!.why).toMatch(/_cal\.fits is there already, and .*not a FITS file/);
    const fault = { code: 'not-fits', path: null };
    expect(skipped[0]!.whyFacts).toEqual({ code: 'broken-export', path: join(place, basename(path)), fault });
    expect(readFileSync(join(place, basename(path)), 'utf8')).toBe('something else');
  });
});

describe('nothing half done', () => {
  const biasOnly = () => ({
    bias: join(night.console.folder, night.masters.bias.path),
    ...{ dark: null, darkScale: 1, flat: null, badPixels: null, saturationAdu: 65_535, hasColourPattern: false },
  });

  const job = (place: string) => ({
    lights: ['L', 'R'].map((filter) => {
      const { uid, path, sha256 } = night.lightIn(filter);
      const from = join(night.console.folder, path!);
      return { uid, path: from, knownSha256: sha256, correction: biasOnly(), biasIsInDark: false, folder: place };
    }),
    ...{ madeAt: 0, softwareVersion: '0.1.0' },
  });

  test('stopped, the files that were finished are there, and nothing of the one in hand', async () => {
    const place = join(folder, 'stopped');
    const stopping = new AbortController();
    // Half of the work is done when the second light is begun.
    const onProgress = (done: number) => {
      if (done >= 0.5) stopping.abort();
    };
    const outcomes = await exportLights(job(place), { signal: stopping.signal, onProgress });
    expect(outcomes).toMatchObject([{ uid: night.lightIn('L').uid, wasThere: false }]);
    expect(readdirSync(place)).toEqual([expect.stringMatching(/_L_.*_cal\.fits$/)]);
  });

  test('a disk that fills up ends the export with a sentence, and has nothing half written on it', async ({ skip }) => {
    const disk = mountSmallDisk(1);
    if (disk === null) return skip('needs the right to mount a disk');
    try {
      // Room for one of the two: 160 × 128 floats and their header.
      disk.fillBut(140_000);
      const watch = { signal: new AbortController().signal, onProgress: () => undefined };
      await expect(exportLights(job(disk.folder), watch)).rejects.toMatchObject({
        ...{ reason: 'storage', message: expect.stringMatching(/no space left/) },
        facts: { code: 'no-space' },
      });
      expect(readdirSync(disk.folder).filter((name) => name !== 'other-data')).toEqual([
        expect.stringMatching(/_L_.*_cal\.fits$/),
      ]);
    } finally {
      disk.remove();
    }
  });

  test('a light that is damaged is told of, and the others are exported', async () => {
    const place = join(folder, 'damaged');
    mkdirSync(place, { recursive: true });
    const { uid, path } = night.lightIn('R');
    truncateSync(join(night.console.folder, path!), 20_000);
    const { written, skipped } = await call({
      ...{ uids: [uid, night.lightIn('L').uid], allowMissing: ['flat'], to: place },
    });
    expect(written.map((each) => each.uid)).toEqual([night.lightIn('L').uid]);
    expect(skipped).toEqual([
      {
        ...{ uid, name: basename(path!) },
        why: expect.stringMatching(/is not what was written when the frame was taken/),
        whyFacts: { code: 'not-as-taken', path: join(night.console.folder, path!) },
      },
    ]);
    expect(readdirSync(place)).toHaveLength(1);
  });
});
