import type { SensorQuantity } from '../../../src-main/contract/vocabulary.ts';
import { decimal } from '../../format/numbers.ts';

/** Name with its article, unit, and what may be behind a wrong value. */
const QUANTITIES: Readonly<Partial<Record<SensorQuantity, readonly [name: string, unit: string, hint: string]>>> = {
  gain: [
    'Der Gain',
    'e⁻/ADU',
    'Nachsehen, ob der Gain so eingestellt ist wie gemeint, und ob die Flats gleichmäßig beleuchtet waren.',
  ],
  read_noise: ['Das Ausleserauschen', 'e⁻', 'Nach Kabel, Hub, Erdung und Auslesemodus sehen.'],
  bias_level: ['Der Bias-Pegel', 'ADU', 'Nach dem Offset sehen, und ob Licht auf den Sensor fällt.'],
  full_well: ['Die Full-Well-Kapazität', 'e⁻', 'Flats sollten deutlich darunter bleiben.'],
  dark_current: [
    'Der Dunkelstrom',
    'e⁻/s',
    'Nachsehen, ob Licht auf den Sensor fällt, und ob die Kühlung ihre Temperatur hält.',
  ],
};

/** Of a value that is not as it should be: what is the matter, and what to look at. */
export function sensorWarning(measured: {
  readonly quantity: SensorQuantity;
  readonly value: number;
  readonly nominal: number | null;
}): string {
  const { quantity, value, nominal } = measured;
  if (quantity === 'non_linearity')
    return `Der Sensor weicht um ${decimal((100 * value).toFixed(1))} % davon ab, dem Licht zu folgen. Nachsehen, ob das Licht der Flats gleich blieb.`;
  const [name, unit, hint] = QUANTITIES[quantity] ?? [quantity, '', ''];
  const shown = (figure: number) => decimal(String(Number(figure.toPrecision(3))));
  const should = nominal === null ? '' : `, die Kamera sollte ${shown(nominal)} haben`;
  return `${name} ist ${shown(value)} ${unit}${should}. ${hint}`;
}
