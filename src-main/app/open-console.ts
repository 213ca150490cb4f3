/** The composition root: puts the console together over a data folder. */
import { CalibrationLibrary } from '../calibration/library.ts';
import { ConsoleError } from '../contract/errors.ts';
import type { Handlers } from '../contract/procedures.ts';
import type { ConsoleServices } from '../contract/services.ts';
import { createClock } from '../devices/clock.ts';
import { createPixelService, type PixelService } from '../frames/pixels/pixel-service.ts';
import { rejectedCalibrationFrames } from '../store/calibration-store.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { loadSetup, saveSetup } from '../store/setup-store.ts';
import { storageFault } from '../store/storage-fault.ts';
import { alarmUseCases } from './alarm-use-cases.ts';
import { scheduleBackups } from './backup-schedule.ts';
import { calibrationUseCases } from './calibration-use-cases.ts';
import { ConsoleCore } from './console-core.ts';
import type { ConsoleOptions } from './console-options.ts';
import { DEFAULT_SETUP } from './default-setup.ts';
import { deviceUseCases } from './device-use-cases.ts';
import { createEventBus, type EventBus } from './event-bus.ts';
import { framesUseCases } from './frames-use-cases.ts';
import { judgeUnmeasured, putLedgerRight } from './ledger-at-start.ts';
import { LightExporting } from './light-exporting.ts';
import { MorningCalibration } from './morning-calibration.ts';
import { type NightLog, openNightLog } from './night-log.ts';
import { queueUseCases } from './queue-use-cases.ts';
import { runUseCases } from './run-use-cases.ts';
import { SensorFollowing } from './sensor-following.ts';
import { stateUseCases } from './state-use-cases.ts';
import { ViewerImages } from './viewer-images.ts';

/** Tasks whose time is over, the disk's room, sun and moon are looked at this often, ms. */
const WATCH_MS = 30_000;
/** Whether the computer's clock was set, a cooler arrives, and alarms are acknowledged is looked at this often, ms. */
const SECOND_MS = 1_000;

/**
 * Opens the data folder and gets everything ready that a host offers.
 * @throws ConsoleError `busy` when another console has the folder, `storage` when it cannot be used
 */
export async function openConsole(options: ConsoleOptions): Promise<ConsoleServices> {
  const { core, nightLog } = await openCore(options);
  const viewer = viewerOf(core);
  const following = new SensorFollowing(core);
  const morning = new MorningCalibration(core);
  const handlers = handlersOf(core, { ...viewer, following }, options.host);
  const backups = scheduleBackups(core);
  const watch = setInterval(() => {
    core.publishNight();
    void lookAround(core);
    following.catchUp();
    morning.look();
  }, WATCH_MS);
  if (core.recovery !== null && core.recovery.interrupted > 0 && resumes(core, options))
    void core.runner.start('console');
  const everySecond = setInterval(() => {
    core.watchClock();
    core.watchCoolers();
    core.alarms.look();
  }, SECOND_MS);
  let closing: Promise<void> | null = null;
  return {
    handlers,
    events: core.bus,
    pixels: (request) => viewer.pixels.handle(request),
    close() {
      closing ??= (async () => {
        clearInterval(watch);
        clearInterval(everySecond);
        morning.close();
        await core.runner.stopNow('console');
        await following.close();
        await backups.close();
        await core.close();
        nightLog.close();
        await viewer.pixels.close();
      })();
      return closing;
    },
  };
}

/** Neither look may end the console: a disk that refuses is told by the disk's own line, and looked at again. */
async function lookAround(core: ConsoleCore): Promise<void> {
  try {
    core.runner.expireTasks();
    await core.lookAtDisk();
    core.alarms.clear('console.look-failed');
  } catch (thrown) {
    const message = storageFault(thrown)?.message ?? (thrown instanceof Error ? thrown.message : String(thrown));
    core.alarms.raise({ kind: 'console.look-failed', facts: { why: message }, message });
  }
}

