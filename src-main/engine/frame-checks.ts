/** Named checks on a frame that is safe on disk: should it count? */
import type { FrameType } from '../contract/vocabulary.ts';
import type { WrittenFrame } from '../store/ledger-store.ts';
import { isFlatLevel } from '../tasks/flat-exposure.ts';
import { findLight, hasLeak, type LevelReference } from './light-check.ts';

/** From this fraction of saturated pixels on, a frame is no use (LCO's pipeline draws the line here too). */
const SATURATED_FRACTION = 0.05;

export interface FrameExpectation {
  readonly frameType: FrameType;
  readonly width: number;
  readonly height: number;
  readonly setPointC: number | null;
  readonly toleranceC: number;
  /** Null where nothing is known that the level could be held against. */
  readonly level: LevelReference | null;
  /** Of a flat: the level that it is to have, as a fraction of the saturation level; null of other frames. */
  readonly flatFraction: number | null;
}

export interface FrameVerdict {
  /** Why the frame must not count; null when it may. */
  readonly reject: string | null;
  /** Worth a line in the log, though the frame counts. */
  readonly warning: string | null;
}

export function checkFrame(frame: WrittenFrame, expected: FrameExpectation): FrameVerdict {
  if (frame.width !== expected.width || frame.height !== expected.height) {
    const wanted = `${expected.width} × ${expected.height}`;
    return { reject: `The camera gave ${frame.width} × ${frame.height} pixels instead of ${wanted}.`, warning: null };
  }
  if (
    frame.statistics.saturatedFraction >= SATURATED_FRACTION &&
    expected.frameType !== 'bias' &&
    expected.frameType !== 'dark'
  ) {
    const percent = Math.round(frame.statistics.saturatedFraction * 100);
    return {
      reject: `${percent} % of the pixels are saturated. Expose shorter, or wait for a darker sky.`,
      warning: null,
    };
  }
  const light = checkFlatLevel(frame, expected) ?? checkLight(frame, expected);
  if (light?.reject != null) return light;
  for (const [when, sensorC] of [
    ['end', frame.sensorEndC],
    ['start', frame.sensorStartC],
  ] as const) {
    if (expected.setPointC === null || sensorC === null) continue;
    const offC = Math.abs(sensorC - expected.setPointC);
    if (offC > expected.toleranceC) {
      const said = `The sensor was at ${sensorC.toFixed(1)} °C at the ${when}, ${offC.toFixed(1)} °C off its set point.`;
      // A dark or bias at another temperature calibrates nothing; a light is still worth having.
      const calibrates = expected.frameType === 'dark' || expected.frameType === 'bias';
      return calibrates ? { reject: said, warning: null } : { reject: null, warning: said };
    }
  }
  return light ?? { reject: null, warning: null };
}

/** Null where the level is good, or it is no flat. */
function checkFlatLevel({ statistics, saturationAdu }: WrittenFrame, { flatFraction }: FrameExpectation) {
  if (flatFraction === null) return null;
  const targetAdu = Math.round(flatFraction * saturationAdu);
  if (isFlatLevel(statistics.median, targetAdu)) return null;
  const percent = Math.round((statistics.median / targetAdu - 1) * 100);
  const off = percent > 0 ? `${percent} % above` : `${-percent} % below`;
  return {
    reject: `The flat's level is ${statistics.median} ADU, ${off} the ${targetAdu} ADU that it should have. The light changed: a panel's brightness, or clouds in the sky.`,
    warning: null,
  };
}

/** Null when there is nothing to say. */
function checkLight(written: WrittenFrame, { frameType, level }: FrameExpectation): FrameVerdict | null {
  if (level === null || frameType === 'flat') return null;
  const frame = {
    medianAdu: written.statistics.median,
    exposureS: written.exposureS,
    startedAt: written.startedAt,
  };
  if (frameType !== 'light') {
    if (!hasLeak(frame, level)) return null;
    return {
      reject: `Light reached the sensor during a ${frameType}: its level is ${frame.medianAdu} ADU, the one before had ${level.earlier?.medianAdu}. Look at the shutter and the cover.`,
      warning: null,
    };
  }
  switch (findLight(frame, level)) {
    case 'light':
      return null;
    case 'no-light':
      return {
        reject: `No light reached the sensor: the level is ${frame.medianAdu} ADU, a blank frame has ${level.blankAdu}, and the light before had ${level.earlier?.medianAdu}. Look at the shutter, the cover and the dome.`,
        warning: null,
      };
    case 'faint':
      return {
        reject: null,
        warning: `The first light through this filter is hardly brighter than a blank frame (${frame.medianAdu} against ${level.blankAdu} ADU). If the sky should be brighter, look at the shutter, the cover and the dome.`,
      };
  }
}
