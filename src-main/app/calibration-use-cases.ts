/** Calibration: what the queued lights have and lack, queueing what is missing, building and listing masters. */
import type { CalibrationLibrary } from '../calibration/library.ts';
import type { Handlers } from '../contract/procedures.ts';
import { calibrationStatus, coverageByNeed, needsOfTask } from './calibration-coverage.ts';
import { queueMissing } from './calibration-queueing.ts';
import type { ConsoleCore } from './console-core.ts';
import type { ConsoleOptions } from './console-options.ts';
import { MasterBuilding } from './master-building.ts';
import { chooseMorning } from './morning-calibration.ts';
import type { SensorFollowing } from './sensor-following.ts';
import { trendsOf } from './trend-views.ts';
import type { ViewerImages } from './viewer-images.ts';

type CalibrationHandlers = Pick<Handlers, Extract<keyof Handlers, `calibration.${string}` | `masters.${string}`>>;

interface Surroundings {
  readonly library: CalibrationLibrary;
  readonly images: ViewerImages;
  readonly following: SensorFollowing;
  readonly host: ConsoleOptions['host'];
}

export function calibrationUseCases(
  core: ConsoleCore,
  { library, images, following, host }: Surroundings,
): CalibrationHandlers {
  const building = new MasterBuilding(core, host);
  return {
    'calibration.status': () => calibrationStatus(core),
    'calibration.coverage': () => coverageByNeed(core),
    'calibration.needs': async ({ uid }) => ({ needs: await needsOfTask(core, uid) }),
    'calibration.queue': (_, caller) => queueMissing(core, caller),
    'calibration.setMorning': ({ choice }, { who }) => {
      chooseMorning(core, choice, who);
      return null;
    },
    'masters.build': (input, caller) => building.build(input, caller),
    'calibration.sensor': ({ files }) => following.measureFiles(building.filesFrom(files)),
    'calibration.measure': () => following.measure(),
    'calibration.trends': ({ quantity }) => trendsOf(core, library, quantity),
    'masters.badPixels': (input, caller) => building.badPixels(input, caller),
    'masters.rebuild': (input, caller) => building.rebuild(input, caller),
    'masters.stop': () => ({ stopped: building.stop() }),
    'masters.list': () => library.list(),
    'masters.numbers': ({ uid }) => images.masterNumbers(uid),
  };
}
