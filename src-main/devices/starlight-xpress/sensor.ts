/** What a camera's answers say about its sensor, and the camera as the console sees it. */
import type { CameraInfo } from '../ports.ts';
import { type CameraModel, cameraModel } from './camera-models.ts';
import type { CameraParameters } from './camera-protocol.ts';

/** How a sensor is read. */
export type SensorKind =
  | 'progressive'
  /** Rows 0, 2, 4… and 1, 3, 5… are two fields, read one after the other. */
  | 'interlaced'
  /** The ICX453 delivers two rows by two columns as four pixels in a row. */
  | 'icx453';

export interface Sensor {
  readonly kind: SensorKind;
  readonly model: CameraModel;
  /** Unbinned pixels of the sensor as it is. */
  readonly width: number;
  readonly height: number;
  readonly pixelWidthUm: number;
  readonly pixelHeightUm: number;
  readonly bitsPerPixel: number;
  readonly bayerPattern: string | null;
  readonly hasCooler: boolean;
  readonly hasShutter: boolean;
}

/** Model words, as answered to request 14. */
const ICX453 = 0x59;
const ICX453_SIZE = { width: 3032, height: 2016 };
const MX5C = 0x84;
/** These have cyan, magenta, yellow and green filters, which no Bayer pattern describes. */
const COMPLEMENTARY_COLOURS: readonly number[] = [MX5C, 0xc7];
const INTERLACED = 0x40;
/** Low five bits of models that have the bit above and are progressive nevertheless. */
const PROGRESSIVE_NEVERTHELESS: readonly number[] = [0x16, 0x17, 0x18, 0x19];
const COLOUR_ABOVE = 0x50;

/** Facts from: indi-3rdparty indi-sx/sxccdusb.cpp (sxIsInterlaced, sxIsColor, sxIsICX453) and sxccd.cpp (SetupParms). */
export function interpretSensor(productId: number, modelWord: number, parameters: CameraParameters): Sensor {
  const kind = sensorKind(modelWord);
  const { width, height, pixelWidthUm, pixelHeightUm, bitsPerPixel, hasCooler, hasShutter } = parameters;
  const isColour = modelWord > COLOUR_ABOVE && !COMPLEMENTARY_COLOURS.includes(modelWord);
  const rest = {
    kind,
    model: cameraModel(productId),
    bitsPerPixel,
    bayerPattern: isColour ? 'RGGB' : null,
    hasCooler,
    hasShutter,
  };
  // An interlaced sensor is described as one field, an ICX453 in a way of its own.
  if (kind === 'interlaced')
    return { ...rest, width, height: height * 2, pixelWidthUm, pixelHeightUm: pixelHeightUm / 2 };
  return { ...rest, ...(kind === 'icx453' ? ICX453_SIZE : { width, height }), pixelWidthUm, pixelHeightUm };
}

function sensorKind(modelWord: number): SensorKind {
  if (modelWord === MX5C) return 'interlaced';
  if (PROGRESSIVE_NEVERTHELESS.includes(modelWord & 0x1f)) return modelWord === ICX453 ? 'icx453' : 'progressive';
  return modelWord & INTERLACED ? 'interlaced' : 'progressive';
}

/** The shortest exposure that the camera's own timer takes. */
const SHORTEST_S = 0.001;
/** Time that one field of an interlaced sensor takes to be read, as long as it has not been measured. */
export const USUAL_FIELD_MS = 130;

export function cameraInfo(sensor: Sensor, serial: string): CameraInfo {
  const { model, width, height, pixelWidthUm, pixelHeightUm, bitsPerPixel, hasCooler, hasShutter } = sensor;
  const { fullWellE, eGain, readNoiseE } = model;
  const readoutS = (width * height) / model.pixelRate;
  return {
    family: 'starlight-xpress',
    model: model.name,
    serial,
    width,
    height,
    pixelWidthUm,
    pixelHeightUm,
    binnings: model.canBin ? [1, 2, 4] : [1],
    readoutModes: [{ name: 'Normal', bitDepth: bitsPerPixel, readoutS, eGain, readNoiseE, blankLevelAdu: 0 }],
    gainSetting: null,
    offsetSetting: null,
    fullWellE,
    hasShutter,
    hasCooler,
    canSubFrame: true,
    bayerPattern: sensor.bayerPattern,
    minExposureS: sensor.kind === 'interlaced' ? USUAL_FIELD_MS / 1000 : SHORTEST_S,
  };
}
