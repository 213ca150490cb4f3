/** What a plot is made of. Pure. */

export interface PlotPoint {
  /** In the axis's unit; for a time axis ms UTC. */
  readonly x: number;
  readonly y: number;
  /** What else is to be said of the point: `20 frames at −10.0 °C`. */
  readonly note?: string;
}

export interface PlotSeries {
  readonly name: string;
  /** In any order. Points that are not finite are left out. */
  readonly points: readonly PlotPoint[];
  /** Joins the points in the order of x; for what was measured one after the other. */
  readonly joined?: boolean;
}

export interface PlotAxis {
  /** With the unit: `Read noise, e⁻`. */
  readonly label: string;
  /** How a value is written where a point is told; a time axis has its own. */
  readonly format?: (value: number) => string;
  /** Ends that are always within the axis: a night's dusk and dawn, the zero of a count. */
  readonly includes?: readonly number[];
  /** The axis spans at least so much, so that noise does not look like cliffs. */
  readonly leastSpan?: number;
}

/** A value that the points are to be held against, as a line across the plot. */
export interface PlotLevel {
  readonly name: string;
  readonly y: number;
}

export interface PlacedPoint extends PlotPoint {
  /** Places of its series among the series, and of itself among the series' points. */
  readonly series: number;
  readonly index: number;
}

/** All points in the order in which a person goes through them: by x, and by series where several share it. */
export function pointsInOrder(series: readonly PlotSeries[]): PlacedPoint[] {
  return series
    .flatMap(({ points }, at) => points.map((point, index) => ({ ...point, series: at, index })))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    .sort((a, b) => a.x - b.x || a.series - b.series || a.index - b.index);
}

/** Index of the point nearest to a place on the plot, px; null without points. */
export function nearestPoint(
  points: readonly PlotPoint[],
  place: (point: PlotPoint) => { readonly left: number; readonly top: number },
  at: { readonly left: number; readonly top: number },
): number | null {
  let [nearest, least]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  points.forEach((point, i) => {
    const { left, top } = place(point);
    const distance = Math.hypot(left - at.left, top - at.top);
    if (distance < least) [nearest, least] = [i, distance];
  });
  return nearest;
}
