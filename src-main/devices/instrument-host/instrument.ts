/**
 * One instrument's devices and what may be done with them at the same time. Knows nothing of processes: main.ts connects
 * it to the channel, tests call it directly.
 */
import type { Clock } from '../clock.ts';
import { DEVICE_FAMILIES } from '../family-names.ts';
import type { InstrumentEvent, InstrumentMethods, InstrumentStatus } from '../instrument-protocol.ts';
import { type CameraPort, type CoolerReading, DeviceError, type FilterWheelPort, type SlotFromOne } from '../ports.ts';
import { createActivities } from './activities.ts';
import { loadFamily } from './families.ts';
import { createDeviceOpener, type OpenDevices } from './open-devices.ts';
import { STALL_MARGIN_MS, takeFrame } from './take-frame.ts';
import { nextWarmUpStep, WARM_UP_STEP_S, waitForTemperature } from './temperature.ts';

/** An event as its cause knows it; who sends it adds the clock's state. */
export type InstrumentNews = InstrumentEvent extends infer Event
  ? Event extends InstrumentEvent
    ? Omit<Event, 'aheadMs'>
    : never
  : never;

export interface Instrument {
  readonly operations: InstrumentMethods;
  /** Sends the devices' status if it has changed; to be called about once a second. */
  reportChanges(): Promise<void>;
  /** Sends what is plugged in if that has changed; to be called every few seconds. */
  reportFound(): Promise<void>;
}

