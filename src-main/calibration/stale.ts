/**
 * Which masters, bad-pixel maps and measurements hold no longer, because a frame in them was rejected since. Nothing of it
 * is written into files: the ledger says it, so that a frame that is restored makes them fresh again. Pure.
 */
import { posix } from 'node:path';
import type { Objection } from '../contract/calibration-reason.ts';
import type { BadPixelMapView, MasterView } from '../contract/calibration-views.ts';
import type { RejectedFrames } from '../store/calibration-store.ts';

/** Frames that a reason names; of the others it tells how many. */
const MOST_NAMED = 3;

type Inputs = readonly { readonly name: string }[];

/** Null when none of the frames was rejected. */
export function staleByFrames(inputs: Inputs, rejected: RejectedFrames): Objection | null {
  const bad = inputs.flatMap(({ name }) => rejected.get(name) ?? []);
  if (bad.length === 0) return null;
  const named = bad.slice(0, MOST_NAMED).map(({ path, why }) => ({ name: posix.basename(path), why }));
  const names = named.map(({ name, why }) => `${name} (${why.message})`).join(', ');
  const others = bad.length > MOST_NAMED ? ` and ${bad.length - MOST_NAMED} more` : '';
  const from = bad.length === 1 ? 'a frame' : `${bad.length} frames`;
  return {
    message: `Built from ${from} rejected since: ${names}${others}.`,
    facts: { code: 'rejected-frames', frames: bad.length, named },
  };
}

/**
 * The masters with every reason why they are stale: their own frames, and the bias and dark that were taken off them, which
 * may have been replaced by now.
 * @param replaced masters that were set aside, by which the others may have been corrected
 */
export function judgeStale(
  masters: readonly MasterView[],
  replaced: readonly MasterView[],
  rejected: RejectedFrames,
): MasterView[] {
  const byName = new Map([...replaced, ...masters].map((master) => [posix.basename(master.path), master]));
  const known = new Map<MasterView, readonly Objection[]>();
  const reasonsOf = (master: MasterView): readonly Objection[] => {
    const before = known.get(master);
    if (before !== undefined) return before;
    // No master has itself in it; a forged header must not make this go round for ever.
    known.set(master, []);
    const reasons = [
      staleByFrames(master.inputs, rejected) ?? [],
      staleWith('bias', master),
      staleWith('dark', master),
    ];
    known.set(master, reasons.flat());
    return known.get(master)!;
  };
  const staleWith = (kind: 'bias' | 'dark', { biasName, darkName }: MasterView): Objection[] => {
    const name = kind === 'bias' ? biasName : darkName;
    const inIt = name === null ? undefined : byName.get(name);
    if (name === null || inIt === undefined) return [];
    return reasonsOf(inIt).map((reason) => ({
      message: `Its master ${kind} ${name} is stale. ${reason.message}`,
      facts: { code: 'stale-within', kind, name, reason },
    }));
  };
  return masters.map((master) => ({ ...master, stale: reasonsOf(master) }));
}

/** Likewise; maps are made of frames alone. */
export function judgeStaleMaps(maps: readonly BadPixelMapView[], rejected: RejectedFrames): BadPixelMapView[] {
  return maps.map((map) => {
    const reason = staleByFrames(map.inputs, rejected);
    return { ...map, stale: reason === null ? [] : [reason] };
  });
}
