/** How long main waits for each call to an instrument host before it takes the host for hung. */
import type { AllowedTime } from './deadline.ts';
import type { InstrumentCalls, InstrumentStatus } from './instrument-protocol.ts';

/** Real time for a call that does nothing long, and more for those that search the bus or write a large frame. */
const SHORT_MS = 30_000;
const OPENING_MS = 90_000;
/** Longer than the host's own limit for a stalled readout, so that the host gets to say what happened. */
const FRAME_MS = 120_000;
/** Once round a slow wheel with many slots. */
const WHEEL_ROUND_MS = 120_000;
/** A readout nobody has told us about. */
const UNKNOWN_READOUT_S = 60;

/** `status` is the last one heard, for the camera's readout times. */
export function allowedTime<Name extends keyof InstrumentCalls>(
  name: Name,
  args: Parameters<InstrumentCalls[Name]>,
  status: InstrumentStatus | null,
): AllowedTime {
  switch (name) {
    case 'expose': {
      const [{ settings }] = args as Parameters<InstrumentCalls['expose']>;
      const readoutS = status?.camera?.info.readoutModes[settings.readoutMode]?.readoutS ?? UNKNOWN_READOUT_S;
      return { clockMs: (settings.exposureS + 2 * readoutS) * 1000, marginMs: FRAME_MS };
    }
    case 'waitForTemperature': {
      const [{ dwellS, timeoutS }] = args as Parameters<InstrumentCalls['waitForTemperature']>;
      return { clockMs: (dwellS + timeoutS) * 1000, marginMs: SHORT_MS };
    }
    case 'moveWheel':
      return { clockMs: WHEEL_ROUND_MS, marginMs: SHORT_MS };
    case 'open':
    case 'find':
      return { clockMs: 0, marginMs: OPENING_MS };
    // These first let end what they abort, which may be the writing of a frame.
    case 'abort':
    case 'close':
      return { clockMs: 0, marginMs: FRAME_MS };
    default:
      return { clockMs: 0, marginMs: SHORT_MS };
  }
}
