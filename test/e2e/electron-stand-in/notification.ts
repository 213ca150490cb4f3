import { EventEmitter } from 'node:events';
import { record } from './record.ts';

/** A notification of the desktop, of which only a note is taken. */
export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }

  readonly #options: object;

  constructor(options: object) {
    super();
    this.#options = structuredClone(options);
  }

  show(): void {
    record('notification.show', this.#options);
  }
  close(): void {
    record('notification.close');
  }
}
