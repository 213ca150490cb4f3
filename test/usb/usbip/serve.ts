/**
 * `npm run usb:serve`: virtual cameras and a wheel for any Linux desktop. Options: `--port N` (USB/IP, 3240 unless given),
 * `--control N` (the side door for faults and truth, 3241), then models of cameras; without any, an H694 and a wheel.
 */
import { parseArgs } from 'node:util';
import { CAMERA_MODELS, type CameraModelName } from '../virtual-devices/camera-models.ts';
import { observatoryRoutes, startControlService } from './control-service.ts';
import { startUsbipServer, USBIP_PORT } from './usbip-server.ts';
import { createVirtualObservatory } from './virtual-observatory.ts';

/** A moderately dark sky, and a readout as slow as the real camera's. */
const SKY_ADU_PER_S = 30;
const H694_BYTES_PER_MS = 4000;

const { values, positionals } = parseArgs({
  options: { port: { type: 'string' }, control: { type: 'string' } },
  allowPositionals: true,
});
const now = () => performance.now();
const observatory = createVirtualObservatory(now);
const models = positionals.length > 0 ? positionals : ['h694'];
for (const [index, model] of models.entries()) {
  if (!Object.hasOwn(CAMERA_MODELS, model)) {
    console.error(`There is no camera model “${model}”. Give one of: ${Object.keys(CAMERA_MODELS).join(', ')}.`);
    process.exit(2);
  }
  observatory.add({
    ...{ kind: 'camera', model: model as CameraModelName, serial: `VIRTUAL-${index + 1}` },
    ...{ skyAduPerS: SKY_ADU_PER_S, bytesPerMs: H694_BYTES_PER_MS },
  });
}
observatory.add({ kind: 'wheel', serial: null, stepMs: 1200 });

const usbip = await startUsbipServer(observatory.bus, { port: Number(values.port ?? USBIP_PORT), now });
const control = await startControlService(
  observatoryRoutes(observatory, now),
  Number(values.control ?? USBIP_PORT + 1),
);
for (const { busId, name, serial } of observatory.list()) {
  console.log(`${busId}  ${name}${serial === null ? '' : `, serial number ${serial}`}`);
}
const remote = usbip.port === USBIP_PORT ? '' : `--tcp-port ${usbip.port} `;
console.log(`Attach one:  sudo modprobe vhci-hcd && sudo usbip ${remote}attach -r 127.0.0.1 -b 1-1`);
console.log(`Side door:   http://127.0.0.1:${control.port}/devices`);
