/** Looks at what the console stands on: database, backups, folder, disk, clock, ledger, USB permissions. */
import { access, constants } from 'node:fs/promises';
import type { DoctorCheck } from '../contract/doctor-check.ts';
import { judgePermissions, pluggedDevices } from '../devices/usb/linux-permissions.ts';
import { listBackups } from '../store/backup-files.ts';
import { checkAside } from '../store/backup-worker-entry.ts';
import { filesSetAside } from '../store/data-files.ts';
import { openFrames } from '../store/ledger-store.ts';
import { databaseFaults } from '../store/open-store.ts';
import type { ConsoleCore } from './console-core.ts';

/** No clock of a computer that can run this is right before this instant. */
const EARLIEST_NOW = Date.UTC(2026, 0, 1);

export async function checkSurroundings(core: ConsoleCore): Promise<DoctorCheck[]> {
  return [
    checkDatabase(core),
    await checkBackups(core),
    await checkFolder(core),
    await checkDisk(core),
    checkClock(),
    checkLedger(core),
    ...(process.platform === 'linux' ? [await checkUsb()] : []),
  ];
}

function checkDatabase(core: ConsoleCore): DoctorCheck {
  const faults = databaseFaults(core.db);
  if (faults.length === 0) return { name: 'database', ok: true, message: 'The database is sound.' };
  return {
    name: 'database',
    ok: false,
    message: `The database is damaged (${faults[0]}). Close the console and start it again: it sets this database aside and restores the newest backup.`,
  };
}

async function checkBackups(core: ConsoleCore): Promise<DoctorCheck> {
  const backups = listBackups(core.store.dataFolder);
  const aside = filesSetAside(core.store.dataFolder);
  const kept =
    aside.length === 0
      ? ''
      : ` ${aside.length} damaged files were set aside (${aside[0]}); move them away when nobody needs them any more.`;
  const [newest] = backups;
  if (newest === undefined) {
    return { name: 'backups', ok: true, message: `There is no backup yet; the end of a run takes one.${kept}` };
  }
  const { faults } = await checkAside(newest.path);
  const taken = `${new Date(newest.takenAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const ok = faults.length === 0;
  const message = ok
    ? `${backups.length} backups; the newest, of ${taken}, is sound.`
    : `The newest backup, of ${taken}, is damaged (${faults[0]}). Check the disk; an older one is used where it is needed.`;
  return { name: 'backups', ok, message: message + kept };
}

async function checkFolder(core: ConsoleCore): Promise<DoctorCheck> {
  const { dataFolder } = core.store;
  try {
    await access(dataFolder, constants.W_OK);
    return { name: 'folder', ok: true, message: `${dataFolder} can be written.` };
  } catch {
    return {
      name: 'folder',
      ok: false,
      message: `${dataFolder} cannot be written. Give this user the right to write there.`,
    };
  }
}

async function checkDisk(core: ConsoleCore): Promise<DoctorCheck> {
  const { freeBytes, roomForFrames: room } = await core.lookAtDisk();
  const free = `${(freeBytes / 1e9).toFixed(1)} GB free: room for ${room} full frames`;
  const ok = room >= 500;
  return {
    name: 'disk',
    ok,
    message: ok ? `${free}.` : `${free}. Make room before the night, or name a folder on a larger disk with --data.`,
  };
}

function checkClock(): DoctorCheck {
  const now = new Date();
  const ok = now.getTime() > EARLIEST_NOW;
  const said = `The clock says ${now.toISOString().slice(0, 19)} UTC`;
  return {
    name: 'clock',
    ok,
    message: ok ? `${said}.` : `${said}, which cannot be. Set it: the times in all headers come from it.`,
  };
}

function checkLedger(core: ConsoleCore): DoctorCheck {
  const open = openFrames(core.db).length;
  const ok = open === 0 || core.runner.running;
  return {
    name: 'ledger',
    ok,
    message: ok
      ? 'Every frame in the ledger has come to an end.'
      : `${open} frames were left open. They are put right when a console starts.`,
  };
}

async function checkUsb(): Promise<DoctorCheck> {
  return { name: 'usb', ...judgePermissions(await pluggedDevices()) };
}
