/**
 * The simulated sky's stars and where they fall on the sensor. The catalogue is a function of the place in the sky alone:
 * whoever points there, whenever, sees the same stars.
 */
import { BRIGHT_STARS } from './bright-stars.ts';
import { createRandomStream, mixKey } from './random.ts';

/** Cumulative counts of stars at middle galactic latitudes: log₁₀ N(< m) per square degree = 1 + 0.36 (m − 10). */
const COUNT_AT_10 = 10;
const COUNT_SLOPE = 0.36;
const BRIGHTEST_MAG = 5;
export const FAINTEST_MAG = 17.5;
/** Height of the catalogue's cells, degrees. */
const CELL_DEG = 0.25;

const RADIANS = Math.PI / 180;

export interface SkyPosition {
  /** Degrees, J2000. */
  readonly raDeg: number;
  readonly decDeg: number;
}
export interface Star extends SkyPosition {
  readonly magnitude: number;
  /** B − V; left out where it follows from the place alone (`colourIndexOf`). */
  readonly colourIndex?: number;
}

/** B − V of the field's stars: most are yellowish, few are as blue as Rigel or as red as Betelgeuse. */
const COLOURS = { usual: 0.75, scatter: 0.4, least: -0.2, most: 1.8 } as const;

export function colourIndexOf({ raDeg, decDeg, colourIndex }: Star): number {
  if (colourIndex !== undefined) return colourIndex;
  const random = createRandomStream(mixKey(32, Math.round(raDeg * 1e5), Math.round(decDeg * 1e5)));
  return Math.max(COLOURS.least, Math.min(COLOURS.most, COLOURS.usual + COLOURS.scatter * random.gaussian()));
}

/** How the sky maps onto the sensor: north up (towards the first row), east to the left. */
export interface Projection {
  readonly pointing: SkyPosition;
  /** Arcseconds a pixel at the centre. */
  readonly scaleArcsec: number;
  /** Unbinned pixels; a pixel's centre has whole coordinates. */
  readonly width: number;
  readonly height: number;
}

/**
 * Where a position falls on the sensor by the gnomonic projection (FITS WCS paper II, TAN), in unbinned pixels with the
 * first pixel's centre at (0, 0). Null for the half of the sky behind.
 */
export function projectToSensor(position: SkyPosition, projection: Projection): { x: number; y: number } | null {
  const { pointing, scaleArcsec, width, height } = projection;
  const dec = position.decDeg * RADIANS;
  const dec0 = pointing.decDeg * RADIANS;
  const deltaRa = (position.raDeg - pointing.raDeg) * RADIANS;
  const towards = Math.sin(dec0) * Math.sin(dec) + Math.cos(dec0) * Math.cos(dec) * Math.cos(deltaRa);
  if (towards <= 0.01) return null;
  const east = (Math.cos(dec) * Math.sin(deltaRa)) / towards;
  const north = (Math.cos(dec0) * Math.sin(dec) - Math.sin(dec0) * Math.cos(dec) * Math.cos(deltaRa)) / towards;
  const pixelsPerRadian = 3600 / RADIANS / scaleArcsec;
  return { x: (width - 1) / 2 - east * pixelsPerRadian, y: (height - 1) / 2 - north * pixelsPerRadian };
}

/** Angle between two places in the sky, degrees. */
export function separationDeg(a: SkyPosition, b: SkyPosition): number {
  // The haversine formula, exact for small angles too.
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  const cosines = Math.cos(a.decDeg * RADIANS) * Math.cos(b.decDeg * RADIANS);
  const square = half(a.decDeg - b.decDeg) + cosines * half(a.raDeg - b.raDeg);
  return (2 * Math.asin(Math.min(1, Math.sqrt(square)))) / RADIANS;
}

/** All catalogue stars within `radiusDeg` of a place, and some beyond. `density` multiplies their number. */
export function starsNear(centre: SkyPosition, radiusDeg: number, density: number): readonly Star[] {
  const stars: Star[] = [];
  const northmost = Math.min(90, centre.decDeg + radiusDeg);
  const southmost = Math.max(-90, centre.decDeg - radiusDeg);
  const bands = 180 / CELL_DEG;
  const firstBand = Math.max(0, Math.floor((southmost + 90) / CELL_DEG));
  const lastBand = Math.min(bands - 1, Math.floor((northmost + 90) / CELL_DEG));
  // Near a pole the circle takes in every right ascension.
  const sine = Math.sin(radiusDeg * RADIANS) / Math.max(1e-9, Math.cos(centre.decDeg * RADIANS));
  const halfRa = sine >= 1 || radiusDeg >= 90 ? 180 : Math.asin(sine) / RADIANS;
  for (let band = firstBand; band <= lastBand; band++) {
    const south = band * CELL_DEG - 90;
    const cells = Math.max(1, Math.round((360 * Math.cos((south + CELL_DEG / 2) * RADIANS)) / CELL_DEG));
    const cellRa = 360 / cells;
    const first = Math.floor((centre.raDeg - halfRa) / cellRa);
    const last = Math.min(first + cells - 1, Math.floor((centre.raDeg + halfRa) / cellRa));
    for (let cell = first; cell <= last; cell++) {
      addCell(stars, band, ((cell % cells) + cells) % cells, south, cellRa, density);
    }
  }
  if (density > 0) {
    for (const [raDeg, decDeg, magnitude, colourIndex] of BRIGHT_STARS) {
      stars.push({ raDeg, decDeg, magnitude, colourIndex });
    }
  }
  return stars;
}

function addCell(
  stars: Star[],
  band: number,
  cell: number,
  southDeg: number,
  cellRaDeg: number,
  density: number,
): void {
  const random = createRandomStream(mixKey(31, band, cell));
  const sinSouth = Math.sin(southDeg * RADIANS);
  const sinNorth = Math.sin((southDeg + CELL_DEG) * RADIANS);
  const squareDegrees = (cellRaDeg * (sinNorth - sinSouth)) / RADIANS;
  const faintest = COUNT_AT_10 * 10 ** (COUNT_SLOPE * (FAINTEST_MAG - 10));
  for (let left = random.poisson(faintest * squareDegrees * density); left > 0; left--) {
    const magnitude = FAINTEST_MAG + Math.log10(1 - random.uniform()) / COUNT_SLOPE;
    stars.push({
      raDeg: (cell + random.uniform()) * cellRaDeg,
      decDeg: Math.asin(sinSouth + random.uniform() * (sinNorth - sinSouth)) / RADIANS,
      magnitude: Math.max(BRIGHTEST_MAG, magnitude),
    });
  }
}
