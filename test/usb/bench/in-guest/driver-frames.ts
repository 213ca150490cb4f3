/** Every kind of camera in every binning, whole and in part, through real usbfs: the frames are what the sensors had. */
import type { ExposureSettings, SubFrame } from '../../../../src-main/devices/ports.ts';
import { CAMERA_MODELS, type CameraModelName } from '../../virtual-devices/camera-models.ts';
import { judgeFrame, openFamily, plugInAndFind, settings, takeAway, takeFrame } from './cameras.ts';
import type { Checks } from './checks.ts';
import type { SideDoor } from './side-door.ts';

const SKY_ADU_PER_S = 3000;
const BINNINGS = [1, 2, 4];

const SMALL: readonly CameraModelName[] = [
  ...(['h694-small', 'h36-small', 'h694c-small', 'ultrastar-small', 'h18-small'] as const),
  ...(['m9-small', 'm7c-small', 'm8c-small', 'unknown'] as const),
];

export async function driverFrames(sideDoor: SideDoor, checks: Checks): Promise<void> {
  const family = await openFamily();

  const tryModel = async (model: CameraModelName, cases: readonly ExposureSettings[]) => {
    // Every other camera has no serial number and is known by its port.
    const serial = CAMERA_MODELS[model].productId % 2 === 0 ? `SN-${model}` : null;
    const plugged = await plugInAndFind(sideDoor, family, { kind: 'camera', model, serial, skyAduPerS: SKY_ADU_PER_S });
    const camera = await family.openCamera(plugged.found.key);
    for (const wanted of cases) {
      await checks.check(`${model} ${describe(wanted)}`, async () => {
        await judgeFrame(sideDoor, plugged.busId, model, wanted, await takeFrame(camera, wanted));
      });
    }
    await camera.close();
    await takeAway(sideDoor, family, plugged);
  };

  for (const model of SMALL) {
    await tryModel(
      model,
      BINNINGS.flatMap((binning) =>
        [null, ...oddPlaces(model, binning)].map((subFrame) => settings({ binning, subFrame })),
      ),
    );
  }
  // A real ICX453 is large, whatever is asked of it: one whole frame of each, and parts.
  for (const model of ['m25c', 'm26c'] as const) {
    await tryModel(model, [
      settings({}),
      settings({ subFrame: { x: 1001, y: 501, width: 203, height: 101 } }),
      settings({ subFrame: { x: 1000, y: 502, width: 120, height: 80 } }),
      settings({ binning: 2, subFrame: { x: 400, y: 200, width: 480, height: 320 } }),
      settings({ binning: 4, subFrame: { x: 2000, y: 1000, width: 480, height: 320 } }),
    ]);
  }
  // Timed by the host, with the registers emptied before the end; by the camera; shutter closed.
  await tryModel('h36-small', [
    settings({ exposureS: 7 }),
    settings({ exposureS: 0.01 }),
    settings({ frameType: 'dark', exposureS: 1.5 }),
    settings({ frameType: 'bias', exposureS: 0 }),
    settings({ frameType: 'flat', exposureS: 0.5 }),
  ]);
  await tryModel('m9-small', [settings({ exposureS: 6 })]);
}

/** Two windows per model and binning: at odd places, and in the last corner. */
function oddPlaces(model: CameraModelName, binning: number): SubFrame[] {
  const { width, height, layout } = CAMERA_MODELS[model];
  // What an interlaced sensor bins begins with a whole binned row.
  const whole = (row: number) => (layout === 'interlaced' ? row - (row % binning) : row);
  const corner = { width: 12 * binning, height: 8 * binning };
  return [
    { x: 13, y: whole(27), width: 17 * binning, height: 11 * binning },
    { x: width - corner.width, y: whole(height - corner.height), ...corner },
  ];
}

function describe({ binning, subFrame, frameType, exposureS }: ExposureSettings): string {
  const part = subFrame ? `${subFrame.width} × ${subFrame.height} at ${subFrame.x}, ${subFrame.y}` : 'whole';
  return `${frameType} ${exposureS} s, binned ${binning}, ${part}`;
}
