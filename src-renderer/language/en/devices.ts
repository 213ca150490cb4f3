/** The Devices page. */
import type { ListedDevice } from '../../../src-main/contract/views.ts';

const kinds: Readonly<Record<ListedDevice['kind'], string>> = {
  camera: 'Camera',
  wheel: 'Filter wheel',
  unsupported: 'No driver',
};
/** In mid sentence. */
const kindsOf: Readonly<Record<ListedDevice['kind'], string>> = {
  camera: 'camera',
  wheel: 'filter wheel',
  unsupported: 'device',
};
const area = { x: 'x', y: 'y', width: 'Width', height: 'Height' };

export const devices = {
  title: 'Devices',
  setUp: 'Set-up …',
  noInstrument: 'No instrument is set up. Open the set-up and describe the camera and the wheel.',
  noTestFrame: 'Test frames appear here. They never count.',
  simulatedWaiting: 'Simulated waiting passes',
  simulatedSpeed: 'Speed of simulated waiting',

  pluggedInLabel: 'What is plugged in',
  pluggedIn: 'Plugged in',
  looking: 'Looking …',
  kinds,
  simulated: 'simulated',
  noDriver: 'This console cannot drive it yet',
  useLabel: (model: string, kind: ListedDevice['kind'], instrument: string) =>
    `Use ${model} as the ${kindsOf[kind]} of ${instrument}`,
  opening: 'Opening …',
  useIn: (instrument: string) => `Use in ${instrument}`,
  nothingPluggedIn: 'Nothing. Plug a camera or a filter wheel in; it appears here by itself.',

  connect: 'Connect',
  disconnect: 'Disconnect',
  serial: (serial: string) => `serial ${serial}`,
  pixelSize: (micrometres: string) => `${micrometres} µm`,
  bits: (count: number) => `${count} bit`,

  cooling: 'Cooling',
  sensor: 'sensor',
  setPoint: 'set point',
  off: 'off',
  state: 'state',
  coolerPower: 'Cooler power',
  setPointField: 'Set point',
  cool: 'Cool',
  warmUp: 'Warm up slowly',

  wheel: 'Filter wheel',
  movingTo: (slot: number) => `moving to slot ${slot}`,
  positionUnknown: 'position unknown',
  atSlot: (slot: number) => `at slot ${slot}`,
  emptySlot: 'empty',

  testFrame: 'Test frame',
  frameType: 'Frame type',
  binning: 'Binning',
  subFrame: 'Sub-frame',
  exposure: 'Exposure',
  area,
  take: 'Take a test frame',
  abort: 'Abort',
  runHasCamera: 'The run has the camera. Pause it to take a test frame.',

  setUpTitle: 'Set-up',
  setUpLead: 'In the shape that “setup import” takes. Nothing changes until it is saved and right.',
  setUpAsJson: 'Set-up as JSON',
  setUpSaved: 'The set-up is saved.',
  save: 'Save',
  discard: 'Discard',
};
