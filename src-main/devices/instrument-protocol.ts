/**
 * What main and an instrument host process say to each other. The host owns the devices and the pixels: a frame is read,
 * written and measured there, and only its report crosses to main.
 */
import type { FrameStatistics } from '../contract/views.ts';
import type { DeviceActivity } from '../contract/vocabulary.ts';
import type { HeaderCard } from '../frames/fits/card.ts';
import type {
  CameraInfo,
  CoolerReading,
  DeviceFailure,
  ExposureSettings,
  FoundDevice,
  InjectedFault,
  SlotFromOne,
  WheelInfo,
} from './ports.ts';

/** Which devices make up the instrument, by family and key. */
export interface InstrumentDevices {
  readonly instrumentId: number;
  readonly camera: { readonly family: string; readonly key: string; readonly options: unknown };
  readonly wheel: { readonly family: string; readonly key: string; readonly options: unknown } | null;
}

export interface ExposureOrder {
  readonly frameUid: string;
  readonly settings: ExposureSettings;
  /** Null: the frame is measured, not kept (test frames of a flat search). */
  readonly file: {
    /** Absolute folder (made if missing) and file name without folder, ending in .fits. */
    readonly folder: string;
    readonly name: string;
    /** Those that are known beforehand; the host adds times, temperatures and checksums. */
    readonly cards: readonly HeaderCard[];
  } | null;
  readonly setPointC: number | null;
}

/** What became of an order that went well. The file, if any, is complete, synced and under its final name. */
export interface FrameReport {
  readonly frameUid: string;
  /** UTC ms, by the host's clock. */
  readonly startedAt: number;
  readonly exposureS: number;
  readonly width: number;
  readonly height: number;
  readonly saturationAdu: number;
  readonly eGain: number;
  readonly readNoiseE: number;
  readonly sensorStartC: number | null;
  readonly sensorEndC: number | null;
  readonly statistics: FrameStatistics;
  readonly file: { readonly path: string; readonly bytes: number; readonly sha256: string } | null;
  /** ms from the last byte of the readout to the file being safe. */
  readonly savingMs: number;
}

export interface InstrumentStatus {
  readonly camera: {
    readonly info: CameraInfo;
    readonly simulated: boolean;
    readonly cooler: CoolerReading | null;
    readonly shutter: 'open' | 'closed' | 'none';
  } | null;
  readonly wheel: {
    readonly info: WheelInfo;
    readonly simulated: boolean;
    readonly position: SlotFromOne | null;
    readonly movingTo: SlotFromOne | null;
  } | null;
}

/** A call's outcome; errors cross as data, so that their reason survives. */
export type HostOutcome<Value> = { readonly ok: true; readonly value: Value } | HostFailure;

/** As a DeviceError. */
export interface HostFailure {
  readonly ok: false;
  readonly failure: DeviceFailure;
  readonly message: string;
  readonly busyWith: DeviceActivity | null;
}

/** Calls from main to the host. */
export interface InstrumentCalls {
  /** Opens the devices. Safe to call again after a failure. */
  open(devices: InstrumentDevices): Promise<HostOutcome<InstrumentStatus>>;
  close(): Promise<HostOutcome<null>>;
  find(families: readonly string[]): Promise<HostOutcome<readonly FoundDevice[]>>;
  status(): Promise<HostOutcome<InstrumentStatus>>;
  expose(order: ExposureOrder): Promise<HostOutcome<FrameReport>>;
  /** Ends the exposure, move or wait under way; the call it belongs to fails with `aborted`. */
  abort(): Promise<HostOutcome<null>>;
  moveWheel(slot: SlotFromOne): Promise<HostOutcome<null>>;
  setCooler(target: { on: true; setPointC: number } | { on: false }): Promise<HostOutcome<null>>;
  /** Resolves once |sensor − set point| ≤ tolerance has held for the dwell time; `cooling-timeout` when it does not come. */
  waitForTemperature(want: {
    setPointC: number;
    toleranceC: number;
    dwellS: number;
    timeoutS: number;
  }): Promise<HostOutcome<CoolerReading>>;
  /** Ramps the set point up towards the surroundings, then switches the cooler off. Returns at once. */
  warmUp(rateCPerMinute: number): Promise<HostOutcome<null>>;
  /** Simulated devices only: the pace of waiting, and by how much the host's UTC has stepped, ms. */
  setTime(time: { speed: number; steppedMs: number }): Promise<HostOutcome<null>>;
  /** Simulated devices only: makes a device misbehave as told. */
  injectFault(fault: InjectedFault): Promise<HostOutcome<null>>;
}

/** The same calls at either end of the channel: they give the value or reject with a DeviceError. */
export type InstrumentMethods = {
  readonly [Name in keyof InstrumentCalls]: (
    ...args: Parameters<InstrumentCalls[Name]>
  ) => Promise<Extract<Awaited<ReturnType<InstrumentCalls[Name]>>, { ok: true }>['value']>;
};

/** Events from the host to main. Each carries how far the host's clock has run ahead, so that main's clock follows. */
export type InstrumentEvent = { readonly aheadMs: number } & (
  | { readonly type: 'status'; readonly status: InstrumentStatus }
  | {
      readonly type: 'phase';
      readonly frameUid: string;
      readonly phase: 'exposing' | 'reading' | 'writing';
      /** UTC ms by the host's clock. */
      readonly startedAt: number;
      readonly endsAt: number;
    }
  /** What is there now, whenever that has changed. */
  | { readonly type: 'found'; readonly devices: readonly FoundDevice[] }
  | { readonly type: 'lost'; readonly device: 'camera' | 'wheel'; readonly message: string }
);
