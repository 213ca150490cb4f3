import { midtones, type Stretch } from '../../src-renderer/viewer/stretch.ts';

/** Brightness 0..1 of a pixel value, as the rule is told. */
export function brightness(value: number, { black, mid, white }: Stretch): number {
  return midtones((mid - black) / (white - black), (value - black) / (white - black));
}
