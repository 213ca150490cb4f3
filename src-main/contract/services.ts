/** What a host gets from the composition root, and all that it gets. */
import type { EventSource } from './events.ts';
import type { Handlers } from './procedures.ts';

export interface ConsoleServices {
  readonly handlers: Handlers;
  readonly events: EventSource;
  /**
   * Answers a request for a frame's pixels: `/pixels/<frame uid>?level=8` gives the frame binned 8 × 8 (also 4, 2, 1),
   * `/pixels/<frame uid>?level=1&x=0&y=0&w=1024&h=1024` a tile in pixels of that level. The body is 16-bit unsigned
   * integers, little-endian, rows from the top; the headers X-Width, X-Height, X-Full-Width and X-Full-Height say the shape.
   * 400 for nonsense, 404 for a frame or file that is not there.
   */
  pixels(request: Request): Promise<Response>;
  /** Ends the run after aborting the frame in flight, lets the devices go, closes the store. Safe to call twice. */
  close(): Promise<void>;
}
