/** What is kept of files that a person named, and of masters by what their headers say. */
import { basename } from 'node:path';
import type { MasterView, SensorFiguresView } from '../../contract/calibration-views.ts';
import type { SetupRecord } from '../../contract/setup-record.ts';
import type { SensorQuantity } from '../../contract/vocabulary.ts';
import { hashAndSum } from '../../frames/inspect-frame.ts';
import type { SensorMeasurement } from '../../store/sensor-store.ts';
import type { MasterInput } from '../masters/input-facts.ts';
import { measuredReadout } from './measured-readout.ts';
import { framesKey } from './measurement-sets.ts';

/** @throws ConsoleError `storage` for a file that can no longer be read */
export async function measurementsOfFiles(
  sensor: SensorFiguresView,
  inputs: readonly MasterInput[],
  camera: SetupRecord['cameras'][number] | null,
  now: number,
): Promise<SensorMeasurement[]> {
  const frames: { name: string; sha256: string }[] = [];
  for (const { file, frameUid } of inputs) {
    frames.push({ name: frameUid ?? basename(file.path), sha256: (await hashAndSum(file.path)).sha256 });
  }
  const key = framesKey(frames);
  const values: readonly (readonly [SensorQuantity, number | null])[] = [
    ['bias_level', sensor.biasAdu],
    ['read_noise', sensor.readNoiseE],
    ['gain', sensor.gain],
    ['full_well', sensor.fullWellE],
    ['non_linearity', sensor.nonLinearity],
    ['dark_current', sensor.darkCurrentE],
  ];
  // The dark current is that of the darks' temperature; the rest hardly depends on it.
  const telling = inputs.find(({ kind }) => kind === 'dark') ?? inputs[0]!;
  const { readout, nominal } = measuredReadout(telling.cards, camera);
  return values.flatMap(([quantity, value]) =>
    value === null
      ? []
      : {
          ...{ ...readout, quantity, value, nominal: nominal[quantity] ?? null, source: 'files' },
          ...{ setKey: JSON.stringify(['files', key]), framesKey: key, night: null },
          ...{ takenAt: Math.max(...inputs.map(({ takenAt }) => takenAt ?? 0)) || now, measuredAt: now },
          ...{ filterName: null, light: null, of: '', frameCount: frames.length, frames },
        },
  );
}

/** The `setKey` of what is kept of it. */
export function measurementKeyOfMaster({ uid }: Pick<MasterView, 'uid'>): string {
  return JSON.stringify(['master', uid]);
}

/** Its pixels' standard error; null where the header does not say, or not when the frames were taken. */
export function measurementOfMaster(master: MasterView, now: number): SensorMeasurement | null {
  const { kind, noise, newestInputAt, inputs, exposureS } = master;
  if (noise === null || newestInputAt === null) return null;
  const { camera, readoutMode, gain, offset, binning, temperatureC } = master;
  return {
    ...{ camera, readoutMode, gain, offset, binning, temperatureC },
    quantity: kind === 'flat' ? 'master_flat_noise' : 'master_noise',
    value: noise,
    nominal: null,
    source: 'master',
    setKey: measurementKeyOfMaster(master),
    framesKey: framesKey(inputs),
    takenAt: Date.parse(newestInputAt),
    measuredAt: now,
    night: null,
    filterName: kind === 'flat' ? master.filterName : null,
    light: null,
    of: kind === 'dark' && exposureS !== null ? `dark ${Number(exposureS.toPrecision(6))} s` : kind,
    frameCount: inputs.length,
    frames: inputs,
  };
}
