/**
 * Every fault that a camera can be told to have, and unplugging in every phase: each ends as what it is within a stated
 * time, none hangs, and the next frame is right without anybody touching the camera.
 */
import {
  type CameraPort,
  DeviceError,
  type DeviceFailure,
  type DeviceFamily,
  type ExposureSettings,
  type RawFrame,
} from '../../../../src-main/devices/ports.ts';
import type { CameraFault } from '../../virtual-devices/camera-faults.ts';
import type { CameraModelName } from '../../virtual-devices/camera-models.ts';
import { judgeFrame, openFamily, type PluggedIn, plugInAndFind, settings, takeAway, takeFrame } from './cameras.ts';
import { type Checks, waitFor } from './checks.ts';
import { expectFailure, goesAgain } from './failures.ts';
import type { SideDoor } from './side-door.ts';

/** With a shutter, so that commands with answers are part of every frame. */
const MODEL: CameraModelName = 'h36-small';
/** Of 162,688 bytes a frame. */
const HALF_WAY = 80_000;
const ON_A_PACKET = 512 * 100;
const SLOW_BYTES_PER_MS = 50;
const FRAME = settings({ exposureS: 0.3 });

interface FrameFault {
  readonly fault: CameraFault;
  readonly failures: readonly DeviceFailure[];
  readonly withinS: number;
}

/** Faults that cost a frame. The time includes the driver's own patience and bringing the camera to rest. */
const COSTLY: readonly FrameFault[] = [
  ...[0, 1000, HALF_WAY].map((afterBytes): FrameFault => {
    return { fault: { kind: 'stall', afterBytes }, failures: ['protocol'], withinS: 10 };
  }),
  { fault: { kind: 'short', afterBytes: ON_A_PACKET }, failures: ['short-frame'], withinS: 20 },
  { fault: { kind: 'silent', afterBytes: HALF_WAY }, failures: ['timeout'], withinS: 20 },
  ...[1, 512, 5000].map((bytes): FrameFault => {
    return { fault: { kind: 'extra', bytes }, failures: ['protocol'], withinS: 10 };
  }),
];

/** Faults of a single command, which a second try mends: no frame is lost. */
const MENDED: readonly CameraFault[] = [
  { kind: 'refuse' },
  { kind: 'garbage' },
  { kind: 'short-answer' },
  { kind: 'late', ms: 1000 },
];
/** Longer than the driver waits for an answer, which then comes when nobody expects it any more. */
const TOO_LATE: CameraFault = { kind: 'late', ms: 4000 };

export async function driverFaults(sideDoor: SideDoor, checks: Checks): Promise<void> {
  const family = await openFamily();
  const plugged = await plugInAndFind(sideDoor, family, {
    ...{ kind: 'camera', model: MODEL, serial: 'FAULTS-1', skyAduPerS: 3000 },
  });
  const camera = await family.openCamera(plugged.found.key);
  const bench: FaultBench = { sideDoor, checks, camera, plugged, family };
  await faultsOfFrames(bench);
  await faultsOfCommands(bench);
  await aborts(bench);
  await unplugging(bench);
  await camera.close();
  await takeAway(sideDoor, family, plugged);
}

interface FaultBench {
  readonly sideDoor: SideDoor;
  readonly checks: Checks;
  readonly camera: CameraPort;
  readonly plugged: PluggedIn;
  readonly family: DeviceFamily;
}

async function rightFrame({ sideDoor, camera, plugged }: FaultBench, wanted: ExposureSettings = FRAME): Promise<void> {
  await judgeFrame(sideDoor, plugged.busId, MODEL, wanted, await takeFrame(camera, wanted));
}

/** Fails unless the work fails as it should within the time. */
async function failsInTime(work: Promise<unknown>, failures: readonly DeviceFailure[], withinS: number): Promise<void> {
  const began = performance.now();
  await expectFailure(work, failures);
  const tookS = (performance.now() - began) / 1000;
  if (tookS > withinS) throw new Error(`It took ${tookS.toFixed(1)} s instead of at most ${withinS} s.`);
}

