/** Just enough of INDI's protocol to use somebody else's drivers: XML elements over TCP, both ways. */
import { connect, type Socket } from 'node:net';

export interface IndiClient {
  /** Sets elements of a property: `kind` as in the protocol's newSwitchVector, newNumberVector, newTextVector. */
  set(
    kind: 'Switch' | 'Number' | 'Text',
    device: string,
    property: string,
    elements: Record<string, string | number>,
  ): void;
  /** The last value heard of `device.property.element`; null before the first. */
  value(device: string, property: string, element: string): string | null;
  /** The last state heard of a property: Idle, Ok, Busy or Alert; null before the first. */
  state(device: string, property: string): string | null;
  /** Names of the devices heard of. */
  devices(): readonly string[];
  close(): void;
}

export function connectIndi(host: string, port: number): Promise<IndiClient> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(converse(socket));
    });
  });
}

/** A def… or set… vector with everything in it; messages and BLOBs are not read. */
const VECTOR = /<(?:def|set)(Switch|Number|Text|Light)Vector\b([^>]*)>([\s\S]*?)<\/(?:def|set)\1Vector>/g;
const ELEMENT = /<(?:def|one)(?:Switch|Number|Text|Light)\b([^>]*)>([^<]*)</g;

function converse(socket: Socket): IndiClient {
  const values = new Map<string, string>();
  const states = new Map<string, string>();
  const devices = new Set<string>();
  let unread = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    unread += chunk;
    let end = 0;
    for (const vector of unread.matchAll(VECTOR)) {
      end = vector.index + vector[0].length;
      const [, , attributes, body] = vector;
      const device = attribute(attributes!, 'device');
      const property = attribute(attributes!, 'name');
      devices.add(device);
      states.set(`${device}.${property}`, attribute(attributes!, 'state'));
      for (const [, names, text] of body!.matchAll(ELEMENT)) {
        values.set(`${device}.${property}.${attribute(names!, 'name')}`, text!.trim());
      }
    }
    unread = unread.slice(end);
  });
  socket.write('<getProperties version="1.7"/>\n');
  return {
    set(kind, device, property, elements) {
      const ones = Object.entries(elements).map(([name, value]) => `<one${kind} name="${name}">${value}</one${kind}>`);
      socket.write(`<new${kind}Vector device="${device}" name="${property}">${ones.join('')}</new${kind}Vector>\n`);
    },
    value: (device, property, element) => values.get(`${device}.${property}.${element}`) ?? null,
    state: (device, property) => states.get(`${device}.${property}`) ?? null,
    devices: () => [...devices],
    close: () => socket.destroy(),
  };
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`\\b${name}=["']([^"']*)["']`).exec(attributes)?.[1] ?? '';
}
