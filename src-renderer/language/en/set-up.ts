/** The guided set-up. */
import type { StarCheck } from '../../../src-main/contract/star-limits.ts';

const steps = {
  site: 'Site',
  telescope: 'Telescope',
  devices: 'Camera and wheel',
  filters: 'Filters',
  stars: 'Star limits',
  dither: 'Dithering',
  morning: 'The morning',
  finish: 'Test frame',
};
const leads: Readonly<Record<keyof typeof steps, string>> = {
  site: 'Twilight, the moon and the night’s name come from here, and every frame’s header says it.',
  telescope: 'Headers, the pixel scale and the sky position under the pointer come from these figures.',
  devices:
    'What is plugged in appears by itself. Give the instrument its camera and its filter wheel, or stay with the simulated ones and change that another day.',
  filters:
    'The name of the filter in each slot, as tasks call it. A filter taken out keeps its tasks: they wait until it is put in again.',
  stars: 'What each light is held against. An alarm lets the frame count; rejecting it takes another one.',
  dither: 'The telescope is moved a little between frames, so that stars fall on other pixels.',
  morning: 'What the console does by itself when the night is over, and after an unexpected end.',
  finish: 'Connect the devices and take a frame. It never counts, and nothing of the queue is touched.',
};
const checks: Readonly<Record<StarCheck, string>> = {
  max_hfr: 'Stars too large (HFR)',
  max_hfr_rise: 'Stars larger than the night’s best',
  min_stars: 'Too few stars',
  max_star_loss: 'Fewer stars than the night’s best: clouds',
  max_background: 'Sky too bright',
  max_axis_ratio: 'Stars elongated: tracking, wind',
};
const checkUnits: Readonly<Record<StarCheck, string>> = {
  max_hfr: 'px',
  max_hfr_rise: '%',
  min_stars: 'stars',
  max_star_loss: '%',
  max_background: 'ADU',
  max_axis_ratio: 'long : short',
};

export const setUp = {
  title: 'Set-up',
  lead: 'Each step is saved by its own button. Leave at any time; you come back to where you were.',
  stepsLabel: 'Steps of the set-up',
  steps,
  leads,
  next: 'Save and go on',
  done: 'Done: to Tonight',
  asText: 'All of it as text …',
  runGoesOn: 'The run has the devices. Pause it before you change anything here.',
  begin: 'Set up this observatory',

  nameNeeded: 'Give it a name.',
  siteName: 'Name of the site',
  observer: 'Observer',
  observerHint: 'Stands in the frames’ headers. May be left empty.',
  latitude: 'Latitude',
  latitudeHint: '37 03 51 N or 37.0642',
  latitudeWrong: 'Write latitude as 37 03 51 N or 37.0642, south as S or with a minus.',
  latitudeTooLarge: 'Latitude lies between 90° south and 90° north.',
  longitude: 'Longitude',
  longitudeHint: '3 23 05 W or −3.3847',
  longitudeWrong: 'Write longitude as 3 23 05 W or −3.3847; east is positive.',
  longitudeTooLarge: 'Longitude lies between 180° west and 180° east.',
  elevation: 'Elevation',
  timeZone: 'Time zone',
  timeZoneHint: 'For the second clock. All records are in UTC.',
  noSuchZone: 'There is no such time zone. Write it as Europe/Madrid.',
  thisZone: (zone: string) => `Use ${zone}, as this screen`,

  instrument: 'Name of the instrument',
  instrumentHint: 'Telescope and camera together.',
  telescope: 'Name of the telescope',
  aperture: 'Aperture',
  focalLength: 'Focal length',
  focalLengthHint: 'With the reducer or Barlow lens that is in.',
  design: 'Optical design',
  designHint: 'May be left empty.',
  optics: (ratio: string, scale: string) => `f/${ratio}, ${scale}″ a pixel. Is that your telescope?`,

  nowUsed: (camera: string, wheel: string) => `In use now: ${camera}; wheel: ${wheel}.`,
  noWheel: 'This instrument has no filter wheel: there is nothing to fill in.',
  slot: (n: number) => `Slot ${n}`,
  emptySlot: 'Empty',
  filterTwice: (slot: number) => `That filter is in slot ${slot}.`,
  filterTooLong: (letters: number) => `${letters} letters at most.`,

  checks,
  checkUnits,
  limitActions: { off: 'Off', warn: 'Alarm', reject: 'Reject' },
  limit: 'Limit',
  aboveZero: 'A number above 0.',

  ditherHow: 'Who moves the telescope',
  ditherHows: { none: 'Nobody', ask: 'I am asked', program: 'A program' },
  noProgram: 'Which program moves it is said at this computer only: “setup import FILE”.',
  program: (command: string) => `The program: ${command}. It is changed at this computer only: “setup import FILE”.`,
  ditherEvery: 'After so many lights',
  ditherEveryHint: '0: never between lights.',
  ditherTimeout: 'Wait for it at most',
  betweenSkyFlats: 'Between flats of the sky, too',
  ditherFailure: 'When it was not moved',
  ditherFailures: { go_on: 'Go on', leave_task: 'Leave the task' },

  morningKinds: 'Kinds of frames taken in the morning',
  kindNeeded: 'Choose one at least.',
  sunAltitude: 'The night is over when the sun is higher than',
  sunAltitudeHint: '−6 is civil dawn. It is over before that when no light is left.',
  resumeAfterCrash: 'Go on with the run by itself after an unexpected end',
};
