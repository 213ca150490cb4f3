/** Named checks on a frame that is safe on disk: should it count? */
import type { FrameType } from '../contract/vocabulary.ts';
import type { WrittenFrame } from '../store/ledger-store.ts';
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
  const light = checkLight(frame, expected);
  if (light?.reject != null) return light;
  if (expected.setPointC !== null && frame.sensorEndC !== null) {
    const offC = Math.abs(frame.sensorEndC - expected.setPointC);
    if (offC > expected.toleranceC) {
      const said = `The sensor was at ${frame.sensorEndC.toFixed(1)} °C at the end, ${offC.toFixed(1)} °C off its set point.`;
      // A dark or bias at another temperature calibrates nothing; a light is still worth having.
      const calibrates = expected.frameType === 'dark' || expected.frameType === 'bias';
      return calibrates ? { reject: said, warning: null } : { reject: null, warning: said };
    }
  }
  return light ?? { reject: null, warning: null };
}

/** Null when there is nothing to say. */
function checkLight(written: WrittenFrame, { frameType, level }: FrameExpectation): FrameVerdict | null {
  // A flat's level is watched by the search of its exposure.
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
