/** What an endurance run found, as figures with their aims. */
import { type Figure, spreadFigures } from '../bench/figures.ts';
import type { Endured } from './endure.ts';
import type { Held } from './screen-watch.ts';

const LONG_TASK_AIM_MS = 100;
const RESPONSE_AIM_MS = 33;
/** What a garbage collection leaves behind at one time and takes at another, MiB. */
const MEMORY_SLACK_MIB = 8;
/** A page that is looked at leaves some listeners and nodes to the next collection. */
const COUNT_SLACK = 200;
/** The night's line has a tick for each frame, which may also be among the last ones and have its row. */
const NODES_PER_FRAME = 30;

/** Growth of what the page holds, from after the warm-up to the end; each with the most that may be for it. */
export function growth({
  held,
  counted,
}: Endured): { what: string; unit: Figure['unit']; grown: number; most: number }[] {
  const first = held[0]!;
  const last = held.at(-1)!;
  const grown = (of: keyof Held) => last[of] - first[of];
  return [
    { what: 'JavaScript objects', unit: 'MiB', grown: grown('heapMiB'), most: MEMORY_SLACK_MIB },
    { what: 'pixels and other bytes', unit: 'MiB', grown: grown('bytesMiB'), most: MEMORY_SLACK_MIB },
    { what: 'WebGL textures', unit: '', grown: grown('textures'), most: 0 },
    { what: 'event listeners', unit: '', grown: grown('listeners'), most: COUNT_SLACK },
    { what: 'DOM nodes', unit: '', grown: grown('nodes'), most: COUNT_SLACK + NODES_PER_FRAME * counted.length },
  ];
}

/** Frames of the canvas that came after one that is newer than they: the picture must never go back. */
export function outOfOrder({ counted, watched }: Pick<Endured, 'counted' | 'watched'>): string[] {
  const place = new Map(counted.map((uid, i) => [uid, i]));
  let newest = -1;
  return watched.shown.filter((uid) => {
    const at = place.get(uid) ?? newest;
    const goesBack = at < newest;
    newest = Math.max(newest, at);
    return goesBack;
  });
}

export function figuresOf(endured: Endured): Figure[] {
  const { watched, counted, seconds, rounds, held, errors, refused, stolenS } = endured;
  const plain = { unit: '', aim: null, note: '' } as const;
  const section = 'Frames of 4096 × 4096 while zooming, panning, stretching, going from page to page';
  const longest = Math.max(0, ...watched.longTasks.map(({ ms }) => ms));
  const worst = watched.longTasks.find(({ ms }) => ms === longest);
  const shown = new Set(watched.shown).size;
  return [
    {
      ...plain,
      section,
      what: 'frames counted',
      value: counted.length,
      note: `in ${seconds.toFixed(0)} s, ${rounds} rounds`,
    },
    { ...plain, section, what: 'of them shown', value: shown, note: 'the others came while another page was open' },
    { ...plain, section, what: 'shown after a newer one', value: outOfOrder(endured).length, aim: 0 },
    { ...plain, section, what: 'requests refused', value: refused, aim: 0 },
    { ...plain, section, what: 'exceptions in the page', value: errors.length, aim: 0, note: errors[0] ?? '' },
    {
      ...{ section, what: 'longest task of the page', unit: 'ms', value: longest, aim: LONG_TASK_AIM_MS },
      note: `${watched.longTasks.length} of more than 50 ms${worst === undefined ? '' : `; this one while: ${worst.doing}`}`,
    },
    {
      ...plain,
      section,
      what: 'processor time taken by the machine’s host',
      unit: 's',
      value: stolenS ?? Number.NaN,
      note: stolenS === null ? 'not known here' : 'tasks and movements stand still meanwhile',
    },
    ...(['zoom', 'pan', 'stretch'] as const).flatMap((doing) =>
      spreadFigures(
        { section, what: `${doing}: movement to frame drawn`, unit: 'ms', aim: RESPONSE_AIM_MS, note: 'page’s thread' },
        watched.responses.filter((each) => each.doing === doing).map(({ ms }) => ms),
      ),
    ),
    ...growth(endured).map(({ what, unit, grown, most }) => ({
      ...{ section, what: `${what}, growth`, unit, value: grown, aim: most },
      note: what === 'WebGL textures' ? `${held[0]!.textures} at the whole frame` : 'after a garbage collection',
    })),
  ];
}
