import { asSet, count } from '../../format/numbers.ts';
import type { trends as English } from '../en/trends.ts';
import { plural } from './plural.ts';
import { sensorWarning } from './sensor-warnings.ts';

const SETS = { bias: 'Bias', transfer: 'Photonentransfer', dark: 'Darks', flat: 'Flats' } as const;

export const trends: typeof English = {
  quantities: {
    bias_level: 'Bias-Pegel, ADU',
    read_noise: 'Ausleserauschen, e⁻',
    gain: 'Gain, e⁻/ADU',
    full_well: 'Full Well, e⁻',
    non_linearity: 'Nichtlinearität, %',
    dark_current: 'Dunkelstrom, e⁻/s',
    flat_level: 'Flat-Pegel, % der Sättigung',
    master_noise: 'Rauschen der Master, ADU',
    master_flat_noise: 'Rauschen der Master-Flats, %',
  },
  lights: { panel: 'Flatpanel', sky: 'Himmel' },
  views: 'Was die Seite zeigt',
  tonight: 'Heute Nacht',
  overTime: 'Verlauf',
  label: 'Verlauf',
  begun: 'Begonnen (UTC)',
  sensorTemperature: 'Sensor, °C',
  againstTemperature: (quantity) => `${quantity}, gegen die Temperatur`,
  nominal: 'Nennwert',
  stale: 'Ausgelassen, weil Aufnahmen darin seither verworfen wurden',
  staleOf: (quantity, n, why) => `${quantity}: ${count(n)} der Punkte. ${why}`,
  frames: (n) => `${count(n)} ${plural(n, { one: 'Aufnahme', other: 'Aufnahmen' })}`,
  namedFiles: 'genannte Dateien',
  offset: (offset) => `Offset ${offset}`,
  measure: 'Neues messen',
  measuring: 'Misst …',
  measured: (n) =>
    n === 0
      ? 'Es gibt nichts Neues zu messen.'
      : `${count(n)} ${plural(n, { one: 'Satz', other: 'Sätze' })} von Aufnahmen gemessen.`,
  notAllMeasured: 'Nicht alles ließ sich messen.',
  setTitle: (_title, { kind, night, setPointC, filterName, light }) => {
    const cooled = setPointC === null ? ', ungekühlt' : ` bei ${asSet(setPointC)} °C`;
    const of = light === null ? '' : `, ${filterName ?? 'ohne Filter'}, ${trends.lights[light]}`;
    return `${SETS[kind]} vom ${night}${kind === 'dark' ? cooled : ''}${of}`;
  },
  warning: sensorWarning,
  warnings: 'Nicht wie es sein soll',
  nothing:
    'Zwei Bias-Aufnahmen einer Nacht ergeben Bias-Pegel und Ausleserauschen, zwei Darks den Dunkelstrom, zwei Flats eines Flatpanels den Gain. Gemessen wird von selbst, wenn der Ablauf ruht.',
};
