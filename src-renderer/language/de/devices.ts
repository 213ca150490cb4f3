import type { devices as English } from '../en/devices.ts';

const kindsOf = { camera: 'Kamera', wheel: 'Filterrad', unsupported: 'Gerät' };

export const devices: typeof English = {
  title: 'Geräte',
  setUp: 'Einrichtung …',
  noInstrument: 'Kein Instrument ist eingerichtet. Unter „Einrichtung“ Kamera und Filterrad beschreiben.',
  noTestFrame: 'Hier erscheinen Testaufnahmen. Sie zählen nie.',
  simulatedWaiting: 'Simulierte Zeit läuft',
  simulatedSpeed: 'Tempo der simulierten Zeit',

  pluggedInLabel: 'Was angeschlossen ist',
  pluggedIn: 'Angeschlossen',
  looking: 'Sucht …',
  kinds: { camera: 'Kamera', wheel: 'Filterrad', unsupported: 'Kein Treiber' },
  simulated: 'simuliert',
  noDriver: 'Kann diese Konsole noch nicht ansteuern',
  useLabel: (model, kind, instrument) => `${model} als ${kindsOf[kind]} von ${instrument} verwenden`,
  opening: 'Öffnet …',
  useIn: (instrument) => `Für ${instrument} verwenden`,
  nothingPluggedIn: 'Nichts. Kamera oder Filterrad anschließen; das Gerät erscheint hier von selbst.',

  connect: 'Verbinden',
  disconnect: 'Trennen',
  serial: (serial) => `Seriennummer ${serial}`,
  pixelSize: (micrometres) => `${micrometres} µm`,
  bits: (count) => `${count} bit`,

  cooling: 'Kühlung',
  sensor: 'Sensor',
  setPoint: 'Sollwert',
  off: 'aus',
  state: 'Zustand',
  coolerPower: 'Kühlleistung',
  setPointField: 'Sollwert',
  cool: 'Kühlen',
  warmUp: 'Langsam aufwärmen',

  wheel: 'Filterrad',
  movingTo: (slot) => `dreht auf Platz ${slot}`,
  positionUnknown: 'Stellung unbekannt',
  atSlot: (slot) => `auf Platz ${slot}`,
  emptySlot: 'leer',

  testFrame: 'Testaufnahme',
  frameType: 'Aufnahmeart',
  binning: 'Binning',
  subFrame: 'Ausschnitt',
  exposure: 'Belichtung',
  area: { x: 'x', y: 'y', width: 'Breite', height: 'Höhe' },
  take: 'Testaufnahme machen',
  abort: 'Abbrechen',
  runHasCamera: 'Der Ablauf hat die Kamera. Für eine Testaufnahme den Ablauf pausieren.',

  setUpTitle: 'Einrichtung',
  setUpLead: 'In der Form, die „setup import“ liest. Nichts ändert sich, bevor es gespeichert und richtig ist.',
  setUpAsJson: 'Einrichtung als JSON',
  setUpSaved: 'Die Einrichtung ist gespeichert.',
  save: 'Speichern',
  discard: 'Verwerfen',
};
