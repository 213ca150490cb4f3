import { describe, expect, test } from 'vitest';
import {
  type ExposurePlan,
  type ExposureWish,
  planExposure,
} from '../../../src-main/devices/starlight-xpress/exposure-plan.ts';
import { type FrameLayout, layOutFrame } from '../../../src-main/devices/starlight-xpress/frame-layout.ts';
import { interpretSensor } from '../../../src-main/devices/starlight-xpress/sensor.ts';

const PARAMETERS = {
  ...{ width: 100, height: 80, pixelWidthUm: 5, pixelHeightUm: 5, colourMatrix: 0x0fff, bitsPerPixel: 16 },
  ...{ hasGuidePort: false, hasGuideSensor: false, hasCooler: false, hasShutter: false },
};
const PROGRESSIVE = interpretSensor(0x0194, 0x09, PARAMETERS);
const INTERLACED = interpretSensor(0x0109, 0x49, PARAMETERS);

function layoutOf(sensor = PROGRESSIVE, binning = 1): FrameLayout {
  return layOutFrame(sensor, { x: 0, y: 0, width: sensor.width, height: sensor.height }, binning);
}

function plan(wish: Partial<ExposureWish>): ExposurePlan {
  return planExposure({
    layout: layoutOf(),
    frameType: 'light',
    exposureS: 60,
    hasShutter: false,
    fieldMs: 130,
    ...wish,
  });
}

/** The plan in words: commands by request and flags, waits by their ms. */
function words({ steps }: ExposurePlan): string[] {
  return steps.map((step) => {
    const mark = 'mark' in step && step.mark ? ` ${step.mark.edge} ${step.mark.fields}` : '';
    switch (step.kind) {
      case 'tell':
        return `request ${step.command[1]} flags ${step.command[2]}${mark}`;
      case 'shutter':
        return `${step.open ? 'open' : 'close'}${mark}`;
      case 'wait':
        return `wait ${step.untilMs} of ${step.field}`;
      case 'wait-for-camera':
        return `wait ${step.untilMs} for the camera`;
      case 'pause':
        return `pause ${step.ms}`;
      case 'read':
        return `read ${step.bytes} at ${step.offset}`;
      default:
        return step.kind;
    }
  });
}

describe('a long exposure', () => {
  test('is cleared twice and timed by the host, which leaves the camera alone towards the end', () => {
    const { timedByCameraS } = plan({});
    expect(timedByCameraS).toBeNull();
    expect(words(plan({}))).toEqual([
      'request 1 flags 3 begin 3',
      'wait 57000 of 3',
      'request 1 flags 8',
      'wait 58500 of 3',
      'quiet',
      'wait 60000 of 3',
      'request 3 flags 3 end 3',
      'reading',
      'read 16000 at 0',
    ]);
  });

  test('with a shutter begins when that opens and ends when it closes', () => {
    expect(words(plan({ hasShutter: true }))).toEqual([
      'request 1 flags 3',
      'open begin 3',
      'wait 57000 of 3',
      'request 1 flags 8',
      'wait 58500 of 3',
      'quiet',
      'wait 60000 of 3',
      'close end 3',
      'request 3 flags 3',
      'reading',
      'read 16000 at 0',
    ]);
  });

  test('in the dark has the shutter closed throughout', () => {
    expect(words(plan({ hasShutter: true, frameType: 'dark', exposureS: 2 }))).toEqual([
      'close',
      'request 1 flags 3 begin 3',
      'wait 500 of 3',
      'quiet',
      'wait 2000 of 3',
      'request 3 flags 3 end 3',
      'reading',
      'read 16000 at 0',
    ]);
  });

  test.each(['light', 'flat', 'dark', 'bias'] as const)(
    'of kind %s moves no shutter where there is none',
    (frameType) => {
      expect(plan({ frameType }).steps.some(({ kind }) => kind === 'shutter')).toBe(false);
    },
  );
});

describe('a short exposure', () => {
  test('is timed by the camera, which is asked for the pixels a little before its time is up', () => {
    const short = plan({ exposureS: 0.25 });
    expect(short.timedByCameraS).toBe(0.25);
    expect(words(short)).toEqual([
      'quiet',
      'request 1 flags 3',
      'request 2 flags 3 begin 3',
      'wait 200 for the camera',
      'reading',
      'read 16000 at 0',
    ]);
    const timed = short.steps.find((step) => step.kind === 'tell' && step.command[1] === 2);
    expect([...(timed as { command: Uint8Array }).command.slice(18)]).toEqual([250, 0, 0, 0]);
  });

  test('of no length takes a millisecond', () => {
    expect(plan({ exposureS: 0, frameType: 'bias' }).timedByCameraS).toBe(0.001);
  });

  test('of a second is timed by the camera, a longer one by the host', () => {
    expect(plan({ exposureS: 1 }).timedByCameraS).toBe(1);
    expect(plan({ exposureS: 1.001 }).timedByCameraS).toBeNull();
  });

  test('through a shutter is timed by the host, because the shutter must close before readout', () => {
    expect(words(plan({ exposureS: 0.25, hasShutter: true, frameType: 'flat' }))).toEqual([
      'quiet',
      'request 1 flags 3',
      'open begin 3',
      'wait 250 of 3',
      'close end 3',
      'request 3 flags 3',
      'reading',
      'read 16000 at 0',
    ]);
  });

  test('in the dark is timed by the camera though it has a shutter', () => {
    const dark = plan({ exposureS: 0.25, hasShutter: true, frameType: 'bias' });
    expect(dark.timedByCameraS).toBe(0.25);
    expect(words(dark)[0]).toBe('close');
  });
});

describe('an interlaced sensor', () => {
  const layout = layoutOf(INTERLACED);

  test('has its fields cleared as far apart as they are read, and each exposed for its time', () => {
    expect(words(plan({ layout, fieldMs: 90, exposureS: 10 }))).toEqual([
      'request 1 flags 3',
      'request 1 flags 10 begin 2',
      'pause 90',
      'request 1 flags 9 begin 1',
      'wait 7000 of 2',
      'request 1 flags 8',
      'wait 8500 of 2',
      'quiet',
      'wait 10000 of 2',
      'request 3 flags 6 end 2',
      'reading',
      'read 16000 at 0',
      'wait 10000 of 1',
      'request 3 flags 5 end 1',
      'read 16000 at 16000',
    ]);
  });

  test('with a shutter has both fields exposed while that is open', () => {
    expect(words(plan({ layout, hasShutter: true, exposureS: 1 }))).toEqual([
      'quiet',
      'request 1 flags 3',
      'request 1 flags 10',
      'pause 130',
      'request 1 flags 9',
      'open begin 3',
      'wait 1000 of 2',
      'close end 3',
      'request 3 flags 6',
      'reading',
      'read 16000 at 0',
      'request 3 flags 5',
      'read 16000 at 16000',
    ]);
  });

  test('is exposed for no less than a field takes to be cleared', () => {
    const waits = plan({ layout, exposureS: 0.01, fieldMs: 129.5 }).steps.filter(({ kind }) => kind === 'wait');
    expect(waits).toEqual([
      { kind: 'wait', untilMs: 130, field: 2 },
      { kind: 'wait', untilMs: 130, field: 1 },
    ]);
  });

  test('binned is read at once and can be timed by the camera', () => {
    expect(plan({ layout: layoutOf(INTERLACED, 2), exposureS: 0.5 }).timedByCameraS).toBe(0.5);
  });
});
