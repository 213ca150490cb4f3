/**
 * From stretches of pixels above the threshold to single objects: stretches that touch are one component, and a component with
 * several peaks is as many objects as stand clear of each other.
 */
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
const AROUND = ringOf(AROUND_PX.from, AROUND_PX.to);
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

/** What is said of pixels above the threshold that hang together. */
export interface Component {
  readonly atEdge: boolean;
  /** Central second moments of their light, px². */
  readonly xx: number;
  readonly yy: number;
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
  /** Looks at all pixels of the component that it lies in; which of most objects nobody wants to know. */
  component(): Component;
  /** The component holds no other object. */
  readonly alone: boolean;
}

type Peak = Omit<SkyObject, 'component' | 'alone'>;

/**
 * Objects in the order of their components, the highest of each first. Hot pixels that are found are mended in the field.
 * @param pause called between one component and the next
 */
export function findObjects(field: StarField, { stretches, peaks }: Sources, pause: () => void): SkyObject[] {
  const root = joinStretches(stretches);
  const nextOf = nextMembers(root);
  return [...peaksByComponent(field, stretches, peaks, root)].flatMap(([of, all]) => {
    pause();
    const apart = separate(field, all).filter((peak) => standsOut(field, peak));
    let measured: Component | null = null;
    const component = () => {
      measured ??= measureComponent(field, stretches, of, nextOf);
      return measured;
    };
    return apart.map((peak) => ({ ...peak, component, alone: apart.length === 1 }));
  });
}

/** For each stretch the first one of its component. Stretches that touch, also at a corner, belong together. */
function joinStretches(stretches: Int32Array): Int32Array {
  const count = stretches.length / 3;
  const parent = new Int32Array(count).map((_, i) => i);
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
    const row = stretches[3 * i]!;
    const from = stretches[3 * i + 1]!;
    const to = stretches[3 * i + 2]!;
    while (stretches[3 * above]! < row - 1) above++;
    for (let j = above; j < i && stretches[3 * j]! === row - 1 && stretches[3 * j + 1]! <= to; j++) {
      // What ends before this one begins cannot touch the next ones either.
      if (stretches[3 * j + 2]! < from) above = j;
      else {
        const a = find(i);
        const b = find(j);
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
    const y = peaks[i]!;
    const x = peaks[i + 1]!;
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

/** For each stretch the next one of its component, −1 for the last; the first one is the component's root. */
function nextMembers(root: Int32Array): Int32Array {
  const next = new Int32Array(root.length).fill(-1);
  const last = root.slice();
  for (let stretch = 0; stretch < root.length; stretch++) {
    const of = root[stretch]!;
    if (of === stretch) continue;
    next[last[of]!] = stretch;
    last[of] = stretch;
  }
  return next;
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

/** False of a bump of noise on glow, a halo or a nebula, which the mesh of the sky is too coarse for: most around it is as bright. */
function standsOut(field: StarField, { x, y, height, signalToNoise }: Peak): boolean {
  if (signalToNoise >= FAINT_SIGNAL_TO_NOISE) return true;
  const bright = height - LEAST_SIGNAL_TO_NOISE * smoothedNoise(field, x, y, 0);
  let [all, fainter] = [0, 0];
  for (const [dx, dy] of AROUND) {
    if (x + dx < 0 || y + dy < 0 || x + dx >= field.width || y + dy >= field.height) continue;
    all++;
    if (aboveSky(field, x + dx, y + dy) <= bright) fainter++;
  }
  return 2 * fainter > all;
}

/** The pixels from one radius to another about one, as steps from it. */
function ringOf(from: number, to: number): [dx: number, dy: number][] {
  const side = Array.from({ length: 2 * to + 1 }, (_, i) => i - to);
  return side
    .flatMap((dy) => side.map((dx): [number, number] => [dx, dy]))
    .filter(([dx, dy]) => Math.hypot(dx, dy) >= from && Math.hypot(dx, dy) <= to);
}

function measureComponent(field: StarField, stretches: Int32Array, root: number, nextOf: Int32Array): Component {
  const { pixels, width, height, sky } = field;
  let atEdge = false;
  let light = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumYY = 0;
  // Moments about a pixel of its own keep their digits.
  const [originY, originX] = [stretches[3 * root]!, stretches[3 * root + 1]!];
  for (let member = root; member !== -1; member = nextOf[member]!) {
    const y = stretches[3 * member]!;
    const from = stretches[3 * member + 1]!;
    const to = stretches[3 * member + 2]!;
    if (y === 0 || y === height - 1 || from === 0 || to === width) atEdge = true;
    const dy = y - originY;
    // What makes a star is short, and over so little the sky is straight.
    const level = sky.levelAt(from, y);
    const step = (sky.levelAt(to, y) - level) / (to - from);
    for (let x = from; x < to; x++) {
      const value = Math.max(0, pixels[y * width + x]! - (level + step * (x - from)));
      const dx = x - originX;
      light += value;
      sumX += value * dx;
      sumY += value * dy;
      sumXX += value * dx * dx;
      sumYY += value * dy * dy;
    }
  }
  if (light === 0) return { atEdge, xx: 0, yy: 0 };
  const [meanX, meanY] = [sumX / light, sumY / light];
  return { atEdge, xx: sumXX / light - meanX * meanX, yy: sumYY / light - meanY * meanY };
}