/** Procedures that only look, over a folder that may belong to a running console. Nothing is changed. */
export async function openForLooking(dataFolder: string): Promise<Pick<ConsoleServices, 'handlers' | 'close'>> {
  try {
    return await openConsole({ dataFolder, host: 'cli' });
  } catch (thrown) {
    if (!(thrown instanceof ConsoleError) || thrown.reason !== 'busy') throw thrown;
  }
  const store = openStore(dataFolder, 'look');
  const core = new ConsoleCore({ store, bus: createEventBus(), clock: createClock(), unattended: true });
  const viewer = viewerOf(core);
  return {
    handlers: handlersOf(core, { ...viewer, following: new SensorFollowing(core, { keeps: false }) }, 'cli'),
    close: async () => {
      await core.close();
      await viewer.pixels.close();
    },
  };
}

interface Viewer {
  readonly library: CalibrationLibrary;
  readonly images: ViewerImages;
  readonly pixels: PixelService;
}

function viewerOf(core: ConsoleCore): Viewer {
  const library = new CalibrationLibrary(core.store.dataFolder, () => rejectedCalibrationFrames(core.db));
  const images = new ViewerImages(core, library, (path) => pixels.survey(path));
  const pixels = createPixelService({ locate: (uid, calibration) => images.locate(uid, calibration) });
  return { library, images, pixels };
}

interface Helpers extends Pick<Viewer, 'library' | 'images'> {
  readonly following: SensorFollowing;
}

function handlersOf(core: ConsoleCore, helpers: Helpers, host: ConsoleOptions['host']): Handlers {
  return namingStorageFaults({
    ...queueUseCases(core),
    ...runUseCases(core),
    ...framesUseCases(core, helpers.images, new LightExporting(core, helpers.library, host)),
    ...calibrationUseCases(core, { ...helpers, host }),
    ...deviceUseCases(core),
    ...alarmUseCases(core),
    ...stateUseCases(core, host),
  });
}

/** What the disk refuses reaches the person as such, whichever use case met it. */
function namingStorageFaults(handlers: Handlers): Handlers {
  const named = Object.entries(handlers).map(([name, handler]) => {
    const call = handler as (...args: unknown[]) => unknown;
    return [
      name,
      async (...args: unknown[]) => {
        try {
          return await call(...args);
        } catch (thrown) {
          throw storageFault(thrown) ?? thrown;
        }
      },
    ];
  });
  return Object.fromEntries(named) as Handlers;
}

/** By hand is the default: after a power cut somebody may want to look at the dome first. */
function resumes(core: ConsoleCore, { host }: ConsoleOptions): boolean {
  return core.setup.run.resume_after_crash && host !== 'cli';
}

interface OpenedCore {
  readonly core: ConsoleCore;
  readonly nightLog: NightLog;
}

/** Store, clock, instrument and runner over a data folder, the ledger put right. The caller closes them. */
async function openCore(options: ConsoleOptions): Promise<OpenedCore> {
  const store = openStore(options.dataFolder);
  const bus = createEventBus();
  const nightLog = openNightLog(options.dataFolder, bus);
  try {
    return { core: await coreOver(store, bus, options), nightLog };
  } catch (thrown) {
    nightLog.close();
    store.close();
    throw thrown;
  }
}

async function coreOver(store: Store, bus: EventBus, options: ConsoleOptions): Promise<ConsoleCore> {
  if (loadSetup(store.db) === null) saveSetup(store.db, DEFAULT_SETUP);
  const clock = createClock(options.speed ?? 1);
  const core = new ConsoleCore({ store, bus, clock, unattended: options.host === 'cli' });
  core.alarms.afterStart();
  core.recovery = await putLedgerRight(core, resumes(core, options));
  // A command of the command line ends before it would be through with them.
  if (options.host !== 'cli') judgeUnmeasured(core);
  core.runner.expireTasks();
  core.runner.tasksChanged();
  await core.lookAtDisk();
  return core;
}
