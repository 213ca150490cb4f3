import { describe, expect, test } from 'vitest';
import type { CameraParameters } from '../../../src-main/devices/starlight-xpress/camera-protocol.ts';
import { cameraInfo, interpretSensor } from '../../../src-main/devices/starlight-xpress/sensor.ts';

const PARAMETERS: CameraParameters = {
  width: 752,
  height: 290,
  pixelWidthUm: 8.6,
  pixelHeightUm: 16.6,
  colourMatrix: 0x0fff,
  bitsPerPixel: 16,
  hasGuidePort: false,
  hasGuideSensor: false,
  hasCooler: true,
  hasShutter: false,
};

describe('a sensor', () => {
  test.each([
    // Model word, kind, colour.
    [0x09, 'progressive', null],
    [0x45, 'interlaced', null],
    [0x46, 'interlaced', null],
    [0x49, 'interlaced', null],
    [0x50, 'interlaced', null],
    [0x51, 'interlaced', 'RGGB'],
    [0x84, 'interlaced', null],
    [0xc7, 'interlaced', null],
    [0xc8, 'interlaced', 'RGGB'],
    [0x59, 'icx453', 'RGGB'],
    [0x56, 'progressive', 'RGGB'],
    [0x57, 'progressive', 'RGGB'],
    [0x58, 'progressive', 'RGGB'],
    [0xae, 'progressive', 'RGGB'],
    [0xb6, 'progressive', 'RGGB'],
  ] as const)('of model 0x%s is %s, filters %s', (model, kind, bayerPattern) => {
    expect(interpretSensor(0x0194, model, PARAMETERS)).toMatchObject({ kind, bayerPattern });
  });

  test('with two fields is twice as high as it says, with pixels half as high', () => {
    const sensor = interpretSensor(0x0109, 0x49, PARAMETERS);
    expect(sensor).toMatchObject({ width: 752, height: 580, pixelWidthUm: 8.6, pixelHeightUm: 8.3 });
  });

  test('of kind ICX453 has its size whatever it says', () => {
    expect(interpretSensor(0x0325, 0x59, PARAMETERS)).toMatchObject({ width: 3032, height: 2016, pixelHeightUm: 16.6 });
  });
});

describe('a camera', () => {
  test('is named by its product, and an unknown one with its ids', () => {
    expect(cameraInfo(interpretSensor(0x0194, 0x2e, PARAMETERS), 'A1').model).toBe('SXVR-H694');
    const unknown = cameraInfo(interpretSensor(0x0abc, 0x2e, PARAMETERS), 'A2');
    expect(unknown.model).toContain('1278:0abc');
    expect(unknown).toMatchObject({ width: 752, height: 290, serial: 'A2', binnings: [1, 2, 4], hasCooler: true });
  });

  test('without on-chip binning says so', () => {
    expect(cameraInfo(interpretSensor(0x0517, 0x27, PARAMETERS), 'A1').binnings).toEqual([1]);
  });
});
