/** Which masters are taken off frames before they become a master themselves. */
import { basename, join } from 'node:path';
import type { MasterView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { readStoredImage } from '../../frames/fits/image-file.ts';
import type { RejectedFrames } from '../../store/calibration-store.ts';
import type { CalibrationFrame } from '../../tasks/calibration-matching.ts';
import type { CorrectingDark, CorrectingMaster } from './build-master.ts';
import { listMasters } from './masters-folder.ts';
import { chooseDark, DARK_TOLERANCE_C, judged, servingNearest } from './serving-masters.ts';

export interface CorrectingMasters {
  readonly bias: CorrectingMaster | null;
  readonly dark: CorrectingDark | null;
}

export interface CorrectionWishes {
  /** Absolute. */
  readonly dataFolder: string;
  /** UTC, ms. */
  readonly now: number;
  /** Take the bias off darks too. */
  readonly subtractBias: boolean;
  /** What does not count any more, so that masters with it in them are taken off nothing. */
  readonly rejected: RejectedFrames;
}

/**
 * Nothing for a bias; the bias for a dark where that is wished; for a flat what `chooseMasters` finds.
 * @throws ConsoleError `bad-input` when a dark's bias is wished for and there is none that fits
 */
export async function correctionsFor(frame: CalibrationFrame, wishes: CorrectionWishes): Promise<CorrectingMasters> {
  if (frame.kind === 'bias' || (frame.kind === 'dark' && !wishes.subtractBias)) return { bias: null, dark: null };
  const { masters } = await listMasters(wishes.dataFolder, wishes.rejected);
  const { bias, dark, scaled } = chooseMasters(frame, masters, wishes.now);
  if (frame.kind === 'dark' && bias === null) {
    throw new ConsoleError(
      'bad-input',
      'There is no master bias that fits these darks. Build one first (masters build --kind bias).',
      { facts: { code: 'no-bias-for-darks' } },
    );
  }
  return {
    bias: bias === null ? null : await correcting(bias, wishes.dataFolder),
    dark:
      dark === null
        ? null
        : { ...(await correcting(dark, wishes.dataFolder)), scaledFromS: scaled ? dark.exposureS : null },
  };
}

/**
 * A flat from which less is taken off than before would be worse without a word.
 * @throws ConsoleError `bad-input`
 */
export function mustTakeOffAsMuch(
  { bias, dark }: CorrectingMasters,
  before: Pick<MasterView, 'biasName' | 'darkName'>,
): void {
  const lacksDark = before.darkName !== null && dark === null;
  const lacksBias = before.biasName !== null && bias === null && dark === null;
  if (!lacksDark && !lacksBias) return;
  const kind = lacksDark ? 'dark' : 'bias';
  throw new ConsoleError(
    'bad-input',
    `It had a master ${kind} taken off, and there is none now that serves. Build that one first.`,
    { facts: { code: 'none-to-take-off', kind } },
  );
}

/**
 * The masters that serve, of several the one nearest in time. A flat gets, in this order: a dark of its own exposure (and the
 * bias, if that dark has none in it); a dark without bias, scaled, and the bias; the bias alone; nothing. Pure.
 * @param masters oldest first
 */
export function chooseMasters(
  frame: CalibrationFrame,
  masters: readonly MasterView[],
  now: number,
): { bias: MasterView | null; dark: MasterView | null; scaled: boolean } {
  const { camera, readoutMode, gain, offset, binning, width, height, exposureS, temperatureC } = frame;
  const readout = { camera, readoutMode, gain, offset, binning, width, height };
  const at = frame.takenAt ?? now;
  const bias = servingNearest(judged({ kind: 'bias', ...readout }, masters, at), at);
  if (frame.kind !== 'flat' || exposureS === undefined) return { bias, dark: null, scaled: false };
  const need = { kind: 'dark', ...readout, exposureS, temperatureC, toleranceC: DARK_TOLERANCE_C } as const;
  const chosen = chooseDark(need, masters, bias, at);
  if (chosen === null) return { bias, dark: null, scaled: false };
  return { ...chosen, bias: chosen.dark.biasSubtracted ? bias : null };
}

async function correcting(master: MasterView, dataFolder: string): Promise<CorrectingMaster> {
  const path = join(dataFolder, master.path);
  const { layout, bytes, modifiedMs } = await readStoredImage(path);
  return { file: { path, layout, bytes, modifiedMs, checksums: null }, name: basename(path), noise: master.noise };
}
