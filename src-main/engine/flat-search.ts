/** Finds the exposure of a flat with test frames on a sub-frame, which never count and are not kept. */
import { randomUUID } from 'node:crypto';
import { DeviceError, type ExposureSettings, type SubFrame } from '../devices/ports.ts';
import { decideFlatExposure, type FlatTarget } from '../tasks/flat-exposure.ts';
import type { Instrument } from './instrument.ts';

export interface FlatWish {
  /** Level to reach as a fraction of full scale. */
  readonly targetFraction: number;
  readonly minExposureS: number;
  readonly maxExposureS: number;
  /** Where to begin, s: the last good exposure in this filter, or a guess. */
  readonly startS: number;
  readonly binning: number;
  readonly gain: number | null;
}

export interface FlatExposure {
  readonly exposureS: number;
  readonly biasAdu: number;
  readonly target: FlatTarget;
}

/** A flat may miss its level by this fraction. */
const TOLERANCE = 0.05;
const MOST_TESTS = 8;
/** Side of the sub-frame measured, unbinned pixels: enough for a median to a part in a thousand, quick to read. */
const TEST_SIDE = 512;

/**
 * @returns null when it is not wanted any more
 * @throws DeviceError `refused` when no exposure within the bounds gives the level
 */
export async function searchFlatExposure(
  instrument: Instrument,
  isWanted: () => boolean,
  wish: FlatWish,
): Promise<FlatExposure | null> {
  const { camera } = instrument;
  const settings: Omit<ExposureSettings, 'frameType' | 'exposureS'> = {
    binning: wish.binning,
    readoutMode: 0,
    gain: wish.gain ?? camera.gainSetting?.default ?? null,
    offset: camera.offsetSetting?.default ?? null,
    subFrame: camera.canSubFrame ? centralSubFrame(camera.width, camera.height) : null,
    pointing: null,
  };
  const test = (frameType: 'bias' | 'flat', exposureS: number) =>
    instrument.expose({
      frameUid: randomUUID(),
      settings: { ...settings, frameType, exposureS },
      file: null,
      setPointC: null,
    });

  const bias = await test('bias', camera.minExposureS);
  const biasAdu = bias.statistics.median;
  const target: FlatTarget = {
    levelAdu: wish.targetFraction * bias.saturationAdu,
    tolerance: TOLERANCE,
    minExposureS: Math.max(wish.minExposureS, camera.minExposureS),
    maxExposureS: wish.maxExposureS,
  };
  let exposureS = Math.min(target.maxExposureS, Math.max(target.minExposureS, wish.startS));
  for (let i = 0; i < MOST_TESTS; i++) {
    if (!isWanted()) return null;
    const { statistics } = await test('flat', exposureS);
    const decision = decideFlatExposure(target, biasAdu, {
      exposureS,
      medianAdu: statistics.median,
      saturatedFraction: statistics.saturatedFraction,
    });
    switch (decision.kind) {
      case 'good':
        return { exposureS: decision.exposureS, biasAdu, target };
      case 'too-bright':
        throw new DeviceError(
          'refused',
          `Too bright for a flat even at ${exposureS} s. Dim the panel, or wait for a darker sky.`,
        );
      case 'too-dark':
        throw new DeviceError(
          'refused',
          `Too dark for a flat even at ${exposureS} s. Light the panel, or allow longer exposures.`,
        );
      case 'try':
        exposureS = decision.exposureS;
    }
  }
  throw new DeviceError('refused', `No steady flat level after ${MOST_TESTS} test frames. Is the light changing?`);
}

function centralSubFrame(width: number, height: number): SubFrame {
  const side = Math.min(TEST_SIDE, width, height);
  // On a multiple of 16 so that every binning divides it.
  const at = (full: number) => Math.floor((full - side) / 2 / 16) * 16;
  return { x: at(width), y: at(height), width: side, height: side };
}