async function faultsOfFrames(bench: FaultBench): Promise<void> {
  const { sideDoor, checks, camera, plugged } = bench;
  for (const { fault, failures, withinS } of COSTLY) {
    await checks.check(
      `${describe(fault)}: ${failures.join(' or ')} within ${withinS} s, next frame right`,
      async () => {
        await sideDoor.orderFault(plugged.busId, fault);
        await failsInTime(takeFrame(camera, FRAME), failures, withinS);
        await rightFrame(bench);
      },
    );
    await sideDoor.orderFault(plugged.busId, null);
  }
  // Such bytes are found by listening for a moment, in which they may not have come: then they are found by the next command.
  await checks.check(
    'extra bytes after a frame that ends on a packet’s end: dropped or right, never wrong',
    async () => {
      const onPackets = settings({ exposureS: 0.3, subFrame: { x: 0, y: 0, width: 64, height: 8 } });
      await sideDoor.orderFault(plugged.busId, { kind: 'extra', bytes: 100 });
      await rightOrDropped(bench, onPackets);
      await rightOrDropped(bench, onPackets);
      await rightFrame(bench, onPackets);
    },
  );
  await checks.check('pixels that come 20 times slower than usual are no fault', async () => {
    await sideDoor.setSpeed(plugged.busId, SLOW_BYTES_PER_MS);
    await rightFrame(bench);
  });
  await sideDoor.setSpeed(plugged.busId, null);
  await checks.check(
    'frames that stay silent again and again: timeout each time, right once it is mended',
    async () => {
      await sideDoor.orderFault(plugged.busId, { kind: 'silent', afterBytes: 0 }, false);
      for (let time = 0; time < 2; time++) await failsInTime(takeFrame(camera, FRAME), ['timeout'], 20);
      await sideDoor.orderFault(plugged.busId, null);
      await rightFrame(bench);
    },
  );
}

async function faultsOfCommands(bench: FaultBench): Promise<void> {
  const { sideDoor, checks, camera, plugged } = bench;
  for (const fault of MENDED) {
    await checks.check(`${describe(fault)}: the frame is right all the same, and the next`, async () => {
      await sideDoor.orderFault(plugged.busId, fault);
      const before = (await sideDoor.lastFrame(plugged.busId)).faultsHappened;
      const frame = await takeFrame(camera, FRAME);
      const { faultsHappened } = await sideDoor.lastFrame(plugged.busId);
      if (faultsHappened === before) throw new Error('The fault did not happen.');
      await judgePixels(bench, frame);
      await rightFrame(bench);
    });
    await sideDoor.orderFault(plugged.busId, null);
  }
  await checks.check('nonsense for every answer: protocol, right once it is mended', async () => {
    await sideDoor.orderFault(plugged.busId, { kind: 'garbage' }, false);
    await failsInTime(camera.readCooler(), ['protocol'], 15);
    await sideDoor.orderFault(plugged.busId, null);
    await rightFrame(bench);
  });
  await checks.check('an answer that comes too late: protocol or a right frame, never a wrong one', async () => {
    await sideDoor.orderFault(plugged.busId, TOO_LATE);
    await rightOrDropped(bench, FRAME);
    await rightFrame(bench);
  });
  await checks.check(
    'a cooler’s answer that comes too late is not taken for another, the next frame is right',
    async () => {
      await camera.setCooler({ on: true, setPointC: -10 });
      await sideDoor.orderFault(plugged.busId, TOO_LATE);
      const { sensorC } = await camera.readCooler();
      if (sensorC < -50 || sensorC > 50) throw new Error(`The cooler is said to be at ${sensorC} °C.`);
      await camera.setCooler({ on: false });
      await judgePixels(bench, await takeFrame(camera, FRAME));
      await rightFrame(bench);
    },
  );
}

/** A frame that is not dropped as `protocol` must have the right pixels. */
async function rightOrDropped(bench: FaultBench, wanted: ExposureSettings): Promise<void> {
  const frame = await takeFrame(bench.camera, wanted).catch((thrown: unknown) => {
    if (thrown instanceof DeviceError && thrown.failure === 'protocol') return null;
    throw thrown;
  });
  if (frame !== null) await judgePixels(bench, frame, wanted);
}

