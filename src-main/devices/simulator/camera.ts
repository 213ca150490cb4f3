/** The simulated camera: the port's promises kept in the clock's time, pixels from render.ts. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { checkSettings } from '../check-settings.ts';
import type { Clock } from '../clock.ts';
import {
  type CameraInfo,
  type CameraPort,
  DeviceError,
  type ExposureSettings,
  type RawFrame,
  type SubFrame,
} from '../ports.ts';
import { type CoolerNature, type CoolerState, coolerPower, sensorTemperature } from './cooler.ts';
import type { FaultBoard } from './faults.ts';
import { createFieldFinder } from './field-of-view.ts';
import type { SimulatorOptions } from './options.ts';
import { createFrameRenderer, frameShape, type Scene } from './render.ts';
import { composeScene, type FrameCircumstances } from './scene.ts';
import { conversionFor, type SimulatedCamera, simulatedCameraInfo } from './sensor.ts';
import { DEEP_NIGHT_SUN_DEG, sunAltitudeDeg } from './sky.ts';

/** Rows rendered at a stretch before the process gets to do other things: some milliseconds on a full-size sensor. */
const ROWS_AT_A_STRETCH = 64;
/**
 * A sensor needs no processor while it is exposed. The simulated one computes its pixels meanwhile, and lets go of the processor for
 * a moment after so long, ms, so that the screen beside it does not wait for a thing that is not there on a real night.
 * (Decision 34; the star worker's pause stops its whole thread, which this one must not: it answers while a frame is made.)
 */
const BUSY_AT_A_STRETCH_MS = 6;

export interface SimulatedCameraSurroundings {
  readonly clock: Clock;
  readonly options: SimulatorOptions;
  readonly which: SimulatedCamera;
  readonly faults: FaultBoard<'camera'>;
  /** The filter in the light path now; null without a wheel. */
  filterInLight(): FrameCircumstances['filter'];
}

