/**
 * The Starlight Xpress cameras by product id, with what a camera does not say of itself.
 *
 * Facts from: the table of indi-3rdparty indi-sx/sxccdusb.cpp (names), goodwink/sxASCOM's sx_camera.cs (gain and full well
 * of the older ones). Of the others a usual full well is taken to fill the converter; read noise is a usual one for all. Both are
 * for planning until the observer has measured them (photon transfer).
 */

export const STARLIGHT_XPRESS_VENDOR = 0x1278;
export const WHEEL_PRODUCT = 0x0920;

export interface CameraModel {
  readonly name: string;
  /** e⁻ */
  readonly fullWellE: number;
  /** e⁻ per ADU. */
  readonly eGain: number;
  /** e⁻ */
  readonly readNoiseE: number;
  /** Pixels a second in readout, for planning. */
  readonly pixelRate: number;
  /** On-chip binning besides 1; the CoStar has none. */
  readonly canBin: boolean;
  /** ICX453 sensors: the second column's pixels of each two by two come in the other order. */
  readonly swapsSecondColumn: boolean;
}

const ADC_MAXIMUM = 65_535;
const USUAL: Omit<CameraModel, 'name' | 'eGain'> = {
  fullWellE: 25_000,
  readNoiseE: 7,
  pixelRate: 1_500_000,
  canBin: true,
  swapsSecondColumn: false,
};

function model(name: string, facts: Partial<CameraModel> = {}): CameraModel {
  const { fullWellE = USUAL.fullWellE } = facts;
  return { ...USUAL, name, eGain: Math.round((fullWellE / ADC_MAXIMUM) * 1000) / 1000, ...facts };
}

const H9 = { fullWellE: 27_000, eGain: 0.45 };
const MX7 = { fullWellE: 70_000, eGain: 1.3 };

const MODELS: Readonly<Record<number, CameraModel>> = {
  256: model('SXVR-H9', H9),
  261: model('SXVF-M5', { fullWellE: 60_000, eGain: 1 }),
  263: model('SXVF-M7', MX7),
  265: model('SXVF-M9', { fullWellE: 100_000, eGain: 2 }),
  277: model('SXVR-H5', { fullWellE: 30_000, eGain: 0.4 }),
  281: model('SXVR-H9', H9),
  294: model('SXVR-H16', { fullWellE: 40_000, eGain: 0.6 }),
  296: model('SXVR-H18'),
  309: model('SXVR-H35', { fullWellE: 50_000, eGain: 0.9 }),
  310: model('SXVR-H36', { fullWellE: 30_000, eGain: 0.4 }),
  311: model('SXVR-H360'),
  313: model('SXVR-H390'),
  372: model('SXVR-H674'),
  388: model('SX-834'),
  393: model('SX-825'),
  404: model('SXVR-H694'),
  408: model('SX-814'),
  512: model('MX camera'),
  768: model('SXVR-H9C', H9),
  773: model('SXVF-M5C', { fullWellE: 60_000, eGain: 1 }),
  775: model('SXVF-M7C', MX7),
  776: model('SXVF-M8C'),
  793: model('SXVR-H9C', H9),
  805: model('SXVR-M25C', { fullWellE: 25_000, eGain: 0.4, pixelRate: 430_000, swapsSecondColumn: true }),
  806: model('SXVR-M26C', { pixelRate: 430_000 }),
  884: model('SXVR-H674C'),
  900: model('SX-834C'),
  905: model('SX-825C'),
  916: model('SXVR-H694C'),
  920: model('SX-814C'),
  1287: model('Lodestar', { fullWellE: 50_000, eGain: 0.9 }),
  1289: model('SuperStar'),
  1303: model('CoStar', { fullWellE: 50_000, eGain: 0.9, canBin: false }),
  1317: model('UltraStar'),
  1537: model('SX-56'),
  1540: model('SX-46'),
  1541: model('SX-46C'),
  1542: model('SX-50'),
  1543: model('SX-50C'),
};

/** A camera that the table does not know is named with its ids and driven by what it says of itself. */
export function cameraModel(productId: number): CameraModel {
  const ids = [STARLIGHT_XPRESS_VENDOR, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
  return MODELS[productId] ?? model(`Unknown Starlight Xpress camera (${ids})`);
}
