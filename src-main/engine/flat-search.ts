/** Measures the light for flats with test frames on a sub-frame, which never count and are not kept. */
import { randomUUID } from 'node:crypto';
import type { FlatLightSource } from '../contract/vocabulary.ts';
import type { FrameReport } from '../devices/instrument-protocol.ts';
import type { SubFrame } from '../devices/ports.ts';
import { type FlatTarget, isClipped, judgeFlatTest, MOST_TESTS, planFlat } from '../tasks/flat-exposure.ts';
import { type FlatLight, followLight, type LightChange, lightFrom, uncertaintyAt } from '../tasks/flat-light.ts';
import type { Instrument } from './instrument.ts';

export interface FlatTestSettings {
  readonly binning: number;
  readonly gain: number | null;
  readonly source: FlatLightSource;
}

/** What a frame without light has in these settings. */
export interface FlatBias {
  readonly medianAdu: number;
  readonly saturationAdu: number;
}

/** What takes the test frames. */
export type TestCamera = Pick<Instrument, 'camera' | 'expose'>;

/** Side of the sub-frame measured, unbinned pixels: enough for a median to a part in a thousand, quick to read. */
const TEST_SIDE = 512;
/**
 * Where the sub-frame's middle is, from the sensor's middle towards a corner as a share of the way there. Half of a sensor
 * lies nearer to its middle than that, so that a field that darkens outwards has about its median there.
 */
const TEST_PLACE = 0.56;
/** With light predicted this well, as a fraction of it, no further test is made. */
const SURE = 0.025;

export async function measureBias(instrument: TestCamera, settings: FlatTestSettings): Promise<FlatBias> {
  const { statistics, saturationAdu } = await takeTest(instrument, settings, 'bias', instrument.camera.minExposureS);
  return { medianAdu: statistics.median, saturationAdu };
}

export type LightSearch =
  | { readonly kind: 'found'; readonly light: FlatLight }
  /** Beyond what any test frame can measure. */
  | { readonly kind: 'too-bright' | 'too-dark' };

export interface LightWish {
  /** Exposure of the first test frame, s. */
  readonly firstS: number;
  /** How the light should change, before it is measured. */
  readonly change: LightChange;
  isWanted(): boolean;
  /** s since 1970. */
  nowS(): number;
}

/** @returns null when it is not wanted any more */
export async function searchLight(
  instrument: TestCamera,
  settings: FlatTestSettings,
  bias: FlatBias,
  target: FlatTarget,
  wish: LightWish,
): Promise<LightSearch | null> {
  let exposureS = Math.min(target.maxExposureS, Math.max(target.shortestTestS, wish.firstS));
  let light: FlatLight | null = null;
  for (let number = 1; ; number++) {
    if (!wish.isWanted()) return null;
    const report = await takeTest(instrument, settings, 'flat', exposureS);
    const { median } = report.statistics;
    const signalAdu = median - bias.medianAdu;
    const clipped = isClipped(median, bias.saturationAdu);
    const verdict = judgeFlatTest(target, { exposureS, signalAdu, clipped, number });
    if (verdict.kind === 'test-again') {
      exposureS = verdict.exposureS;
      continue;
    }
    if (verdict.kind !== 'measured') return verdict;

    const measured = { startS: report.startedAt / 1000, exposureS: report.exposureS, signalAdu };
    light = light === null ? lightFrom(measured, wish.change) : followLight(light, measured);
    const nowS = wish.nowS();
    const plan = planFlat(target, light, nowS);
    const sure = plan.kind !== 'expose' || uncertaintyAt(light, nowS + plan.exposureS / 2) <= SURE;
    if (sure || number >= MOST_TESTS) return { kind: 'found', light };
    exposureS = plan.exposureS;
  }
}

function takeTest(
  instrument: TestCamera,
  { binning, gain, source }: FlatTestSettings,
  frameType: 'bias' | 'flat',
  exposureS: number,
): Promise<FrameReport> {
  const { camera } = instrument;
  return instrument.expose({
    frameUid: randomUUID(),
    settings: {
      frameType,
      exposureS,
      binning,
      readoutMode: 0,
      gain: gain ?? camera.gainSetting?.default ?? null,
      offset: camera.offsetSetting?.default ?? null,
      subFrame: camera.canSubFrame ? testSubFrame(camera.width, camera.height) : null,
      pointing: null,
      flatLight: source,
    },
    file: null,
    setPointC: null,
  });
}

/** Unbinned pixels. */
export function testSubFrame(width: number, height: number): SubFrame {
  const side = Math.min(TEST_SIDE, width, height);
  // On a multiple of 16 so that every binning divides it.
  const at = (full: number) => {
    const middle = (full / 2) * (1 + TEST_PLACE);
    return Math.floor(Math.min(full - side, Math.max(0, middle - side / 2)) / 16) * 16;
  };
  return { x: at(width), y: at(height), width: side, height: side };
}
