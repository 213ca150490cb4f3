/** The marks by which series are told apart, in every look alike: shape first, colour and dashes besides. Pure. */

export interface SeriesLook {
  readonly shape: keyof typeof SHAPES;
  /** Drawn as an outline. */
  readonly hollow: boolean;
  /** A colour of the theme. */
  readonly colour: string;
  /** SVG's stroke-dasharray of the line; empty for a whole one. */
  readonly dashes: string;
}

/** Corners of each shape within −1..1. */
const SHAPES = {
  circle: 'M-1,0 A1,1 0 1,1 1,0 A1,1 0 1,1 -1,0 Z',
  square: 'M-.9,-.9 H.9 V.9 H-.9 Z',
  triangle: 'M0,-1.1 L1.1,.9 H-1.1 Z',
  diamond: 'M0,-1.3 L1.3,0 L0,1.3 L-1.3,0 Z',
} as const;

const ORDER = Object.keys(SHAPES) as readonly (keyof typeof SHAPES)[];
const COLOURS = ['var(--accent)', 'var(--text-strong)', 'var(--good)', 'var(--text-dim)'] as const;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'] as const;

/** Eight looks differ by shape and filling; more than eight series begin again with other dashes. */
export function lookOf(series: number): SeriesLook {
  return {
    shape: ORDER[series % ORDER.length]!,
    hollow: Math.floor(series / ORDER.length) % 2 === 1,
    colour: COLOURS[series % COLOURS.length]!,
    dashes: DASHES[Math.floor(series / 2) % DASHES.length]!,
  };
}

export function shapePath(shape: SeriesLook['shape']): string {
  return SHAPES[shape];
}