export function createSimulatedCamera({
  clock,
  options,
  which,
  faults,
  filterInLight,
}: SimulatedCameraSurroundings): CameraPort {
  const info: CameraInfo = simulatedCameraInfo(options, which);
  const sceneSurroundings = { options, info, findField: createFieldFinder() };
  const renderInSteps = createRenderer();
  let busy = false;
  let shutterOpen = false;
  let cooler: CoolerState = { since: clock.monotonic(), sensorC: options.ambientC, on: false, setPointC: 0 };

  const nature = (): CoolerNature => ({
    ambientC: options.ambientC,
    rate: options.coolingRate,
    shortByC: faults.standing('cooler-short')?.byC ?? 0,
  });
  /** To hundredths of a degree, as read from the camera: a frame depends on it and its header states it so. */
  const sensorC = (at: number) => Math.round(sensorTemperature(cooler, nature(), at) * 100) / 100;

  /** What the shutter does when told to open or stay closed. */
  const moveShutter = (wantOpen: boolean) => {
    const stuck = faults.standing('shutter-stuck');
    shutterOpen = stuck ? stuck.open === 1 : wantOpen;
    if (stuck?.noticed === 1 && shutterOpen !== wantOpen) {
      shutterOpen = false;
      throw new DeviceError(
        'shutter',
        `The shutter does not ${wantOpen ? 'open' : 'close'}. Have a look at the camera.`,
      );
    }
  };

  const expose = async (settings: ExposureSettings, signal: AbortSignal, onPhase: (phase: 'reading') => void) => {
    const { mode, region } = checkSettings(info, settings);
    const exposureS = Math.max(settings.exposureS, info.minExposureS);
    const startedAt = Math.floor(clock.now());
    const began = clock.monotonic();
    // Without a shutter, whoever takes a bias or dark has covered the telescope.
    moveShutter(settings.frameType === 'light' || settings.frameType === 'flat');
    const scene = composeScene(sceneSurroundings, {
      settings,
      mode,
      region,
      exposureS,
      startedAt,
      sensorC: sensorC(clock.monotonic() + exposureS * 500),
      shutterOpen,
      transparency: (shutterOpen ? faults.strike('dimmed')?.to : null) ?? 1,
      filter: filterInLight(),
      sunDeg: options.alwaysNight
        ? DEEP_NIGHT_SUN_DEG
        : sunAltitudeDeg(startedAt + exposureS * 500, options.latitudeDeg, options.longitudeDeg),
    });
    // The pixels are made while the exposure and readout are waited for.
    const abandon = new AbortController();
    const rendering = renderInSteps(scene, AbortSignal.any([signal, abandon.signal]));
    rendering.catch(() => {});
    try {
      if (faults.standing('crash')) {
        await clock.sleep(exposureS * 500, signal);
        process.exit(70);
      }
      await clock.sleep(exposureS * 1000, signal);
      faults.requirePresence(began);
      shutterOpen = faults.standing('shutter-stuck')?.open === 1;
      onPhase('reading');
      await readOut(mode.readoutS, region, settings.binning, signal);
      const pixels = await rendering;
      signal.throwIfAborted();
      const { eGain, readNoiseE, saturationAdu } = conversionFor(mode, settings);
      const shape = frameShape(region, settings.binning);
      return { ...shape, pixels, startedAt, exposureS, saturationAdu, eGain, readNoiseE } satisfies RawFrame;
    } finally {
      abandon.abort();
    }
  };

  /** Waits for the readout of a region; rejects as the camera would when it goes wrong. */
  const readOut = async (fullFrameS: number, region: SubFrame, binning: number, signal: AbortSignal) => {
    if (faults.strike('stalled-readout')) await untilAborted(signal);
    const share = (region.width * region.height) / (info.width * info.height) / binning;
    await clock.sleep(fullFrameS * share * 1000, signal);
    faults.requirePresence();
    const short = faults.strike('short-frame');
    if (short) {
      const { width, height } = frameShape(region, binning);
      const bytes = width * height * 2;
      throw new DeviceError(
        'short-frame',
        `The camera delivered ${Math.floor(bytes * short.fraction)} of ${bytes} bytes. The frame is dropped and can be taken again.`,
      );
    }
  };

  return {
    info,
    async takeFrame(settings, { signal, onPhase }) {
      faults.requirePresence();
      if (busy) throw new DeviceError('refused', 'The camera is taking a frame already.');
      signal.throwIfAborted();
      busy = true;
      try {
        return await expose(settings, signal, onPhase);
      } finally {
        busy = false;
        shutterOpen = faults.standing('shutter-stuck')?.open === 1;
      }
    },
    async readCooler() {
      faults.requirePresence();
      const now = sensorC(clock.monotonic());
      return {
        sensorC: now,
        setPointC: cooler.on ? cooler.setPointC : null,
        on: cooler.on,
        power: coolerPower(cooler, nature(), now),
      };
    },
    async setCooler(target) {
      faults.requirePresence();
      const since = clock.monotonic();
      const now = sensorTemperature(cooler, nature(), since);
      cooler = { since, sensorC: now, on: target.on, setPointC: target.on ? target.setPointC : 0 };
    },
    shutter: () => (info.hasShutter ? (shutterOpen ? 'open' : 'closed') : 'none'),
    async close() {},
  };
}

/**
 * Renders a frame a few rows at a time; rejects with the signal's reason when aborted. A frame comes to lie in the memory of the
 * one before where that is as large: to get as much anew takes a good part of the time that the rendering takes.
 */
function createRenderer(): (scene: Scene, signal: AbortSignal) => Promise<Uint16Array> {
  let memory = new Uint16Array();
  return async (scene, signal) => {
    const renderer = createFrameRenderer(scene);
    const length = renderer.width * renderer.height;
    const pixels = memory.length === length ? memory : new Uint16Array(length);
    memory = pixels;
    let began = performance.now();
    for (let row = 0; row < renderer.height; row += ROWS_AT_A_STRETCH) {
      if (performance.now() - began < BUSY_AT_A_STRETCH_MS) await setImmediate();
      else {
        await setTimeout(1);
        began = performance.now();
      }
      signal.throwIfAborted();
      renderer.renderRows(row, Math.min(renderer.height, row + ROWS_AT_A_STRETCH), pixels);
    }
    return pixels;
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
