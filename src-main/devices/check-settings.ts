/** What a camera of any family refuses before it begins, with a sentence that says what it would take. */
import { type CameraInfo, DeviceError, type ExposureSettings, type ReadoutMode, type SubFrame } from './ports.ts';

const LONGEST_EXPOSURE_S = 7200;

/** Returns the readout mode and the region to read; throws a DeviceError `refused` for settings out of range. */
export function checkSettings(
  info: CameraInfo,
  settings: ExposureSettings,
): { readonly mode: ReadoutMode; readonly region: SubFrame } {
  const refuse = (sentence: string): never => {
    throw new DeviceError('refused', `${info.model}: ${sentence}`);
  };
  const mode = info.readoutModes[settings.readoutMode];
  if (!mode)
    return refuse(`there is no readout mode ${settings.readoutMode}; it has 0 to ${info.readoutModes.length - 1}.`);
  if (!(settings.exposureS >= 0 && settings.exposureS <= LONGEST_EXPOSURE_S)) {
    refuse(`an exposure of ${settings.exposureS} s is not possible; it takes 0 to ${LONGEST_EXPOSURE_S} s.`);
  }
  if (!info.binnings.includes(settings.binning)) {
    refuse(`binning ${settings.binning} is not possible; it takes ${info.binnings.join(', ')}.`);
  }
  for (const [name, value, range] of [
    ['gain', settings.gain, info.gainSetting],
    ['offset', settings.offset, info.offsetSetting],
  ] as const) {
    if (value === null) continue;
    if (range === null) refuse(`it has no ${name} setting.`);
    else if (!(value >= range.min && value <= range.max)) {
      refuse(`a ${name} of ${value} is out of range; it takes ${range.min} to ${range.max}.`);
    }
  }
  const region = settings.subFrame ?? { x: 0, y: 0, width: info.width, height: info.height };
  const { x, y, width, height } = region;
  if (
    ![x, y, width, height].every(Number.isInteger) ||
    x < 0 ||
    y < 0 ||
    x + width > info.width ||
    y + height > info.height
  ) {
    refuse(`the sub-frame ${width} × ${height} at ${x}, ${y} is not within ${info.width} × ${info.height} pixels.`);
  }
  if (width < settings.binning || height < settings.binning) {
    refuse(`the sub-frame ${width} × ${height} is smaller than one pixel at binning ${settings.binning}.`);
  }
  return { mode, region };
}
