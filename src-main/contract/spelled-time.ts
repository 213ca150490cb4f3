/** A length of time with all of its units, as both the console and its screen write it, whatever their language: `1 h 0 min 5 s`. */
export function spellTime(ms: number): string {
  const s = Math.round(ms / 1000);
  const parts = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60, s % 60];
  const units = ['d', 'h', 'min', 's'];
  const first = parts.findIndex((part) => part > 0);
  return parts
    .map((part, i) => `${part} ${units[i]}`)
    .slice(first === -1 ? 3 : first)
    .join(' ');
}
