/** What stands in the field that a telescope points to, and where on the sensor. A series of frames has one field. */
import { DEEP_SKY_OBJECTS, type DeepSkyObject } from './deep-sky-objects.ts';
import { clusterStars } from './globular-cluster.ts';
import {
  colourIndexOf,
  type Projection,
  projectToSensor,
  type SkyPosition,
  separationDeg,
  starsNear,
} from './star-field.ts';

/** A place on the sensor, unbinned pixels, and the light compared with a star of magnitude 0. */
export interface InField {
  readonly x: number;
  readonly y: number;
  readonly light: number;
}

export interface FieldOfView {
  /** Stars of the field and of globular clusters, with their B − V. */
  readonly stars: readonly (InField & { readonly colourIndex: number })[];
  /** Other than globular clusters. */
  readonly extended: readonly (InField & { readonly object: ExtendedObject })[];
}

export type ExtendedObject = DeepSkyObject & { readonly kind: Exclude<DeepSkyObject['kind'], 'globular'> };

/** @param density multiplies the number of the field's stars */
export function fieldOfView(projection: Projection, density: number): FieldOfView {
  const { pointing, scaleArcsec, width, height } = projection;
  const halfDiagonalDeg = (Math.hypot(width, height) / 2) * (scaleArcsec / 3600);
  const inField = (thing: SkyPosition & { readonly magnitude: number }): InField[] => {
    const place = projectToSensor(thing, projection);
    return place === null ? [] : [{ ...place, light: 10 ** (-0.4 * thing.magnitude) }];
  };
  const nearby = DEEP_SKY_OBJECTS.filter(
    (object) => separationDeg(object, pointing) < halfDiagonalDeg + object.majorArcmin / 60,
  );
  const clusters = nearby.filter((object) => object.kind === 'globular').flatMap(clusterStars);
  const stars = [...starsNear(pointing, halfDiagonalDeg * 1.05, density), ...clusters];
  return {
    stars: stars.flatMap((star) => inField(star).map((at) => ({ ...at, colourIndex: colourIndexOf(star) }))),
    extended: nearby.filter(isExtended).flatMap((object) => inField(object).map((at) => ({ ...at, object }))),
  };
}

function isExtended(object: DeepSkyObject): object is ExtendedObject {
  return object.kind !== 'globular';
}

/** As `fieldOfView`; the field asked for last is kept. */
export function createFieldFinder(): typeof fieldOfView {
  let known: { readonly key: string; readonly field: FieldOfView } | null = null;
  return (projection, density) => {
    const key = JSON.stringify([projection, density]);
    if (known?.key !== key) known = { key, field: fieldOfView(projection, density) };
    return known.field;
  };
}