/** Pixels only: a repeated command may leave a complaint with the camera, and one that came late shifts the exposure. */
async function judgePixels(
  { sideDoor, plugged }: FaultBench,
  frame: RawFrame,
  wanted: ExposureSettings = FRAME,
): Promise<void> {
  await judgeFrame(sideDoor, plugged.busId, MODEL, wanted, frame, { pixelsOnly: true });
}

async function aborts(bench: FaultBench): Promise<void> {
  const { sideDoor, checks, camera, plugged } = bench;
  for (const [phase, afterMs, exposureS] of [['exposure', 1000, 30] as const, ['readout', 1300, 0.3] as const]) {
    await checks.check(`abort in ${phase}: ends within 10 s, shutter closed, next frame right`, async () => {
      await sideDoor.setSpeed(plugged.busId, phase === 'readout' ? SLOW_BYTES_PER_MS : null);
      const abort = new AbortController();
      const reason = new Error('The observer wants to stop.');
      setTimeout(() => abort.abort(reason), afterMs);
      const began = performance.now();
      const thrown = await takeFrame(camera, settings({ exposureS }), abort.signal).then(
        () => new Error('The frame was delivered.'),
        (why: unknown) => why,
      );
      if (thrown !== reason) throw thrown;
      const tookS = (performance.now() - began) / 1000;
      if (tookS > 10) throw new Error(`It took ${tookS.toFixed(1)} s.`);
      await sideDoor.setSpeed(plugged.busId, null);
      if ((await sideDoor.lastFrame(plugged.busId)).shutterOpen) throw new Error('The shutter stayed open.');
      await rightFrame(bench);
    });
  }
  await sideDoor.setSpeed(plugged.busId, null);
}

async function unplugging(bench: FaultBench): Promise<void> {
  const { sideDoor, checks, camera, plugged, family } = bench;
  const { busId } = plugged;
  const comesBack = async () => {
    await sideDoor.plugIn(busId);
    await goesAgain(() => rightFrame(bench));
    const key = (await family.find()).find(({ kind }) => kind === 'camera')?.key;
    if (key !== plugged.found.key) throw new Error(`It came back as ${key} instead of ${plugged.found.key}.`);
  };
  const isGone = () => waitFor('the camera to be gone', async () => ((await family.find()).length === 0 ? true : null));

  await checks.check('unplugged while idle: lost, right again once it is back', async () => {
    await sideDoor.unplug(busId);
    await isGone();
    await failsInTime(takeFrame(camera, FRAME), ['lost'], 5);
    await comesBack();
  });
  await checks.check('unplugged and plugged in again while idle: the next frame is right', async () => {
    await sideDoor.unplug(busId);
    await isGone();
    await comesBack();
  });
  await checks.check('unplugged in exposure: lost within 5 s of it, right again once it is back', async () => {
    setTimeout(() => void sideDoor.unplug(busId), 2000);
    await failsInTime(takeFrame(camera, settings({ exposureS: 60 })), ['lost'], 7);
    await comesBack();
  });
  await checks.check('unplugged and back within an exposure: lost, never a frame of less', async () => {
    setTimeout(() => void sideDoor.unplug(busId).then(() => sideDoor.plugIn(busId)), 1000);
    await failsInTime(takeFrame(camera, settings({ exposureS: 8 })), ['lost'], 15);
    await goesAgain(() => rightFrame(bench));
  });
  await checks.check('unplugged in readout: lost within 10 s, right again once it is back', async () => {
    await sideDoor.orderFault(busId, { kind: 'gone', afterBytes: HALF_WAY });
    await failsInTime(takeFrame(camera, FRAME), ['lost'], 10);
    await comesBack();
  });
}

function describe(fault: CameraFault): string {
  const detail = Object.entries(fault)
    .filter(([name]) => name !== 'kind')
    .map(([name, value]) => `${name} ${value}`);
  return [fault.kind, ...detail].join(' ');
}
