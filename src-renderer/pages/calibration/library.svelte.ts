/** The masters on disk, and the build that is going on. */

import type {
  BadPixelMapView,
  MasterListView,
  MastersBuiltView,
  MasterView,
} from '../../../src-main/contract/calibration-views.ts';
import { inOneLine } from '../../language/said.ts';
import { texts } from '../../language/texts.ts';
import { changesMasters } from '../../state/changes-masters.ts';
import type { Console } from '../../state/console.svelte.ts';

export class Library {
  list = $state.raw<MasterListView | null>(null);
  /** Path of the master that is open. */
  chosen = $state<string | null>(null);
  /** Of the master in hand, 0..1; null while none is being built. */
  progress = $state.raw<{ readonly title: string; readonly done: number } | null>(null);
  /** What this screen's last build left out, and why. */
  skipped = $state.raw<MastersBuiltView['skipped']>([]);
  readonly #console: Console;

  /** To be made while a component is set up. */
  constructor(console: Console) {
    this.#console = console;
    $effect(() => {
      if (console.connected) void this.load();
    });
    $effect(() =>
      console.subscribe((event) => {
        // A build that another screen started is shown here, too.
        if (event.type === 'master') {
          const { title, what, done } = event;
          this.progress = { title: texts().calibration.beingBuilt(title, what), done };
        }
        if (event.type === 'log' && event.entry.what === 'master.built') this.progress = null;
        if (changesMasters(event)) void this.load();
      }),
    );
  }

  /** Newest first. */
  get masters(): readonly MasterView[] {
    return this.list?.masters.toReversed() ?? [];
  }

  /** Newest first. */
  get maps(): readonly BadPixelMapView[] {
    return this.list?.maps.toReversed() ?? [];
  }

  /** Uids of masters and maps that hold a frame rejected since. */
  get stale(): readonly string[] {
    return [...this.masters, ...this.maps].filter(({ stale }) => stale.length > 0).map(({ uid }) => uid);
  }

  get current(): MasterView | null {
    return this.masters.find(({ path }) => path === this.chosen) ?? this.masters[0] ?? null;
  }

  async load(): Promise<void> {
    const answer = await this.#console.perform('masters.list', {});
    if (answer !== undefined) this.list = answer;
  }

  /** A master of each set of frames that has enough and none yet. */
  async build(): Promise<void> {
    if (this.progress !== null) return;
    this.progress = { title: texts().calibration.lookingThrough, done: 0 };
    const result = await this.#console.perform('masters.build', {});
    this.progress = null;
    if (result === undefined) return;
    this.skipped = result.skipped;
    this.chosen = result.built.at(-1)?.path ?? this.chosen;
    this.#console.notices.info(texts().calibration.built(result.built.length));
  }

  /** Builds stale masters and maps anew; the stale ones in them, too. */
  async rebuild(uids: readonly string[]): Promise<void> {
    if (this.progress !== null || uids.length === 0) return;
    this.progress = { title: texts().calibration.lookingThrough, done: 0 };
    const result = await this.#console.perform('masters.rebuild', { uids: [...uids] });
    this.progress = null;
    if (result === undefined) return;
    const { rebuilt, skipped } = result;
    const { notices } = this.#console;
    this.chosen = rebuilt.find(({ old }) => old === this.chosen)?.path ?? this.chosen;
    if (rebuilt.length > 0) notices.info(texts().calibration.rebuilt(rebuilt.length));
    if (skipped.length > 0) {
      notices.alarm(
        texts().calibration.notAllRebuilt,
        skipped.map(({ path, why, whyFacts }) => `${path}: ${inOneLine(texts().failures.why(why, whyFacts))}`),
      );
    }
  }

  async stop(): Promise<void> {
    const answer = await this.#console.perform('masters.stop', {});
    // What another screen built may have ended without this one hearing of it.
    if (answer?.stopped === false) this.progress = null;
  }
}
