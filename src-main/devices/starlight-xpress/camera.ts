/** A Starlight Xpress camera: the port's promises kept over USB. */
import { checkSettings } from '../check-settings.ts';
import type { Clock } from '../clock.ts';
import {
  type CameraInfo,
  type CameraPort,
  type CoolerReading,
  DeviceError,
  type ExposureSettings,
  type RawFrame,
} from '../ports.ts';
import { startingPace } from '../usb/bulk-transfers.ts';
import type { DeviceLink } from '../usb/device-link.ts';
import type { UsbPipes } from '../usb/usb-ports.ts';
import {
  coolerCommand,
  modelCommand,
  parametersCommand,
  parseCooler,
  parseModel,
  parseParameters,
  REPLY_BYTES,
  shutterCommand,
} from './camera-protocol.ts';
import { ask, calm } from './conversation.ts';
import { planExposure } from './exposure-plan.ts';
import { layOutFrame } from './frame-layout.ts';
import { runExposure } from './run-exposure.ts';
import { interpretSensor, type Sensor, USUAL_FIELD_MS } from './sensor.ts';

/** Brings a camera to rest and asks it what it is. Rejects with a UsbFault or a DeviceError. */
export async function identifyCamera(pipes: UsbPipes, productId: number): Promise<Sensor> {
  await calm(pipes);
  const modelWord = await ask(pipes, modelCommand(), REPLY_BYTES.model, parseModel);
  const parameters = await ask(pipes, parametersCommand(), REPLY_BYTES.parameters, parseParameters);
  // Whoever had it before may have left it open.
  if (parameters.hasShutter) await ask(pipes, shutterCommand(false), REPLY_BYTES.shutter, () => {});
  return interpretSensor(productId, modelWord, parameters);
}

/** What the cooler was last told; outlives the connection, so that a camera that comes back goes on cooling. */
export interface CoolerOrder {
  on: boolean;
  setPointC: number;
}

export interface StarlightXpressCamera {
  readonly link: DeviceLink;
  readonly clock: Clock;
  readonly sensor: Sensor;
  readonly info: CameraInfo;
  readonly cooler: CoolerOrder;
}

/** On-chip binning sums charge in a well that holds about this many pixels' worth. */
const SUMMING_WELL_PIXELS = 2;

export function createStarlightXpressCamera(parts: StarlightXpressCamera): CameraPort {
  const { link, clock, sensor, info, cooler } = parts;
  const pace = startingPace();
  let busy = false;
  /** The camera must not be asked anything: its exposure is about to end, or it reads out. */
  let quiet = false;
  let shutterOpen = false;
  let lastSensorC: number | null = null;
  /** How long a field of so many bytes took to be read. */
  let lastField: { readonly bytes: number; readonly ms: number } | null = null;

  /** Kept from frame to frame: to be given fresh memory costs a process more than filling it. */
  let memory = new Uint8Array();
  const memoryFor = (bytes: number) => {
    if (memory.length !== bytes) memory = new Uint8Array(bytes);
    return memory;
  };

  const moveShutter = async (open: boolean) => {
    await link.use((pipes) => ask(pipes, shutterCommand(open), REPLY_BYTES.shutter, () => {}));
    shutterOpen = open;
  };

  /** After a frame that was aborted or failed. What does not come to rest is reset and opened anew by the next call. */
  const comeToRest = async () => {
    try {
      await link.use(calm);
      if (shutterOpen) await moveShutter(false);
    } catch {
      await link.resetAndLetGo();
    }
    // A camera that is opened is told to close its shutter.
    shutterOpen = false;
  };

  const expose = async (
    settings: ExposureSettings,
    signal: AbortSignal,
    onPhase: (phase: 'reading') => void,
  ): Promise<RawFrame> => {
    const { region } = checkSettings(info, settings);
    const layout = layOutFrame(sensor, region, settings.binning);
    const fieldBytes = layout.reads[0]!.bytes;
    const plan = planExposure({
      layout,
      frameType: settings.frameType,
      exposureS: Math.max(settings.exposureS, info.minExposureS),
      hasShutter: info.hasShutter,
      fieldMs: lastField?.bytes === fieldBytes ? lastField.ms : USUAL_FIELD_MS,
    });
    const { raw, startedAt, exposureS, readMs } = await runExposure(plan, {
      link,
      clock,
      signal,
      pace,
      memoryFor,
      onQuiet() {
        quiet = true;
      },
      onShutter(open) {
        shutterOpen = open;
      },
      onReading: () => onPhase('reading'),
    });
    if (layout.reads.length > 1) lastField = { bytes: fieldBytes, ms: readMs[0]! };
    const { eGain, readNoiseE } = sensor.model;
    return {
      width: layout.width,
      height: layout.height,
      pixels: layout.arrange(raw),
      startedAt,
      exposureS,
      saturationAdu: saturationAdu(sensor, settings.binning),
      eGain,
      readNoiseE,
    };
  };

  const orderCooler = async (): Promise<CoolerReading> => {
    const command = coolerCommand(cooler.on, cooler.setPointC);
    const { sensorC, on } = await link.use((pipes) => ask(pipes, command, REPLY_BYTES.cooler, parseCooler));
    lastSensorC = sensorC;
    return { sensorC, setPointC: on ? cooler.setPointC : null, on, power: null };
  };
  const requireCooler = () => {
    if (!info.hasCooler) throw new DeviceError('refused', `${link.name} has no cooler.`);
  };

  return {
    info,
    async takeFrame(settings, { signal, onPhase }) {
      if (busy) throw new DeviceError('refused', 'The camera is taking a frame already.');
      signal.throwIfAborted();
      busy = true;
      try {
        return await expose(settings, signal, onPhase);
      } catch (thrown) {
        const isRefusal =
          thrown instanceof DeviceError && (thrown.failure === 'refused' || thrown.failure === 'not-connected');
        if (!isRefusal) await comeToRest();
        throw thrown;
      } finally {
        quiet = false;
        busy = false;
      }
    },
    async readCooler() {
      requireCooler();
      if (quiet && lastSensorC !== null) {
        return { sensorC: lastSensorC, setPointC: cooler.on ? cooler.setPointC : null, on: cooler.on, power: null };
      }
      return orderCooler();
    },
    async setCooler(target) {
      requireCooler();
      cooler.on = target.on;
      if (target.on) cooler.setPointC = target.setPointC;
      await orderCooler();
    },
    async requirePresence() {
      // A frame under way finds out by itself.
      if (!busy) await link.requirePresence();
    },
    shutter: () => (info.hasShutter ? (shutterOpen ? 'open' : 'closed') : 'none'),
    close: () => link.close(),
  };
}

/** ADU at which a pixel is full, or the converter at its end. */
function saturationAdu({ model, bitsPerPixel }: Sensor, binning: number): number {
  const wellE = model.fullWellE * Math.min(binning ** 2, SUMMING_WELL_PIXELS);
  return Math.min(2 ** bitsPerPixel - 1, Math.floor(wellE / model.eGain));
}
