/** One frame from the shutter to the disk: exposes, measures, writes, reports. */
import { setImmediate } from 'node:timers/promises';
import { acquisitionCards } from '../../frames/frame-header.ts';
import { saveFrame } from '../../frames/save-frame.ts';
import { measureFrame } from '../../frames/statistics.ts';
import type { Clock } from '../clock.ts';
import { watchDeadline } from '../deadline.ts';
import type { ExposureOrder, FrameReport, InstrumentEvent } from '../instrument-protocol.ts';
import { type CameraPort, DeviceError, type RawFrame } from '../ports.ts';

/** Real time that a readout may take beyond twice its nominal time before the camera counts as stalled. */
export const STALL_MARGIN_MS = 30_000;

type PhaseName = Extract<InstrumentEvent, { type: 'phase' }>['phase'];

export interface FrameSurroundings {
  readonly clock: Clock;
  readonly camera: CameraPort;
  readonly signal: AbortSignal;
  readonly stallMarginMs: number;
  /** Aborts the frame with that as its failure. */
  abort(why: DeviceError): void;
  onPhase(phase: PhaseName, startedAt: number, endsAt: number): void;
}

/** How long exposure and readout should take by the clock, ms. */
export function expectedDuration(
  camera: CameraPort,
  { settings }: ExposureOrder,
): { exposureMs: number; readoutMs: number } {
  return {
    exposureMs: Math.max(settings.exposureS, camera.info.minExposureS) * 1000,
    readoutMs: (camera.info.readoutModes[settings.readoutMode]?.readoutS ?? 0) * 1000,
  };
}

/** Rejects with a DeviceError; then no file of that name was made. */
export async function takeFrame(order: ExposureOrder, surroundings: FrameSurroundings): Promise<FrameReport> {
  const { clock, camera, onPhase } = surroundings;
  const sensorStartC = await sensorTemperature(camera);
  const frame = await expose(order, surroundings);
  const sensorEndC = await sensorTemperature(camera);
  const readAt = performance.now();

  const writingSince = clock.now();
  if (order.file) onPhase('writing', writingSince, writingSince);
  const statistics = measureFrame(frame.pixels, frame.saturationAdu);
  // Measuring blocks. If main went away meanwhile, its successor takes this frame for lost: no file must appear any more.
  await setImmediate();
  surroundings.signal.throwIfAborted();
  const file = order.file && (await save(order.file, frame, { sensorStartC, sensorEndC }));
  return {
    frameUid: order.frameUid,
    startedAt: frame.startedAt,
    exposureS: frame.exposureS,
    width: frame.width,
    height: frame.height,
    saturationAdu: frame.saturationAdu,
    eGain: frame.eGain,
    readNoiseE: frame.readNoiseE,
    sensorStartC,
    sensorEndC,
    statistics,
    file,
    savingMs: performance.now() - readAt,
  };
}

async function expose(
  order: ExposureOrder,
  { clock, camera, signal, stallMarginMs, abort, onPhase }: FrameSurroundings,
): Promise<RawFrame> {
  const { exposureMs, readoutMs } = expectedDuration(camera, order);
  const began = clock.now();
  onPhase('exposing', began, began + exposureMs);
  const stopWatching = watchDeadline(clock, { clockMs: exposureMs + 2 * readoutMs, marginMs: stallMarginMs }, () =>
    abort(
      new DeviceError(
        'timeout',
        'The camera did not deliver the frame in time. It was told to stop; if that happens again, switch it off and on.',
      ),
    ),
  );
  try {
    return await camera.takeFrame(order.settings, {
      signal,
      onPhase(phase) {
        const now = clock.now();
        onPhase(phase, now, now + readoutMs);
      },
    });
  } finally {
    stopWatching();
  }
}

async function sensorTemperature(camera: CameraPort): Promise<number | null> {
  return camera.info.hasCooler ? (await camera.readCooler()).sensorC : null;
}

async function save(
  file: NonNullable<ExposureOrder['file']>,
  frame: RawFrame,
  temperatures: { readonly sensorStartC: number | null; readonly sensorEndC: number | null },
): Promise<NonNullable<FrameReport['file']>> {
  const { startedAt, exposureS, eGain, readNoiseE, saturationAdu, width, height, pixels } = frame;
  const acquired = acquisitionCards({
    startedAt,
    exposureS,
    darkTimeS: null,
    ...temperatures,
    eGain,
    readNoiseE,
    saturationAdu,
  });
  try {
    const { folder, name, cards } = file;
    return await saveFrame({ folder, name, cards: [...cards, ...acquired], width, height, pixels });
  } catch (cause) {
    throw new DeviceError('storage', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
