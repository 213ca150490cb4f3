/** The cameras that can be emulated: one of each way in which the family differs. Facts: the shared notes on USB devices. */

/** How the sensor's rows come over the wire. */
export type SensorLayout =
  | 'progressive'
  /** Two fields; the camera reports half the height and twice the pixel height. */
  | 'interlaced'
  /** ICX453: two rows by two columns come as four pixels in a row. */
  | 'quads'
  /** ICX453 in the M25C: as above, with the second column's two pixels exchanged. */
  | 'quads-m25c';

export interface CameraModel {
  readonly name: string;
  readonly productId: number;
  /** What request 14 answers. */
  readonly modelWord: number;
  readonly layout: SensorLayout;
  /** Pixels of the sensor as it is. */
  readonly width: number;
  readonly height: number;
  /** What request 8 reports where that is not what the layout implies. */
  readonly reportedSize?: { readonly width: number; readonly height: number };
  /** µm */
  readonly pixelUm: number;
  readonly colour: boolean;
  readonly cooler: boolean;
  readonly shutter: boolean;
}

/**
 * Product and model numbers are those of real cameras, sizes only where the driver takes the size from the camera: a
 * bench in software emulation has no time for millions of pixels in every case. All sizes are such that neither a frame
 * nor a field ends on a packet's end by accident only.
 */
export const CAMERA_MODELS = {
  /** Progressive, mono, cooled; no shutter. */
  'h694-small': progressive({ name: 'SXVR-H694', productId: 0x0194, modelWord: 0x2e, width: 322, height: 242 }),
  /** The same with a shutter, as the night's camera has. */
  'h36-small': progressive({
    ...{ name: 'SXVR-H36', productId: 0x0136, modelWord: 0x0a, width: 328, height: 248 },
    shutter: true,
  }),
  /** Progressive, colour: a model word above 0x50 without the interlaced bit. */
  'h694c-small': progressive({
    ...{ name: 'SXVR-H694C', productId: 0x0394, modelWord: 0xae, width: 324, height: 244 },
    colour: true,
  }),
  /** A guider: nothing but a sensor. */
  'ultrastar-small': progressive({
    ...{ name: 'UltraStar', productId: 0x0525, modelWord: 0x25, width: 161, height: 120 },
    cooler: false,
  }),
  /** The interlaced bit is set, the low five bits say that it is not: progressive. */
  'h18-small': progressive({
    ...{ name: 'SXVR-H18', productId: 0x0128, modelWord: 0x58, width: 204, height: 150 },
    colour: true,
  }),
  /** Interlaced, mono. */
  'm9-small': interlaced({ name: 'SXVF-M9', productId: 0x0109, modelWord: 0x49, width: 188, height: 146 }),
  /** Interlaced, colour. */
  'm7c-small': interlaced({
    ...{ name: 'SXVF-M7C', productId: 0x0307, modelWord: 0xc7, width: 180, height: 144 },
    colour: true,
  }),
  /** Interlaced by the exception for 0x84. */
  'm8c-small': interlaced({
    ...{ name: 'SXVF-M8C', productId: 0x0308, modelWord: 0x84, width: 184, height: 148 },
    colour: true,
  }),
  /** ICX453: always 3032 × 2016, whatever it reports. */
  m25c: {
    ...{ name: 'SXVR-M25C', productId: 0x0325, modelWord: 0x59, layout: 'quads-m25c', width: 3032, height: 2016 },
    ...{ reportedSize: { width: 6064, height: 1008 }, pixelUm: 7.8, colour: true, cooler: true, shutter: false },
  },
  /** ICX453 in the plain order. */
  m26c: {
    ...{ name: 'SXVR-M26C', productId: 0x0326, modelWord: 0x59, layout: 'quads', width: 3032, height: 2016 },
    ...{ reportedSize: { width: 6064, height: 1008 }, pixelUm: 7.8, colour: true, cooler: true, shutter: false },
  },
  /** The real H694's size, for throughput and for the desktop. */
  h694: progressive({ name: 'SXVR-H694', productId: 0x0194, modelWord: 0x2e, width: 2750, height: 2200 }),
  /** A product that no table knows, with sensible parameters. */
  unknown: progressive({ name: 'SX-999', productId: 0x0999, modelWord: 0x2f, width: 128, height: 96 }),
} as const satisfies Readonly<Record<string, CameraModel>>;

export type CameraModelName = keyof typeof CAMERA_MODELS;

type Given = Pick<CameraModel, 'name' | 'productId' | 'modelWord' | 'width' | 'height'> & Partial<CameraModel>;

function progressive(given: Given): CameraModel {
  return { layout: 'progressive', pixelUm: 4.54, colour: false, cooler: true, shutter: false, ...given };
}

function interlaced(given: Given): CameraModel {
  return { layout: 'interlaced', pixelUm: 8.6, colour: false, cooler: false, shutter: false, ...given };
}
