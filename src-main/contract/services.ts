/** What a host gets from the composition root, and all that it gets. */
import type { EventSource } from './events.ts';
import type { Handlers } from './procedures.ts';

export interface ConsoleServices {
  readonly handlers: Handlers;
  readonly events: EventSource;
  /**
   * Answers a request for the pixels of a frame, a master or a bad-pixel map: `/pixels/<uid>?level=8` gives it binned 8 × 8
   * (also 4, 2, 1), `/pixels/<uid>?level=1&x=0&y=0&w=1024&h=1024` a tile in pixels of that level,
   * each binned pixel being the mean of its pixels or, with `bin=brightest`, the brightest of them. With
   * `bin=colour` a binned pixel of a frame with a Bayer pattern is three, the means of its red, green and blue ones;
   * `/pixels/<uid>?line=x,y,x,y` the pixels of the frame along a line, one row of them. With `calibration=<key>`,
   * the key being what `frames.calibration` says of that light, they are calibrated on the way. The body is 16-bit unsigned
   * integers, little-endian, rows from the top; the headers X-Width, X-Height, X-Full-Width and X-Full-Height say the shape,
   * X-Channels how many values a pixel has (1 or 3), X-Bayer, where there is one, the colours of the frame's first 2 × 2 pixels,
   * X-Zero and X-Step what a pixel stands for: X-Zero + X-Step × pixel, in ADU (in parts of its level for a master flat).
   * 0 and 65535 then also stand for what lies beyond.
   * 400 for nonsense, 404 for a frame or file that is not there, 409 for a calibration that is no longer that light's, 422 for
   * a damaged file; the body of these is a `Failure` as JSON.
   */
  pixels(request: Request): Promise<Response>;
  /** Ends the run after aborting the frame in flight, lets the devices go, closes the store. Safe to call twice. */
  close(): Promise<void>;
}
