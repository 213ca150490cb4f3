/** Named checks on a frame that is safe on disk: should it count? */
import type { FrameType } from '../contract/vocabulary.ts';
import type { FrameReport } from '../devices/instrument-protocol.ts';

/** From this fraction of saturated pixels on, a frame is no use (LCO's pipeline draws the line here too). */
const SATURATED_FRACTION = 0.05;

export interface FrameExpectation {
  readonly frameType: FrameType;
  readonly width: number;
  readonly height: number;
  readonly setPointC: number | null;
  readonly toleranceC: number;
}

export interface FrameVerdict {
  /** Why the frame must not count; null when it may. */
  readonly reject: string | null;
  /** Worth a line in the log, though the frame counts. */
  readonly warning: string | null;
}

export function checkFrame(report: FrameReport, expected: FrameExpectation): FrameVerdict {
  if (report.width !== expected.width || report.height !== expected.height) {
    const wanted = `${expected.width} × ${expected.height}`;
    return { reject: `The camera gave ${report.width} × ${report.height} pixels instead of ${wanted}.`, warning: null };
  }
  if (
    report.statistics.saturatedFraction >= SATURATED_FRACTION &&
    expected.frameType !== 'bias' &&
    expected.frameType !== 'dark'
  ) {
    const percent = Math.round(report.statistics.saturatedFraction * 100);
    return {
      reject: `${percent} % of the pixels are saturated. Expose shorter, or wait for a darker sky.`,
      warning: null,
    };
  }
  if (expected.setPointC !== null && report.sensorEndC !== null) {
    const offC = Math.abs(report.sensorEndC - expected.setPointC);
    if (offC > expected.toleranceC) {
      const said = `The sensor was at ${report.sensorEndC.toFixed(1)} °C at the end, ${offC.toFixed(1)} °C off its set point.`;
      // A dark or bias at another temperature calibrates nothing; a light is still worth having.
      const calibrates = expected.frameType === 'dark' || expected.frameType === 'bias';
      return calibrates ? { reject: said, warning: null } : { reject: null, warning: said };
    }
  }
  return { reject: null, warning: null };
}
