/** Numbers in warnings that stand for a whole night: said anew with every frame, an exact one would be read out each time. */

/** The first two digits of a whole number, the rest zeros: at most so many, or at least. Up to 100 it stays as it is. */
export function roughly(count: number, bound: 'at-most' | 'at-least'): number {
  if (count <= 100) return count;
  const step = 10 ** (Math.floor(Math.log10(count)) - 1);
  return step * (bound === 'at-most' ? Math.floor(count / step) : Math.ceil(count / step));
}
