/**
 * What a camera and a filter wheel are to the console, whatever family drives them. Each family has a folder of its own
 * beside this file and is loaded only when one of its devices is wanted.
 */
import type { DeviceActivity, DeviceFailure, FlatLightSource, FrameType } from '../contract/vocabulary.ts';
import type { Clock } from './clock.ts';

/** A wheel's slot, counted from 1 (as INDI and the wheels' own protocols do; ASCOM counts from 0). */
export type SlotFromOne = number;

export interface ReadoutMode {
  readonly name: string;
  /** Bits that the converter delivers. */
  readonly bitDepth: number;
  /** Seconds for a full unbinned frame. */
  readonly readoutS: number;
  /** e⁻ per ADU, unbinned, at the default gain setting. */
  readonly eGain: number;
  /** e⁻ */
  readonly readNoiseE: number;
  /** ADU added to every pixel by the camera's offset. */
  readonly blankLevelAdu: number;
}

export interface CameraInfo {
  readonly family: string;
  readonly model: string;
  readonly serial: string;
  /** Unbinned pixels. */
  readonly width: number;
  readonly height: number;
  /** µm, unbinned. */
  readonly pixelWidthUm: number;
  readonly pixelHeightUm: number;
  readonly binnings: readonly number[];
  readonly readoutModes: readonly ReadoutMode[];
  /** The camera's gain setting (its own unit); null where it has none. */
  readonly gainSetting: { readonly min: number; readonly max: number; readonly default: number } | null;
  readonly offsetSetting: { readonly min: number; readonly max: number; readonly default: number } | null;
  /** e⁻, unbinned. */
  readonly fullWellE: number;
  readonly hasShutter: boolean;
  readonly hasCooler: boolean;
  readonly canSubFrame: boolean;
  /** Bayer pattern as the first row's first four pixels read ('RGGB'); null for a mono sensor. */
  readonly bayerPattern: string | null;
  /** Shortest exposure it can take, s. */
  readonly minExposureS: number;
}

export interface SubFrame {
  /** Unbinned pixels from the sensor's first pixel. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ExposureSettings {
  readonly frameType: FrameType;
  readonly exposureS: number;
  readonly binning: number;
  readonly readoutMode: number;
  readonly gain: number | null;
  readonly offset: number | null;
  /** Null = the whole sensor. */
  readonly subFrame: SubFrame | null;
  /** Where the telescope points, degrees J2000. Real cameras ignore it; the simulated sky needs it. */
  readonly pointing: { readonly raDeg: number; readonly decDeg: number } | null;
  /** What the telescope looks at for a flat; a panel where it is not said. Real cameras ignore it; the simulated sky needs it. */
  readonly flatLight?: FlatLightSource;
}

export interface RawFrame {
  /** Binned pixels. */
  readonly width: number;
  readonly height: number;
  /** Row after row from the top as read out; ADU. The camera's next frame may come to lie in the same memory. */
  readonly pixels: Uint16Array;
  /** The clock's UTC at the moment the exposure began, ms. */
  readonly startedAt: number;
  /** The real exposure time, s. */
  readonly exposureS: number;
  /** ADU at which a pixel of this frame is saturated: min(converter's maximum, full well / gain). */
  readonly saturationAdu: number;
  /** e⁻ per ADU with this frame's gain setting and binning. */
  readonly eGain: number;
  /** Read noise per pixel of this frame, e⁻. */
  readonly readNoiseE: number;
}

export interface CoolerReading {
  readonly sensorC: number;
  readonly setPointC: number | null;
  readonly on: boolean;
  /** 0..1; null where the camera does not say. */
  readonly power: number | null;
}

export interface CameraPort {
  readonly info: CameraInfo;
  /**
   * Takes one frame. Calls `onPhase('reading')` when the exposure has ended and readout begins. On abort the exposure or
   * readout ends at once, the shutter closes, the camera stays usable, and the promise rejects with the signal's reason.
   * Rejects with a DeviceError otherwise; never resolves with pixels that the camera did not deliver in full.
   */
  takeFrame(
    settings: ExposureSettings,
    options: { signal: AbortSignal; onPhase(phase: 'reading'): void },
  ): Promise<RawFrame>;
  readCooler(): Promise<CoolerReading>;
  /** Switches cooling on towards a set point, °C, or off. */
  setCooler(target: { on: true; setPointC: number } | { on: false }): Promise<void>;
  shutter(): 'open' | 'closed' | 'none';
  /** Rejects with a DeviceError `lost` when the camera is gone; needed of those without a cooler, whose reading tells. */
  requirePresence?(): Promise<void>;
  close(): Promise<void>;
}

export interface WheelInfo {
  readonly family: string;
  readonly model: string;
  readonly serial: string;
  readonly slots: number;
}

export interface FilterWheelPort {
  readonly info: WheelInfo;
  /** Null while it moves. */
  position(): Promise<SlotFromOne | null>;
  /** Resolves once the wheel has arrived and settled. Rejects with a DeviceError when it jams or reports another slot. */
  moveTo(slot: SlotFromOne, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A device that a family has found. `key` finds the same physical device again (serial number, else its port). */
export interface FoundDevice {
  readonly family: string;
  /** `unsupported`: it is there, and the console has no driver for it. */
  readonly kind: 'camera' | 'wheel' | 'unsupported';
  readonly key: string;
  readonly model: string;
  readonly serial: string;
  readonly simulated: boolean;
}

/** A way for a simulated device to misbehave; kinds and parameters are the family's own. */
export interface InjectedFault {
  readonly device: 'camera' | 'wheel';
  readonly kind: string;
  readonly parameters?: Record<string, number>;
}

export interface DeviceFamily {
  readonly name: string;
  readonly simulated: boolean;
  find(): Promise<readonly FoundDevice[]>;
  openCamera(key: string): Promise<CameraPort>;
  openWheel(key: string): Promise<FilterWheelPort>;
  /** Simulated families only. Throws a DeviceError `refused` for a fault that it does not know. */
  injectFault?(fault: InjectedFault): void;
}

/** What a family is made with. `options` is the family's own part of the instrument's set-up, already checked by it. */
export type CreateFamily = (context: { readonly clock: Clock; readonly options: unknown }) => DeviceFamily;

export type { DeviceFailure };

export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly failure: DeviceFailure;
  /** Of one that is refused because the instrument is busy: with what. */
  readonly busyWith: DeviceActivity | null;
  constructor(
    failure: DeviceFailure,
    message: string,
    options: ErrorOptions & { busyWith?: DeviceActivity | null } = {},
  ) {
    super(message, options);
    this.failure = failure;
    this.busyWith = options.busyWith ?? null;
  }
}
