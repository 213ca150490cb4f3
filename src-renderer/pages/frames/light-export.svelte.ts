/** The export of calibrated lights: what this screen asks for, how far it is, and what became of it. */
import type { LightsExportedView } from '../../../src-main/contract/calibration-views.ts';
import { ConsoleError } from '../../../src-main/contract/errors.ts';
import type { ProcedureInput } from '../../../src-main/contract/procedures.ts';
import { inOneLine } from '../../language/said.ts';
import { texts } from '../../language/texts.ts';
import type { Console } from '../../state/console.svelte.ts';
import type { FrameFilter } from './frames-view.svelte.ts';

/** What may be missing: bad-pixel maps always may. */
export const MISSABLE = ['bias', 'dark', 'flat'] as const;
export type Missable = (typeof MISSABLE)[number];

export type LightsWanted = Pick<ProcedureInput<'frames.exportCalibrated'>, 'uids' | 'taskUid' | 'night' | 'filterName'>;

/** The lights that a filter of the page shows; null where it names neither task, night nor filter: that would be all there are. */
export function lightsOf({ taskUid, night, filterName }: FrameFilter): LightsWanted | null {
  if (taskUid === null && night === null && filterName === null) return null;
  return {
    ...(taskUid === null ? {} : { taskUid }),
    ...(night === null ? {} : { night }),
    ...(filterName === null ? {} : { filterName }),
  };
}

export class LightExport {
  /** 0..1; null while nothing is exported, by this screen or another. */
  progress = $state<number | null>(null);
  /** What became of the last one that this screen asked for. */
  result = $state.raw<LightsExportedView | null>(null);
  /** Why nothing was exported: a sentence, and each light's own. */
  refusal = $state.raw<{ readonly message: string; readonly problems: readonly string[] } | null>(null);
  readonly #console: Console;

  /** To be made while a component is set up. */
  constructor(console: Console) {
    this.#console = console;
    $effect(() =>
      console.subscribe((event) => {
        if (event.type === 'export') this.progress = event.done >= 1 ? null : event.done;
      }),
    );
  }

  async start(wanted: LightsWanted, allowMissing: readonly Missable[], keepBadPixels: boolean): Promise<void> {
    if (this.progress !== null) return;
    this.progress = 0;
    this.forget();
    try {
      const input = { ...wanted, allowMissing: [...allowMissing], keepBadPixels };
      this.result = await this.#console.call('frames.exportCalibrated', input);
    } catch (thrown) {
      if (!(thrown instanceof ConsoleError)) throw thrown;
      const { text, original } = texts().failures.failure(thrown);
      // The first is in the sentence.
      const problems = (thrown.problems ?? []).slice(1).map((problem) => inOneLine(texts().failures.problem(problem)));
      this.refusal = { message: text, problems: original === null ? problems : [original, ...problems] };
    } finally {
      this.progress = null;
    }
  }

  async stop(): Promise<void> {
    const answer = await this.#console.perform('frames.stopExport', {});
    if (answer?.stopped === false) this.progress = null;
  }

  /** What became of an earlier one is no longer of interest. */
  forget(): void {
    this.result = null;
    this.refusal = null;
  }
}
