/** How the values of a pixel become one: which of them are left out. */

import { ConsoleError } from '../../contract/errors.ts';
import type { CombineMethodName } from '../../contract/vocabulary.ts';
import { METHOD_NUMBERS } from '../../frames/kernels/kernels.ts';

export interface CombineMethod {
  /** `scatter` is no way to a master, but tells how much each pixel varies from frame to frame. */
  readonly name: CombineMethodName | 'scatter';
  /** Clipping methods: values further than so many standard deviations from the median are left out, */
  readonly sigma: number;
  /** so many times over at most. */
  readonly rounds: number;
  /** Min/max and scatter: values left out at either end. */
  readonly drop: number;
}

export const DEFAULT_METHOD: CombineMethod = { name: 'sigma-clip', sigma: 3, rounds: 3, drop: 1 };

/** As it stands in a master's header. */
export function methodText({ name, sigma, rounds, drop }: CombineMethod): string {
  switch (name) {
    case 'sigma-clip':
      return `mean, ${rounds} x ${sigma} sigma clipping about the median`;
    case 'winsorized':
      return `mean, ${rounds} x ${sigma} Winsorised sigma clipping about the median`;
    case 'minmax':
      return `mean without the ${drop} lowest and ${drop} highest`;
    case 'median':
      return 'median';
    case 'mean':
      return 'mean';
    case 'scatter':
      return `standard deviation without the ${drop} lowest and ${drop} highest`;
  }
}

const CLIPPING = /^mean, (\d+) x (\d+(?:\.\d+)?(?:e-?\d+)?) (Winsorised )?sigma clipping about the median$/;
const ENDS_OFF = /^mean without the (\d+) lowest and \1 highest$/;

/** From what stands in a master's header back to the method; null for what no master of this console says. */
export function methodFromText(text: string): CombineMethod | null {
  if (text === 'median' || text === 'mean') return { ...DEFAULT_METHOD, name: text };
  const clipping = CLIPPING.exec(text);
  if (clipping !== null) {
    const [, rounds, sigma, winsorised] = clipping;
    const name = winsorised === undefined ? 'sigma-clip' : 'winsorized';
    return { ...DEFAULT_METHOD, name, rounds: Number(rounds), sigma: Number(sigma) };
  }
  const endsOff = ENDS_OFF.exec(text);
  return endsOff === null ? null : { ...DEFAULT_METHOD, name: 'minmax', drop: Number(endsOff[1]) };
}

/** What the kernels are told: number, squared sigmas, and rounds or drops. */
export function kernelParameters(method: CombineMethod): [number: number, parameter: number, count: number] {
  const count = dropsEnds(method) ? method.drop : method.rounds;
  return [METHOD_NUMBERS[method.name], method.sigma * method.sigma, count];
}

/** @throws ConsoleError `bad-input` when the method would leave nothing of so few frames */
export function checkEnoughFor(method: CombineMethod, frames: number): void {
  const { drop } = method;
  if (!dropsEnds(method) || frames > 2 * drop) return;
  throw new ConsoleError(
    'bad-input',
    `Leaving out the ${drop} lowest and ${drop} highest of ${frames} frames leaves nothing. Name more files, or drop fewer.`,
  );
}

function dropsEnds({ name }: CombineMethod): boolean {
  return name === 'minmax' || name === 'scatter';
}
