/** How a task is called where nobody gave it a title. */
export interface NamelessTask {
  readonly title: string | null;
  readonly taskType: string;
  readonly tileNames: readonly (string | null)[];
  readonly raDeg: number | null;
  readonly decDeg: number | null;
  readonly filterNames: readonly string[];
  readonly frames: number;
  readonly frameExposureS: number | null;
}

/** The observer's title, else a pointing's name, else what the task is: “Dark 60 s × 5”, “13h29m53s +47°12′”. */
export function titleOf(task: NamelessTask): string {
  if (task.title) return task.title;
  const named = task.tileNames.find((name) => name);
  switch (task.taskType) {
    case 'optical_imaging':
      return named ?? (task.raDeg === null || task.decDeg === null ? 'Light' : position(task.raDeg, task.decDeg));
    case 'optical_imaging_bias_calibration':
      return `Bias × ${task.frames}`;
    case 'optical_imaging_dark_calibration':
      return `Dark ${task.frameExposureS ?? '?'} s × ${task.frames}`;
    case 'optical_imaging_flat_calibration':
      return `Flat ${task.filterNames.join(' ')} × ${task.frames}`;
    case 'radio_tracking':
      return 'Radio tracking';
    case 'radio_mapping':
      return 'Radio mapping';
    default:
      return task.taskType;
  }
}

/** Right ascension to the second, declination to the arcminute. */
export function position(raDeg: number, decDeg: number): string {
  const seconds = Math.round((raDeg / 15) * 3600) % 86_400;
  const minutes = Math.round(Math.abs(decDeg) * 60);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const ra = `${two(seconds / 3600)}h${two((seconds / 60) % 60)}m${two(seconds % 60)}s`;
  return `${ra} ${decDeg < 0 ? '−' : '+'}${two(minutes / 60)}°${two(minutes % 60)}′`;
}
