/** Passbands of the filters that the simulated wheel can hold, by name. */

export interface Passband {
  readonly centreNm: number;
  /** Full width, nm. */
  readonly widthNm: number;
  /** Share of the photons in the band that ends up as electrons: filter, optics and sensor together. */
  readonly throughput: number;
}

const UNFILTERED: Passband = { centreNm: 550, widthNm: 420, throughput: 0.6 };

const PASSBANDS: Readonly<Record<string, Passband>> = {
  clear: UNFILTERED,
  l: { centreNm: 550, widthNm: 300, throughput: 0.6 },
  r: { centreNm: 640, widthNm: 100, throughput: 0.58 },
  g: { centreNm: 540, widthNm: 100, throughput: 0.62 },
  b: { centreNm: 450, widthNm: 100, throughput: 0.55 },
  u: { centreNm: 365, widthNm: 60, throughput: 0.25 },
  v: { centreNm: 550, widthNm: 90, throughput: 0.6 },
  i: { centreNm: 800, widthNm: 150, throughput: 0.4 },
  ha: { centreNm: 656, widthNm: 7, throughput: 0.55 },
  oiii: { centreNm: 501, widthNm: 7, throughput: 0.58 },
  sii: { centreNm: 672, widthNm: 7, throughput: 0.5 },
};

/** The passband of a filter; a name not known here passes everything. No wheel (null) too. */
export function passbandOf(filterName: string | null): Passband {
  return PASSBANDS[(filterName ?? 'clear').toLowerCase()] ?? UNFILTERED;
}

/** Light passed, as a share of what passes without a filter. */
export function relativeThroughput(band: Passband): number {
  return (band.widthNm * band.throughput) / (UNFILTERED.widthNm * UNFILTERED.throughput);
}
