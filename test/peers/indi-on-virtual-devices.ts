/**
 * Other people's drivers on the virtual devices, in the USB bench's guest: Debian's sx_ccd_test, and indiserver with
 * indi_sx_ccd and indi_sx_wheel. They were written for the real ones; that they work is what shows the emulation right.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Checks, waitFor } from '../usb/bench/in-guest/checks.ts';
import type { SideDoor } from '../usb/bench/in-guest/side-door.ts';
import { readImageFile } from '../usb/bench/read-image-file.ts';
import { CAMERA_MODELS, type CameraModelName } from '../usb/virtual-devices/camera-models.ts';
import type { Window } from '../usb/virtual-devices/virtual-sensor.ts';
import { connectIndi, type IndiClient } from './indi-client.ts';

const INDI_PORT = 7624;
const SKY_ADU_PER_S = 3000;
const WHEEL = 'SX Wheel';
/**
 * One of each way in which rows come over the wire. Of the large ICX453 a part only: INDI's driver reads up to 16 MB in
 * one transfer, and the guest's virtual host controller has no memory in one piece for more than 4 MB.
 */
const CAMERAS: readonly { readonly model: CameraModelName; readonly part: Window | null }[] = [
  { model: 'h36-small', part: null },
  { model: 'm9-small', part: null },
  { model: 'm26c', part: { x: 400, y: 200, width: 640, height: 480 } },
];

export async function debianDrivers(sideDoor: SideDoor, { check, measured }: Checks): Promise<void> {
  for (const { model, part } of CAMERAS) {
    const busId = await sideDoor.add({ kind: 'camera', model, serial: `INDI-${model}`, skyAduPerS: SKY_ADU_PER_S });
    await attached(sideDoor, busId);
    if (model === 'h36-small') await check('sx_ccd_test runs through', () => sxCcdTest(sideDoor, busId));
    await check(`indi_sx_ccd takes a frame with the ${model}`, () =>
      withIndi('indi_sx_ccd', (client) => takeFrame(sideDoor, client, busId, model, part)),
    );
    await sideDoor.remove(busId);
  }
  for (const hasOutEndpoint of [true, false]) {
    const busId = await sideDoor.add({ kind: 'wheel', slots: 7, stepMs: 200, hasOutEndpoint });
    await attached(sideDoor, busId);
    const how = hasOutEndpoint ? 'reports on their own endpoint' : 'reports by control requests';
    await check(`indi_sx_wheel moves the wheel (${how})`, () =>
      withIndi('indi_sx_wheel', (client) => moveWheel(sideDoor, client, busId)),
    );
    const { reports } = await sideDoor.wheel(busId);
    await measured(`bytes of indi_sx_wheel's reports on the bus, ${how}`, JSON.stringify(reports.slice(0, 4)));
    await sideDoor.remove(busId);
  }
}

async function attached(sideDoor: SideDoor, busId: string): Promise<void> {
  await waitFor(`${busId} to be attached`, async () => {
    return (await sideDoor.list()).some((device) => device.busId === busId && device.attached) ? true : null;
  });
  // The kernel asks for the descriptors first.
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

async function sxCcdTest(sideDoor: SideDoor, busId: string): Promise<void> {
  const { status, stdout, stderr } = spawnSync('sx_ccd_test', { encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) throw new Error(`sx_ccd_test ended with ${status}.`);
  const failures = `${stdout}${stderr}`.split('\n').filter((line) => /LIBUSB_ERROR|^sx(?!GetTimer).*-> 0$/.test(line));
  if (failures.length > 0) throw new Error(failures.join('\n'));
  const { frame, refusedCommands } = await sideDoor.lastFrame(busId);
  if (frame === null) throw new Error('It read no frame.');
  if (refusedCommands.length > 0) throw new Error(`The camera refused: ${refusedCommands.join(', ')}`);
}

export async function withIndi(driver: string, use: (client: IndiClient) => Promise<void>): Promise<void> {
  const server = spawn('indiserver', ['-p', String(INDI_PORT), driver], {
    stdio: 'ignore',
    env: { ...process.env, HOME: mkdtempSync(join(tmpdir(), 'indi-home-')) },
  });
  try {
    const client = await waitFor('indiserver', () => connectIndi('127.0.0.1', INDI_PORT).catch(() => null));
    try {
      await use(client);
    } finally {
      client.close();
    }
  } finally {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGKILL');
    await ended;
  }
}

export async function connectDevice(client: IndiClient, device: string): Promise<void> {
  await waitFor(`INDI's ${device}`, async () => client.value(device, 'CONNECTION', 'CONNECT'));
  client.set('Switch', device, 'CONNECTION', { CONNECT: 'On' });
  await waitFor(`${device} to be connected`, async () => {
    return client.value(device, 'CONNECTION', 'CONNECT') === 'On' && client.state(device, 'CONNECTION') === 'Ok'
      ? true
      : null;
  });
}

/** A frame through INDI, saved by its driver, held against what the sensor had. */
async function takeFrame(
  sideDoor: SideDoor,
  client: IndiClient,
  busId: string,
  model: CameraModelName,
  part: Window | null,
): Promise<void> {
  const { name, ...sensor } = CAMERA_MODELS[model];
  const window = part ?? { x: 0, y: 0, width: sensor.width, height: sensor.height };
  const device = `SX CCD ${name}`;
  const folder = mkdtempSync(join(tmpdir(), 'indi-'));
  await connectDevice(client, device);
  await waitFor('the exposure property', async () => client.state(device, 'CCD_EXPOSURE'));
  client.set('Switch', device, 'UPLOAD_MODE', { UPLOAD_LOCAL: 'On' });
  client.set('Text', device, 'UPLOAD_SETTINGS', { UPLOAD_DIR: folder, UPLOAD_PREFIX: 'frame' });
  client.set('Number', device, 'CCD_FRAME', { X: window.x, Y: window.y, WIDTH: window.width, HEIGHT: window.height });
  client.set('Number', device, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 1 });
  const path = await waitFor(
    'the frame to be saved',
    async () => client.value(device, 'CCD_FILE_PATH', 'FILE_PATH'),
    60_000,
  );
  const { frame } = await sideDoor.lastFrame(busId);
  if (frame === null) throw new Error('The sensor produced no frame.');
  if (frame.complaints.length > 0) throw new Error(`The camera complains: ${frame.complaints.join(' ')}`);
  const truth = await sideDoor.truth(busId, frame.exposure.frameNumber, window, 1);
  const image = readImageFile(readFileSync(path));
  if (image.width !== window.width || image.height !== window.height)
    throw new Error(`${image.width} × ${image.height} pixels.`);
  if (createHash('sha256').update(image.pixels).digest('hex') !== truth.sha256) throw new Error('The pixels differ.');
}

async function moveWheel(sideDoor: SideDoor, client: IndiClient, busId: string): Promise<void> {
  await connectDevice(client, WHEEL);
  await waitFor('the filter slot', async () => client.value(WHEEL, 'FILTER_SLOT', 'FILTER_SLOT_VALUE'));
  client.set('Number', WHEEL, 'FILTER_SLOT', { FILTER_SLOT_VALUE: 4 });
  await waitFor('INDI to say that it has arrived', async () => {
    const slot = Number(client.value(WHEEL, 'FILTER_SLOT', 'FILTER_SLOT_VALUE'));
    return slot === 4 && client.state(WHEEL, 'FILTER_SLOT') === 'Ok' ? true : null;
  });
  const { position } = await sideDoor.wheel(busId);
  if (position !== 4) throw new Error(`The wheel stands at ${position}.`);
}
