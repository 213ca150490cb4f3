/** What the viewer can show: frames as they are or calibrated, masters, bad-pixel maps. */
import { join } from 'node:path';
import type { CalibrationLibrary } from '../calibration/library.ts';
import { keyOf, type PlannedCalibration, planCalibration } from '../calibration/lights/plan-calibration.ts';
import type {
  FrameCalibrationView,
  MasterListView,
  MasterNumbersView,
  MasterView,
} from '../contract/calibration-views.ts';
import { ConsoleError } from '../contract/errors.ts';
import { scaleBetween, scaleOfCalibrated } from '../frames/pixels/pixel-scale.ts';
import type { PixelSource } from '../frames/pixels/pixel-source.ts';
import type { PlaneSurvey } from '../frames/pixels/survey-plane.ts';
import { findFrame } from '../store/ledger-store.ts';
import type { ConsoleCore } from './console-core.ts';

/** Lights whose calibration is kept in mind: those that screens look at. */
const MOST_PLANS = 64;

interface KnownPlan {
  readonly library: MasterListView;
  readonly plan: Promise<PlannedCalibration>;
}

export class ViewerImages {
  readonly #core: ConsoleCore;
  readonly #library: CalibrationLibrary;
  readonly #survey: (path: string) => Promise<PlaneSurvey>;
  readonly #plans = new Map<string, KnownPlan>();
  /** By path: a master is never written again. */
  readonly #surveys = new Map<string, Promise<PlaneSurvey>>();

  /** @param survey looks at the values of a master, by its absolute path */
  constructor(core: ConsoleCore, library: CalibrationLibrary, survey: (path: string) => Promise<PlaneSurvey>) {
    this.#core = core;
    this.#library = library;
    this.#survey = survey;
  }

  /** As `PixelServiceOptions.locate`. */
  async locate(uid: string, calibration: string | null): Promise<PixelSource | null> {
    if (calibration !== null) return this.#calibrated(uid, calibration);
    const frame = findFrame(this.#core.db, uid);
    if (frame !== null) return { kind: 'frame', path: this.#absolute(frame.path) };
    const { masters, maps } = await this.#library.list();
    const map = maps.find((each) => each.uid === uid);
    if (map !== undefined) return { kind: 'flags', path: this.#absolute(map.path) };
    const master = masters.find((each) => each.uid === uid);
    if (master === undefined) return null;
    const { low, high } = await this.#surveyOf(master);
    return { kind: 'floats', path: this.#absolute(master.path), scale: scaleBetween(low, high) };
  }

  /** @throws ConsoleError `not-found` without a frame of that uid, `wrong-state` when it is no light, `storage` */
  async calibration(uid: string): Promise<FrameCalibrationView> {
    const { correction, steps } = await this.#plan(uid);
    return { key: correction === null ? null : keyOf(correction), steps };
  }

  /**
   * What the camera gives a light without light, ADU: the medians of the bias and dark that are taken off it. Null where its bias is
   * not known.
   * @throws as `calibration`
   */
  async pedestal(uid: string): Promise<number | null> {
    const { chosen } = await this.#plan(uid);
    const hasBias = chosen.steps.some(({ kind, state }) => kind === 'bias' && state !== 'missing');
    if (!hasBias) return null;
    const level = async (master: MasterView | null) => (master === null ? 0 : (await this.#surveyOf(master)).median);
    return (await level(chosen.bias)) + chosen.darkScale * (await level(chosen.dark));
  }

  /** @throws ConsoleError `not-found` without a master of that uid, `storage` when its file is damaged */
  async masterNumbers(uid: string): Promise<MasterNumbersView> {
    const { masters } = await this.#library.list();
    const master = masters.find((each) => each.uid === uid);
    if (master === undefined) {
      throw new ConsoleError('not-found', 'That master is not there any more.', { facts: { code: 'master-away' } });
    }
    return this.#surveyOf(master);
  }

  async #calibrated(uid: string, key: string): Promise<PixelSource> {
    const { correction, light, chosen } = await this.#plan(uid);
    if (correction === null || keyOf(correction) !== key) {
      const facts = { code: 'masters-changed' } as const;
      throw new ConsoleError('wrong-state', 'The masters for this frame have changed. Look at it again.', { facts });
    }
    const darkest = chosen.flat === null ? 1 : (await this.#surveyOf(chosen.flat)).low;
    const scale = scaleOfCalibrated(light.saturationAdu, darkest);
    return { kind: 'calibrated', path: this.#pathOf(uid), correction, scale };
  }

  async #plan(uid: string): Promise<PlannedCalibration> {
    const library = await this.#library.list();
    const known = this.#plans.get(uid);
    if (known?.library === library) return known.plan;
    const path = this.#pathOf(uid);
    const plan = planCalibration(path, {
      ...{ library, dataFolder: this.#core.store.dataFolder, now: this.#core.clock.now() },
    });
    keep(this.#plans, uid, { library, plan }, MOST_PLANS);
    // A file that could not be read may be readable the next time.
    plan.catch(() => this.#plans.delete(uid));
    return plan;
  }

  #surveyOf({ path }: MasterView): Promise<PlaneSurvey> {
    const known = this.#surveys.get(path);
    if (known !== undefined) return known;
    const survey = this.#survey(this.#absolute(path));
    this.#surveys.set(path, survey);
    survey.catch(() => this.#surveys.delete(path));
    return survey;
  }

  #pathOf(uid: string): string {
    const frame = findFrame(this.#core.db, uid);
    if (frame === null) {
      throw new ConsoleError('not-found', 'There is no such frame.', { facts: { code: 'no-such-frame' } });
    }
    return this.#absolute(frame.path);
  }

  #absolute(path: string): string {
    return join(this.#core.store.dataFolder, path);
  }
}

/** The first keys of a Map are those set first. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
