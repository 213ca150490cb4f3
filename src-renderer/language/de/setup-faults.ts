/** What contradicts itself in a set-up: each the end of a line that names the field. */
import type { SetupFault, SetupFaultCode } from '../../../src-main/contract/setup-fault.ts';
import { count } from '../../format/numbers.ts';

const NONE = {
  telescope: 'Ein Teleskop',
  camera: 'Eine Kamera',
  wheel: 'Ein Filterrad',
  filter: 'Einen Filter',
} as const;
const DEVICES = { camera: 'Die Kamera', wheel: 'Das Filterrad' } as const;

const FAULTS: { readonly [Code in SetupFaultCode]: (facts: Extract<SetupFault, { code: Code }>) => string } = {
  'id-twice': ({ id }) => `Die Kennung ${id} ist zweimal vergeben.`,
  'refers-to-none': ({ what, id }) => `${NONE[what]} ${id} gibt es in dieser Einrichtung nicht.`,
  'beyond-wheel': ({ slots }) => `Das Filterrad hat nur Plätze bis ${count(slots)}.`,
  'slot-twice': ({ slot }) => `Der Platz ${slot} ist zweimal vergeben.`,
  'without-device': ({ what, instrument }) =>
    `${DEVICES[what]} eines aktiven Instruments braucht ein Gerät, mit „family“ und „key“. Es angeben, oder „${instrument}“ inaktiv machen.`,
  'no-program': () => 'Das Programm angeben, oder anders dithern.',
  'relative-program': () => 'Das Programm mit seinem vollständigen Pfad angeben.',
  'program-from-a-screen': () =>
    'Welches Programm das Teleskop bewegt, wird nur an diesem Rechner gesagt, auf der Befehlszeile: „setup import FILE“.',
  'none-active': () => 'Ein Instrument muss aktiv sein.',
};

export function setupFault(facts: SetupFault): string {
  // A fault has the facts of its own code.
  const word = FAULTS[facts.code] as (facts: SetupFault) => string;
  return word(facts);
}
