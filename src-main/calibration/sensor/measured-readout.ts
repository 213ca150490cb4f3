/** Of which camera and readout a measurement is, by a frame's header, and what it should have come to. Pure. */
import type { SetupRecord } from '../../contract/setup-record.ts';
import type { ReadCard } from '../../frames/fits/card.ts';
import { readFrameFacts } from '../../frames/frame-facts.ts';
import type { SensorMeasurement } from '../../store/sensor-store.ts';
import { textOf } from '../masters/input-facts.ts';
import { type NominalFigures, nominalFigures } from './nominal.ts';

export type MeasuredReadout = Pick<
  SensorMeasurement,
  'camera' | 'readoutMode' | 'gain' | 'offset' | 'binning' | 'temperatureC'
>;

/** @param camera as set up; null where the frame is of another */
export function measuredReadout(
  cards: readonly ReadCard[],
  camera: SetupRecord['cameras'][number] | null,
): { readonly readout: MeasuredReadout; readonly nominal: NominalFigures } {
  const { readoutMode, gain, offset, binning, eGain, readNoiseE, ...facts } = readFrameFacts(cards);
  const temperatureC = facts.sensorEndC ?? facts.sensorStartC ?? facts.setPointC;
  return {
    readout: {
      camera: textOf(cards, 'CAMERAID') ?? textOf(cards, 'INSTRUME'),
      ...{ readoutMode, gain, offset, binning, temperatureC },
    },
    nominal: nominalFigures(camera, { readoutMode, binning, temperatureC, eGain, readNoiseE }),
  };
}
