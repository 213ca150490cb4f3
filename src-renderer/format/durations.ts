/** Lengths of time as text. */
import { decimal } from './numbers.ts';

/** A length to plan by: `45 s`, `12 min 30 s`, `4 h 05 min`, `2 d 3 h`. Seconds are dropped from an hour on. */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  if (total < 3600) {
    const rest = total % 60;
    return rest === 0 ? `${total / 60} min` : `${Math.floor(total / 60)} min ${two(rest)} s`;
  }
  const minutes = Math.round(total / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  const hours = Math.round(total / 3600);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A running countdown: `0:45`, `12:30`, `4:05:09`. Rounded up, so that it reaches zero only at the end. */
export function countdown(seconds: number): string {
  const total = Math.max(0, Math.ceil(seconds));
  const h = Math.floor(total / 3600);
  const m = Math.floor((total % 3600) / 60);
  const s = total % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** An exposure time: `0 s`, `0.002 s`, `2.5 s`, `300 s`. At most four significant digits, never in other units. */
export function exposure(seconds: number | null): string {
  if (seconds === null) return '–';
  return `${decimal(String(Number(seconds.toPrecision(4))))} s`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
