/** Passbands of the filters that the simulated wheel can hold, by name. */

export interface Passband {
  /** Full width, nm. */
  readonly widthNm: number;
  /** Share of the photons in the band that ends up as electrons: filter, optics and sensor together. */
  readonly throughput: number;
}

const UNFILTERED: Passband = { widthNm: 420, throughput: 0.6 };

const PASSBANDS: Readonly<Record<string, Passband>> = {
  clear: UNFILTERED,
  l: { widthNm: 300, throughput: 0.6 },
  r: { widthNm: 100, throughput: 0.58 },
  g: { widthNm: 100, throughput: 0.62 },
  b: { widthNm: 100, throughput: 0.55 },
  u: { widthNm: 60, throughput: 0.25 },
  v: { widthNm: 90, throughput: 0.6 },
  i: { widthNm: 150, throughput: 0.4 },
  ha: { widthNm: 7, throughput: 0.55 },
  oiii: { widthNm: 7, throughput: 0.58 },
  sii: { widthNm: 7, throughput: 0.5 },
};

/** The passband of a filter; a name not known here passes everything. No wheel (null) too. */
export function passbandOf(filterName: string | null): Passband {
  return PASSBANDS[(filterName ?? 'clear').toLowerCase()] ?? UNFILTERED;
}

/** Light passed, as a share of what passes without a filter. */
export function relativeThroughput(band: Passband): number {
  return (band.widthNm * band.throughput) / (UNFILTERED.widthNm * UNFILTERED.throughput);
}
