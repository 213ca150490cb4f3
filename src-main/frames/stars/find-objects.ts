/**
 * From stretches of pixels above the threshold to single objects: stretches that touch are one component, and a component with
 * several peaks is as many objects as stand clear of each other.
 */
import { medianOf } from './medians.ts';
import {
  aboveSky,
  highestAround,
  mendPixel,
  SMOOTHED_PEAK,
  type StarField,
  smoothedAt,
  smoothedNoise,
} from './star-field.ts';

/** A peak must be so many standard deviations of the smoothed noise high. */
export const LEAST_SIGNAL_TO_NOISE = 5.5;
/** Two peaks are two objects when the saddle between them lies deeper than so many σ below the lower one, */
const SADDLE_SIGMAS = 4;
/** and by so much of its height. */
const SADDLE_DEPTH = 0.1;
/** More peaks in one component than anything but noise on a very bright thing has; the lower ones are left out. */
const MOST_PEAKS = 2000;
/** A faint peak is held against the light around it as well: so many rings of pixels from this radius on. */
const FAINT_SIGNAL_TO_NOISE = 12;
const AROUND_PX = { from: 6, to: 9 } as const;
/** A single bright pixel has a sharpness of 1; a star whose FWHM is a pixel and a half, 0.55. */
const HOT_SHARPNESS = 0.65;
/** So many pixels are mended before a peak is given up as nothing but such. */
const MOST_MENDED = 3;
const SMOOTHED_UNITS = 16_384;

/** What the kernel `findSources` noted: three numbers for each. */
export interface Sources {
  readonly stretches: Int32Array;
  readonly peaks: Int32Array;
}

