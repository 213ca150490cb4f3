/** The test frame's form: text as typed, and the order it means. */

import type { ProcedureInput } from '../../../src-main/contract/procedures.ts';
import type { FrameType } from '../../../src-main/contract/vocabulary.ts';
import { parseNumber } from '../../format/numbers.ts';
import { texts } from '../../language/texts.ts';

export interface TestFrameForm {
  readonly frameType: FrameType;
  readonly exposure: string;
  readonly binning: number;
  readonly subFrame: { readonly x: string; readonly y: string; readonly width: string; readonly height: string } | null;
}

export type TestFrameProblems = Partial<Record<'exposure' | 'x' | 'y' | 'width' | 'height', string>>;

/** Longest exposure that the console takes by hand, s. */
const LONGEST_S = 7200;

/** The order to give, or what is wrong with each field. Sub-frames are in unbinned pixels of the sensor. */
export function readTestFrame(
  form: TestFrameForm,
  instrumentId: number,
  sensor: { readonly width: number; readonly height: number },
): { readonly order: ProcedureInput<'devices.testFrame'> | null; readonly problems: TestFrameProblems } {
  const problems: TestFrameProblems = {};
  const exposureS = parseNumber(form.exposure);
  if (exposureS == null || exposureS < 0 || exposureS > LONGEST_S) {
    problems.exposure = `${texts().parts.range('0', String(LONGEST_S))} s`;
  }
  const order = { instrumentId, frameType: form.frameType, exposureS: exposureS ?? 0, binning: form.binning };
  if (form.subFrame === null) return { order: problems.exposure === undefined ? order : null, problems };

  const whole = (name: 'x' | 'y' | 'width' | 'height', from: number, to: number): number => {
    const value = parseNumber(form.subFrame?.[name] ?? '');
    if (value == null || !Number.isInteger(value) || value < from || value > to) {
      problems[name] = texts().parts.range(String(from), String(to));
    }
    return value ?? 0;
  };
  const x = whole('x', 0, sensor.width - 1);
  const y = whole('y', 0, sensor.height - 1);
  const width = whole('width', 1, Math.max(1, sensor.width - x));
  const height = whole('height', 1, Math.max(1, sensor.height - y));
  const isGood = Object.keys(problems).length === 0;
  return { order: isGood ? { ...order, subFrame: { x, y, width, height } } : null, problems };
}
