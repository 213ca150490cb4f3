/** The guest's way to the virtual observatory behind its devices: plugging, faults, and what the sensors really produced. */

import { request } from 'node:http';
import type { DeviceOrder, DeviceView, FrameTruth } from '../../usbip/virtual-observatory.ts';
import type { CameraFault } from '../../virtual-devices/camera-faults.ts';
import type { ProducedFrame } from '../../virtual-devices/starlight-xpress-camera.ts';
import type { WheelTrouble } from '../../virtual-devices/starlight-xpress-wheel.ts';
import type { Window } from '../../virtual-devices/virtual-sensor.ts';
import type { BenchMessage } from '../results.ts';

export interface LastFrame {
  readonly frame: ProducedFrame | null;
  readonly faultsHappened: number;
  readonly shutterOpen: boolean;
  readonly refusedCommands: readonly string[];
}

export interface SideDoor {
  /** Plugs a device in; returns its bus id. */
  add(order: DeviceOrder): Promise<string>;
  remove(busId: string): Promise<void>;
  list(): Promise<readonly DeviceView[]>;
  plugIn(busId: string): Promise<void>;
  unplug(busId: string): Promise<void>;
  /** Null: no more faults. */
  orderFault(busId: string, fault: CameraFault | null, once?: boolean): Promise<void>;
  setSky(busId: string, aduPerS: number): Promise<void>;
  setSpeed(busId: string, bytesPerMs: number | null): Promise<void>;
  setTrouble(busId: string, trouble: WheelTrouble): Promise<void>;
  lastFrame(busId: string): Promise<LastFrame>;
  /** The frames that the camera remembers, oldest first. */
  frames(busId: string): Promise<readonly ProducedFrame[]>;
  truth(busId: string, frameNumber: number, window: Window, binning: number): Promise<FrameTruth>;
  wheel(busId: string): Promise<{ position: number; reports: readonly (readonly number[])[] }>;
  tell(message: BenchMessage): Promise<void>;
}

export function openSideDoor(url: string): SideDoor {
  const call = async <Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> => {
    const { status, text } = await ask(`${url}${path}`, method, body === undefined ? '' : JSON.stringify(body));
    const answer = JSON.parse(text) as Answer & { readonly error?: string };
    if (status >= 300) throw new Error(`${method} ${path}: ${answer.error}`);
    return answer;
  };
  const post = async (path: string, body: object = {}) => void (await call('POST', path, body));
  return {
    add: async (order) => (await call<{ busId: string }>('POST', '/devices', order)).busId,
    remove: (busId) => post(`/devices/${busId}/remove`),
    list: () => call('GET', '/devices'),
    plugIn: (busId) => post(`/devices/${busId}/plug-in`),
    unplug: (busId) => post(`/devices/${busId}/unplug`),
    orderFault: (busId, fault, once = true) => post(`/devices/${busId}/fault`, { fault, once }),
    setSky: (busId, aduPerS) => post(`/devices/${busId}/sky`, { aduPerS }),
    setSpeed: (busId, bytesPerMs) => post(`/devices/${busId}/speed`, { bytesPerMs }),
    setTrouble: (busId, trouble) => post(`/devices/${busId}/trouble`, { trouble }),
    frames: (busId) => call('GET', `/devices/${busId}/frames`),
    lastFrame: (busId) => call('GET', `/devices/${busId}/last-frame`),
    truth(busId, frameNumber, { x, y, width, height }, binning) {
      const query = new URLSearchParams(
        Object.entries({ x, y, width, height, binning }).map(([key, n]) => [key, String(n)]),
      );
      return call('GET', `/devices/${busId}/frames/${frameNumber}/truth?${query}`);
    },
    wheel: (busId) => call('GET', `/devices/${busId}/wheel`),
    tell: (message) => post('/bench', message),
  };
}

/** Not `fetch`, whose parser is WebAssembly: compiling that better and better in mid run has cost the guest its process. */
function ask(url: string, method: string, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
