/** Measures one set of the ledger's frames: reads their middles, and says what follows for the sensor. */
import { join } from 'node:path';
import type { SetupRecord } from '../../contract/setup-record.ts';
import type { SensorQuantity } from '../../contract/vocabulary.ts';
import type { SensorMeasurement } from '../../store/sensor-store.ts';
import { type MasterInput, readMasterInput } from '../masters/input-facts.ts';
import { measureBias, measureDarkCurrent, measureTransfer } from './measure-sensor.ts';
import { measuredReadout } from './measured-readout.ts';
import { framesKey, type MeasurableFrame, type MeasurementSet, newestOf } from './measurement-sets.ts';
import { mean } from './photon-transfer.ts';

export interface MeasuringContext {
  /** Absolute. */
  readonly dataFolder: string;
  /** UTC, ms. */
  readonly now: number;
  /** As set up; null where the frames are of a camera that the set-up does not have. */
  readonly camera: SetupRecord['cameras'][number] | null;
}

/**
 * Empty when the frames tell nothing: flats without light, darks without a partner of the same exposure.
 * @throws FitsError for a damaged file, ConsoleError `storage` for one that is gone
 */
export async function measureSet(set: MeasurementSet, context: MeasuringContext): Promise<SensorMeasurement[]> {
  const inputs = await read(set.frames, context.dataFolder);
  const { readout, nominal } = measuredReadout(inputs[0]!.cards, context.camera);
  const values = await valuesOf(set, inputs, nominal.gain, context.dataFolder);
  const frames = framesOf(set);
  const flat = set.kind === 'flat' ? set.frames[0]! : null;
  return values.map(([quantity, value]) => ({
    ...{ ...readout, quantity, value, nominal: nominal[quantity] ?? null, source: 'ledger' },
    ...{ setKey: set.key, framesKey: framesKey(frames), night: set.night },
    ...{ takenAt: newestOf(set.frames), measuredAt: context.now },
    ...{ filterName: flat?.filterName ?? null, light: flat?.light ?? null, of: '' },
    ...{ frameCount: set.frames.length, frames },
  }));
}

/** With their hashes, as a measurement keeps them. */
export function framesOf({ frames, bias }: MeasurementSet): SensorMeasurement['frames'] {
  return [...frames, ...bias].map(({ uid, sha256 }) => ({ name: uid, sha256 }));
}

type Value = readonly [SensorQuantity, number];

/**
 * @param gain e⁻/ADU, as the camera states it and not as it was measured: a gain that is off by some per cent one night
 * would shift everything else
 */
async function valuesOf(
  set: MeasurementSet,
  inputs: readonly MasterInput[],
  gain: number | undefined,
  dataFolder: string,
): Promise<Value[]> {
  if (set.kind === 'flat') return flatLevel(set.frames);
  const bias = await measureBias(set.kind === 'bias' ? inputs : await read(set.bias, dataFolder));
  if (bias === null) return [];
  switch (set.kind) {
    case 'bias':
      return present([
        ['bias_level', bias.level],
        ['read_noise', gain === undefined ? null : gain * Math.sqrt(bias.variance)],
      ]);
    case 'transfer': {
      const found = await measureTransfer(bias, inputs);
      return present([
        ['gain', found?.gain],
        ['full_well', found?.fullWellE],
        ['non_linearity', found?.nonLinearity],
      ]);
    }
    case 'dark':
      return present([['dark_current', gain === undefined ? null : await measureDarkCurrent(bias, inputs, gain)]]);
  }
}

function flatLevel(frames: readonly MeasurableFrame[]): Value[] {
  const levels = frames.flatMap(({ medianAdu, saturationAdu }) =>
    medianAdu === null ? [] : medianAdu / saturationAdu,
  );
  return levels.length === 0 ? [] : [['flat_level', mean(levels)]];
}

function present(values: readonly (readonly [SensorQuantity, number | null | undefined])[]): Value[] {
  return values.flatMap(([quantity, value]) => (value == null ? [] : [[quantity, value] as const]));
}

async function read(frames: readonly MeasurableFrame[], dataFolder: string): Promise<MasterInput[]> {
  const inputs: MasterInput[] = [];
  for (const { path, sha256 } of frames) inputs.push(await readMasterInput(join(dataFolder, path), sha256));
  return inputs;
}
