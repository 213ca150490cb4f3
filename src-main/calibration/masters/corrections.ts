/** Which masters are taken off frames before they become a master themselves. */
import { basename, join } from 'node:path';
import type { MasterView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { readStoredImage } from '../../frames/fits/image-file.ts';
import { type CalibrationFrame, mismatches } from '../../tasks/calibration-matching.ts';
import type { CorrectingDark, CorrectingMaster } from './build-master.ts';
import { listMasters } from './masters-folder.ts';

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
}

/**
 * Nothing for a bias; the bias for a dark where that is wished; for a flat what `chooseMasters` finds.
 * @throws ConsoleError `bad-input` when a dark's bias is wished for and there is none that fits
 */
export async function correctionsFor(frame: CalibrationFrame, wishes: CorrectionWishes): Promise<CorrectingMasters> {
  if (frame.kind === 'bias' || (frame.kind === 'dark' && !wishes.subtractBias)) return { bias: null, dark: null };
  const { masters } = await listMasters(wishes.dataFolder);
  const { bias, dark, scaled } = chooseMasters(frame, masters, wishes.now);
  if (frame.kind === 'dark' && bias === null) {
    throw new ConsoleError(
      'bad-input',
      'There is no master bias that fits these darks. Build one first (masters build --kind bias).',
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
 * The newest masters that serve. A flat gets, in this order: a dark of its own exposure (and the bias, if that dark has none
 * in it); a dark without bias, scaled, and the bias; the bias alone; nothing. Pure.
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
  const bias = masters.findLast((master) => mismatches({ kind: 'bias', ...readout }, factsOf(master), at).length === 0);
  const none = { bias: bias ?? null, dark: null, scaled: false };
  if (frame.kind !== 'flat' || exposureS === undefined) return none;

  const serves = (master: MasterView, exposure: number) => {
    const need = { kind: 'dark', ...readout, exposureS: exposure, temperatureC, toleranceC: DARK_TOLERANCE_C } as const;
    return mismatches(need, factsOf(master), at).length === 0;
  };
  const usable = (master: MasterView) => !master.biasSubtracted || bias !== undefined;
  const same = masters.findLast((master) => usable(master) && serves(master, exposureS));
  if (same !== undefined) return { bias: same.biasSubtracted ? bias! : null, dark: same, scaled: false };

  const scalable = masters.findLast(
    (master) => master.biasSubtracted && (master.exposureS ?? 0) > 0 && serves(master, master.exposureS!),
  );
  return bias === undefined || scalable === undefined ? none : { bias, dark: scalable, scaled: true };
}

/** How far from a flat's a dark's temperature may be, °C. */
const DARK_TOLERANCE_C = 0.5;

async function correcting(master: MasterView, dataFolder: string): Promise<CorrectingMaster> {
  const path = join(dataFolder, master.path);
  const { layout, bytes, modifiedMs } = await readStoredImage(path);
  return { file: { path, layout, bytes, modifiedMs }, name: basename(path), noise: master.noise };
}

function factsOf(master: MasterView): CalibrationFrame {
  const { kind, readoutMode, gain, offset, width, height } = master;
  return {
    ...{ kind, readoutMode, gain, offset, width, height },
    camera: master.camera ?? undefined,
    telescope: master.telescope ?? undefined,
    binning: master.binning ?? undefined,
    exposureS: master.exposureS ?? undefined,
    temperatureC: master.temperatureC ?? undefined,
    filter: master.filterName,
    takenAt: master.newestInputAt === null ? null : Date.parse(master.newestInputAt),
  };
}