/** Pixels above the threshold that hang together, with the moments of their light. */
export interface Component {
  readonly pixels: number;
  readonly saturatedPixels: number;
  readonly atEdge: boolean;
  readonly x: number;
  readonly y: number;
  /** Central second moments, px². */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

export interface SkyObject {
  /** The peak's pixel. */
  readonly x: number;
  readonly y: number;
  /** Of the smoothed peak, ADU, and in σ of the smoothed noise. */
  readonly height: number;
  readonly signalToNoise: number;
  /** How much of the smoothed peak its pixel alone accounts for: near 1 for a hot pixel, which is no object; 0.5 and less for stars. */
  readonly sharpness: number;
  readonly component: Component;
  /** The component holds no other object. */
  readonly alone: boolean;
}

type Peak = Omit<SkyObject, 'component' | 'alone'>;

/** Objects in the order of their components, the highest of each first. Hot pixels that are found are mended in the field. */
export function findObjects(field: StarField, { stretches, peaks }: Sources): SkyObject[] {
  const root = joinStretches(stretches);
  const peaksOf = peaksByComponent(field, stretches, peaks, root);
  const members = membersOf(root, peaksOf);
  return [...peaksOf].flatMap(([of, all]) => {
    const apart = separate(field, all).filter((peak) => standsOut(field, peak));
    if (apart.length === 0) return [];
    const component = measureComponent(field, stretches, members.get(of)!);
    return apart.map((peak) => ({ ...peak, component, alone: apart.length === 1 }));
  });
}

/** For each stretch the first one of its component. Stretches that touch, also at a corner, belong together. */
function joinStretches(stretches: Int32Array): Int32Array {
  const count = stretches.length / 3;
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const find = (i: number) => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  let above = 0;
  for (let i = 0; i < count; i++) {
    const [row, from, to] = [stretches[3 * i]!, stretches[3 * i + 1]!, stretches[3 * i + 2]!];
    while (stretches[3 * above]! < row - 1) above++;
    for (let j = above; j < i && stretches[3 * j]! === row - 1 && stretches[3 * j + 1]! <= to; j++) {
      // What ends before this one begins cannot touch the next ones either.
      if (stretches[3 * j + 2]! < from) above = j;
      else {
        const [a, b] = [find(i), find(j)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  for (let i = 0; i < count; i++) parent[i] = find(i);
  return parent;
}

function peaksByComponent(
  field: StarField,
  stretches: Int32Array,
  peaks: Int32Array,
  root: Int32Array,
): Map<number, Peak[]> {
  const byRoot = new Map<number, Peak[]>();
  let stretch = 0;
  for (let i = 0; i < peaks.length; i += 3) {
    const [y, x] = [peaks[i]!, peaks[i + 1]!];
    // Peaks come in the order of the stretches that they lie in.
    while (stretches[3 * stretch]! < y || stretches[3 * stretch + 2]! <= x) stretch++;
    const peak = withoutHotPixels(field, x, y, peaks[i + 2]! / SMOOTHED_UNITS);
    if (peak === null) continue;
    const of = root[stretch]!;
    const list = byRoot.get(of);
    if (list) list.push(peak);
    else byRoot.set(of, [peak]);
  }
  return byRoot;
}

/**
 * The peak, or where it is once the hot pixels in it are mended: one in a star's light must not take the star with it, nor spoil
 * its size. Null where too little is left.
 */
function withoutHotPixels(field: StarField, x: number, y: number, height: number): Peak | null {
  let at = { x, y, height };
  for (let mended = 0; ; mended++) {
    const signalToNoise = at.height / smoothedNoise(field, at.x, at.y, 0);
    if (signalToNoise < LEAST_SIGNAL_TO_NOISE) return null;
    const sharpness = (SMOOTHED_PEAK * aboveSky(field, at.x, at.y)) / at.height;
    if (sharpness < HOT_SHARPNESS) return { ...at, signalToNoise, sharpness };
    if (mended === MOST_MENDED) return null;
    mendPixel(field, at.x, at.y);
    at = highestAround(field, at.x, at.y);
  }
}

/** The stretches of those components that have a peak. */
function membersOf(root: Int32Array, wanted: ReadonlyMap<number, unknown>): Map<number, number[]> {
  const members = new Map<number, number[]>([...wanted.keys()].map((of) => [of, []]));
  for (const [stretch, of] of root.entries()) members.get(of)?.push(stretch);
  return members;
}

/**
 * Those of a component's peaks that stand clear of every higher one. A peak is held against the nearest higher peak only: what
 * is one with that is one with whatever that belongs to.
 */
function separate(field: StarField, peaks: readonly Peak[]): Peak[] {
  if (peaks.length === 1) return [...peaks];
  const falling = [...peaks].sort((a, b) => b.height - a.height).slice(0, MOST_PEAKS);
  return falling.filter((peak, i) => {
    let nearest: Peak | null = null;
    let distance = Number.POSITIVE_INFINITY;
    for (let j = 0; j < i; j++) {
      const other = falling[j]!;
      const to = (other.x - peak.x) ** 2 + (other.y - peak.y) ** 2;
      if (to < distance) [nearest, distance] = [other, to];
    }
    return nearest === null || standsClear(field, peak, nearest);
  });
}

function standsClear(field: StarField, peak: Peak, higher: Peak): boolean {
  const steps = Math.max(Math.abs(higher.x - peak.x), Math.abs(higher.y - peak.y));
  let saddle = peak.height;
  for (let step = 1; step < steps; step++) {
    const x = Math.round(peak.x + ((higher.x - peak.x) * step) / steps);
    const y = Math.round(peak.y + ((higher.y - peak.y) * step) / steps);
    saddle = Math.min(saddle, smoothedAt(field, x, y));
  }
  const depth = peak.height - saddle;
  return (
    depth > SADDLE_DEPTH * peak.height && depth > SADDLE_SIGMAS * smoothedNoise(field, peak.x, peak.y, peak.height)
  );
}

/** False of a bump of noise on glow, a halo or a nebula, which the mesh of the sky is too coarse for. */
function standsOut(field: StarField, { x, y, height, signalToNoise }: Peak): boolean {
  if (signalToNoise >= FAINT_SIGNAL_TO_NOISE) return true;
  const around: number[] = [];
  for (let dy = -AROUND_PX.to; dy <= AROUND_PX.to; dy++) {
    for (let dx = -AROUND_PX.to; dx <= AROUND_PX.to; dx++) {
      const distance = Math.hypot(dx, dy);
      const inside = x + dx >= 0 && y + dy >= 0 && x + dx < field.width && y + dy < field.height;
      if (inside && distance >= AROUND_PX.from && distance <= AROUND_PX.to)
        around.push(aboveSky(field, x + dx, y + dy));
    }
  }
  return height - Math.max(0, medianOf(around)) >= LEAST_SIGNAL_TO_NOISE * smoothedNoise(field, x, y, 0);
}

function measureComponent(field: StarField, stretches: Int32Array, members: readonly number[]): Component {
  const { pixels, width, height, saturationAdu } = field;
  let count = 0;
  let saturatedPixels = 0;
  let atEdge = false;
  let [light, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0];
  // Moments about a pixel of its own keep their digits.
  const [originY, originX] = [stretches[3 * members[0]!]!, stretches[3 * members[0]! + 1]!];
  for (const member of members) {
    const [y, from, to] = [stretches[3 * member]!, stretches[3 * member + 1]!, stretches[3 * member + 2]!];
    count += to - from;
    if (y === 0 || y === height - 1 || from === 0 || to === width) atEdge = true;
    for (let x = from; x < to; x++) {
      if (pixels[y * width + x]! >= saturationAdu) saturatedPixels++;
      const value = Math.max(0, aboveSky(field, x, y));
      const [dx, dy] = [x - originX, y - originY];
      light += value;
      sumX += value * dx;
      sumY += value * dy;
      sumXX += value * dx * dx;
      sumYY += value * dy * dy;
      sumXY += value * dx * dy;
    }
  }
  const [meanX, meanY] = light > 0 ? [sumX / light, sumY / light] : [0, 0];
  return {
    pixels: count,
    saturatedPixels,
    atEdge,
    x: originX + meanX,
    y: originY + meanY,
    xx: light > 0 ? sumXX / light - meanX * meanX : 0,
    yy: light > 0 ? sumYY / light - meanY * meanY : 0,
    xy: light > 0 ? sumXY / light - meanX * meanY : 0,
  };
}
