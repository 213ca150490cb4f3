/**
 * Where in the sky a pixel lies, as far as pointing and optics tell. No plate is solved here: the mount's pointing error
 * and the camera's rotation are not in it, north is taken to be up and east left. Good to find one's way, not to measure.
 */
import type { Point, Size } from './view-transform.ts';

export interface SkyOfFrame {
  /** Of the frame's middle, degrees J2000. */
  readonly raDeg: number;
  readonly decDeg: number;
  readonly arcsecPerPixel: number;
}

interface Card {
  readonly keyword: string;
  readonly value: string;
}

/** The arcseconds of 1 µm at a focal length of 1 mm: 648 000 / π / 1000. */
const ARCSEC_PER_UM_PER_MM = 648 / Math.PI;
const RADIANS = Math.PI / 180;

/** From RA, DEC, FOCALLEN and XPIXSZ; null where one is missing, and for a sub-frame, whose middle is not the pointing. */
export function skyFromHeader(cards: readonly Card[]): SkyOfFrame | null {
  const number = (keyword: string) => {
    const text = cards.find((card) => card.keyword === keyword)?.value;
    return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  };
  const raDeg = number('RA');
  const decDeg = number('DEC');
  const arcsecPerPixel = (ARCSEC_PER_UM_PER_MM * number('XPIXSZ')) / number('FOCALLEN');
  if (!(Number.isFinite(raDeg) && Math.abs(decDeg) <= 90)) return null;
  if (!(arcsecPerPixel > 0 && Number.isFinite(arcsecPerPixel))) return null;
  if (number('XORGSUBF') > 0 || number('YORGSUBF') > 0) return null;
  return { raDeg, decDeg, arcsecPerPixel };
}

/**
 * The place of a pixel in degrees J2000, by the gnomonic projection of a flat sensor behind a lens (Calabretta & Greisen
 * 2002, TAN). `pixel` is counted from 0 at the top left, whole numbers being the middles of pixels.
 */
export function skyAt(sky: SkyOfFrame, pixel: Point, frame: Size): { raDeg: number; decDeg: number } {
  const radiansPerPixel = (sky.arcsecPerPixel / 3600) * RADIANS;
  const east = ((frame.width - 1) / 2 - pixel.x) * radiansPerPixel;
  const north = ((frame.height - 1) / 2 - pixel.y) * radiansPerPixel;
  const dec0 = sky.decDeg * RADIANS;
  const towardsEquator = Math.cos(dec0) - north * Math.sin(dec0);
  const deltaRa = Math.atan2(east, towardsEquator);
  const dec = Math.atan2(north * Math.cos(dec0) + Math.sin(dec0), Math.hypot(east, towardsEquator));
  return { raDeg: (((sky.raDeg + deltaRa / RADIANS) % 360) + 360) % 360, decDeg: dec / RADIANS };
}
