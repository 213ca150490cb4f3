/** Named checks on a frame that is safe on disk: should it count? */
import type { FrameReason } from '../contract/frame-reason.ts';
import type { FrameType } from '../contract/vocabulary.ts';
import type { WordedReason, WrittenFrame } from '../store/ledger-store.ts';
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
  readonly reject: WordedReason | null;
  /** Worth a line in the log, though the frame counts. */
  readonly warning: { readonly facts: FrameReason; readonly message: string } | null;
}

export function checkFrame(frame: WrittenFrame, expected: FrameExpectation): FrameVerdict {
  const { width, height, statistics } = frame;
  if (width !== expected.width || height !== expected.height) {
    const { width: wantedWidth, height: wantedHeight } = expected;
    return rejected(
      { code: 'wrong-size', width, height, wantedWidth, wantedHeight },
      `The camera gave ${width} × ${height} pixels instead of ${wantedWidth} × ${wantedHeight}.`,
    );
  }
  // A dark or bias at another temperature calibrates nothing; a light is still worth having.
  const calibrates = expected.frameType === 'dark' || expected.frameType === 'bias';
  const { saturatedFraction: fraction } = statistics;
  if (fraction >= SATURATED_FRACTION && !calibrates) {
    const percent = Math.round(fraction * 100);
    return rejected(
      { code: 'saturated', fraction },
      `${percent} % of the pixels are saturated. Expose shorter, or wait for a darker sky.`,
    );
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
      return (calibrates ? rejected : noted)({ code: 'off-set-point', when, sensorC, offC }, said);
    }
  }
  return light ?? { reject: null, warning: null };
}

function rejected(facts: FrameReason, message: string): FrameVerdict {
  return { reject: { facts, message }, warning: null };
}

function noted(facts: FrameReason, message: string): FrameVerdict {
  return { reject: null, warning: { facts, message } };
}

/** Null where the level is good, or it is no flat. */
function checkFlatLevel(
  { statistics, saturationAdu }: WrittenFrame,
  { flatFraction }: FrameExpectation,
): FrameVerdict | null {
  if (flatFraction === null) return null;
  const { median: medianAdu } = statistics;
  const targetAdu = Math.round(flatFraction * saturationAdu);
  if (isFlatLevel(medianAdu, targetAdu)) return null;
  const percent = Math.round((medianAdu / targetAdu - 1) * 100);
  const off = percent > 0 ? `${percent} % above` : `${-percent} % below`;
  return rejected(
    { code: 'flat-level', medianAdu, targetAdu },
    `The flat's level is ${medianAdu} ADU, ${off} the ${targetAdu} ADU that it should have. The light changed: a panel's brightness, or clouds in the sky.`,
  );
}

/** Null when there is nothing to say. */
function checkLight(written: WrittenFrame, { frameType, level }: FrameExpectation): FrameVerdict | null {
  if (level === null || frameType === 'flat') return null;
  const medianAdu = written.statistics.median;
  const frame = { medianAdu, exposureS: written.exposureS, startedAt: written.startedAt };
  const { blankAdu } = level;
  // Without an earlier frame, neither of these is found.
  const earlierAdu = level.earlier?.medianAdu ?? blankAdu;
  if (frameType !== 'light') {
    if (!hasLeak(frame, level)) return null;
    return rejected(
      { code: 'stray-light', frameType, medianAdu, earlierAdu },
      `Light reached the sensor during a ${frameType}: its level is ${medianAdu} ADU, the one before had ${earlierAdu}. Look at the shutter and the cover.`,
    );
  }
  switch (findLight(frame, level)) {
    case 'light':
      return null;
    case 'no-light':
      return rejected(
        { code: 'no-light', medianAdu, blankAdu, earlierAdu },
        `No light reached the sensor: the level is ${medianAdu} ADU, a blank frame has ${blankAdu}, and the light before had ${earlierAdu}. Look at the shutter, the cover and the dome.`,
      );
    case 'faint':
      return noted(
        { code: 'faint', medianAdu, blankAdu },
        `The first light through this filter is hardly brighter than a blank frame (${medianAdu} against ${blankAdu} ADU). If the sky should be brighter, look at the shutter, the cover and the dome.`,
      );
  }
}