export function createInstrument({
  clock,
  onNews,
  stallMarginMs = STALL_MARGIN_MS,
  load = loadFamily,
}: {
  readonly clock: Clock;
  onNews(news: InstrumentNews): void;
  /** Real time, ms. */
  readonly stallMarginMs?: number;
  /** Gives a device family by its name. */
  readonly load?: typeof loadFamily;
}): Instrument {
  const activities = createActivities();
  const opener = createDeviceOpener(clock, load);
  let devices: OpenDevices | null = null;
  let readingOut = false;
  let movingTo: SlotFromOne | null = null;
  let warmUp: AbortController | null = null;
  let lastCooler: CoolerReading | null = null;
  let lastStatusSent = '';
  let lastFoundSent = '';
  const lost = new Set<'camera' | 'wheel'>();

  const requireDevices = (): OpenDevices => {
    if (devices) return devices;
    throw new DeviceError('not-connected', 'The instrument is not connected. Connect it first.');
  };
  const requireWheel = (): FilterWheelPort => {
    const { wheel } = requireDevices();
    if (wheel) return wheel;
    throw new DeviceError('not-connected', 'This instrument has no filter wheel.');
  };

  const hasRealDevices = () =>
    devices !== null && !(devices.cameraFamily.simulated && (devices.wheelFamily?.simulated ?? true));

  /** Tells main the first time that a device turns out to be gone. */
  const noticing = async <Value>(device: 'camera' | 'wheel', work: Promise<Value>): Promise<Value> => {
    try {
      const value = await work;
      lost.delete(device);
      return value;
    } catch (thrown) {
      if (thrown instanceof DeviceError && thrown.failure === 'lost' && !lost.has(device)) {
        lost.add(device);
        onNews({ type: 'lost', device, message: thrown.message });
      }
      throw thrown;
    }
  };

  /** While the camera reads out nothing else may be asked of it; the last reading stands in. */
  const readCooler = async (camera: CameraPort): Promise<CoolerReading | null> => {
    if (!camera.info.hasCooler) {
      if (!readingOut && camera.requirePresence) await noticing('camera', camera.requirePresence());
      return null;
    }
    if (!readingOut) lastCooler = await noticing('camera', camera.readCooler());
    return lastCooler;
  };

  const status = async (): Promise<InstrumentStatus> => {
    if (!devices) return { camera: null, wheel: null };
    const { camera, cameraFamily, wheel, wheelFamily } = devices;
    const position = wheel && movingTo === null ? await noticing('wheel', wheel.position()) : null;
    return {
      camera: {
        info: camera.info,
        simulated: cameraFamily.simulated,
        cooler: await readCooler(camera),
        shutter: camera.shutter(),
      },
      wheel: wheel && { info: wheel.info, simulated: wheelFamily?.simulated ?? false, position, movingTo },
    };
  };

  const reportChanges = async () => {
    let current: InstrumentStatus;
    try {
      current = await status();
    } catch {
      // The loss itself was told by `noticing`; there is no status to send.
      return;
    }
    const fingerprint = statusFingerprint(current);
    if (fingerprint === lastStatusSent) return;
    lastStatusSent = fingerprint;
    onNews({ type: 'status', status: current });
  };

  const reportFound = async () => {
    // The bus belongs to the frame.
    if (readingOut) return;
    const found = await opener.find(DEVICE_FAMILIES).catch(() => null);
    const fingerprint = JSON.stringify(found);
    if (found === null || fingerprint === lastFoundSent) return;
    lastFoundSent = fingerprint;
    onNews({ type: 'found', devices: found });
  };

  const closeDevices = async () => {
    warmUp?.abort();
    await activities.abortAll();
    const open = devices;
    devices = null;
    await Promise.allSettled([open?.camera.close(), open?.wheel?.close()]);
  };

  const rampUp = async (camera: CameraPort, rateCPerMinute: number, signal: AbortSignal) => {
    for (; ; await clock.sleep(WARM_UP_STEP_S * 1000, signal)) {
      // The ramp rests while a frame is taken: its temperature shall hold, and a readout must not be disturbed.
      if (activities.has('frame')) continue;
      const reading = await readCooler(camera);
      if (reading === null || signal.aborted) return;
      const step = nextWarmUpStep(reading, rateCPerMinute);
      await camera.setCooler(step);
      if (!step.on) return;
    }
  };

  const operations: InstrumentMethods = {
    async open(wanted) {
      await closeDevices();
      lost.clear();
      devices = await opener.open(wanted);
      if (hasRealDevices()) clock.setSpeed(1);
      lastCooler = null;
      const opened = await status();
      lastStatusSent = statusFingerprint(opened);
      onNews({ type: 'status', status: opened });
      return opened;
    },
    async close() {
      await closeDevices();
      await reportChanges();
      return null;
    },
    async find(names) {
      return opener.find(names);
    },
    status,
    async expose(order) {
      const { camera } = requireDevices();
      activities.refuseDuring(['frame', 'move', 'temperature-wait'], 'a frame');
      return activities.run('frame', async (signal, abort) => {
        try {
          const frame = takeFrame(order, {
            clock,
            camera,
            signal,
            stallMarginMs,
            abort,
            onPhase(phase, startedAt, endsAt) {
              readingOut = phase === 'reading';
              onNews({ type: 'phase', frameUid: order.frameUid, phase, startedAt, endsAt });
              // The shutter moves with the phases.
              void reportChanges();
            },
          });
          return await noticing('camera', frame);
        } finally {
          readingOut = false;
          void reportChanges();
        }
      });
    },
    async abort() {
      await activities.abortAll();
      return null;
    },
    async moveWheel(slot) {
      const wheel = requireWheel();
      activities.refuseDuring(['frame', 'move'], 'a move of the filter wheel');
      return activities.run('move', async (signal) => {
        movingTo = slot;
        try {
          void reportChanges();
          await noticing('wheel', wheel.moveTo(slot, signal));
          return null;
        } finally {
          movingTo = null;
          void reportChanges();
        }
      });
    },
    async setCooler(target) {
      const { camera } = requireDevices();
      activities.refuseDuring(['frame'], 'a change of the cooling');
      warmUp?.abort();
      await noticing('camera', camera.setCooler(target));
      await reportChanges();
      return null;
    },
    async waitForTemperature(want) {
      const { camera } = requireDevices();
      if (!camera.info.hasCooler) throw new DeviceError('refused', `${camera.info.model} has no cooler to wait for.`);
      activities.refuseDuring(['frame', 'temperature-wait'], 'another wait for a temperature');
      return activities.run('temperature-wait', (signal) =>
        waitForTemperature(clock, () => noticing('camera', camera.readCooler()), want, signal),
      );
    },
    async warmUp(rateCPerMinute) {
      const { camera } = requireDevices();
      activities.refuseDuring(['frame', 'temperature-wait'], 'warming up');
      warmUp?.abort();
      const controller = new AbortController();
      warmUp = controller;
      // A ramp that fails does so because the camera is gone, which `noticing` has told, or because it was taken back.
      rampUp(camera, rateCPerMinute, controller.signal)
        .catch(() => {})
        .finally(() => {
          if (warmUp === controller) warmUp = null;
          void reportChanges();
        });
      return null;
    },
    async setTime({ speed, steppedMs }) {
      if (hasRealDevices() && (speed !== 1 || steppedMs !== 0))
        throw new DeviceError(
          'refused',
          'Real devices have the real time; only that of simulated ones can be changed.',
        );
      clock.setSpeed(speed);
      clock.steppedMs = steppedMs;
      return null;
    },
    async injectFault(fault) {
      opener.injectFault(fault);
      await reportChanges();
      return null;
    },
  };
  return { operations, reportChanges, reportFound };
}

/** What of a status is worth an event: temperatures to a twentieth of a degree, power to a percent. */
function statusFingerprint({ camera, wheel }: InstrumentStatus): string {
  const cooler = camera?.cooler;
  return JSON.stringify([
    camera && [camera.info.serial, camera.shutter],
    cooler && [
      Math.round(cooler.sensorC * 20),
      cooler.setPointC,
      cooler.on,
      cooler.power && Math.round(cooler.power * 100),
    ],
    wheel && [wheel.info.serial, wheel.position, wheel.movingTo],
  ]);
}
