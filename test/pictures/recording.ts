/**
 * What a real console answered to a page, kept as a file, and a page that is given the same answers again: pictures of the pages
 * can be compared only where nothing but the page itself can have changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export const RECORDING = join(import.meta.dirname, 'recorded-night.json');

export interface Recording {
  /** The console's time when it was made, UTC. */
  readonly now: string;
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly name: string;
  readonly input: unknown;
  /** What came back, as it came: `CallOutcome` of the contract. */
  readonly outcome: unknown;
}

/** Keeps each last answer that the page gets from now on; the returned function gives them. */
export function recordAnswers(page: Page): () => Answer[] {
  const asked = new Map<string, Pick<Answer, 'name' | 'input'>>();
  const answers = new Map<string, Answer>();
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const { i, m, a } = JSON.parse(String(payload)) as { i: string; m: string; a: [string, unknown] };
      if (m === 'call') asked.set(i, { name: a[0], input: a[1] });
    });
    socket.on('framereceived', ({ payload }) => {
      const { t, i, r } = JSON.parse(String(payload)) as { t: string; i: string; r: unknown };
      const question = t === 's' ? asked.get(i) : undefined;
      if (question !== undefined) answers.set(JSON.stringify(question), { ...question, outcome: r });
    });
  });
  return () => [...answers.values()];
}

/** Has the page find a console that answers as it was recorded, and shows its time, which stands still. To be called before it is opened. */
export async function replay(page: Page): Promise<void> {
  const { now, answers } = JSON.parse(readFileSync(RECORDING, 'utf8')) as Recording;
  await page.clock.install({ time: new Date(Date.parse(now) - 1000) });
  await page.clock.pauseAt(new Date(now));
  await page.addInitScript((known) => {
    let listener: (text: string) => void = () => {};
    const exact = new Map(known.map(({ name, input, outcome }) => [JSON.stringify([name, input]), outcome]));
    const byName = new Map(known.map(({ name, outcome }) => [name, outcome]));
    const send = (text: string) => {
      const { t, i, a } = JSON.parse(text) as { t: string; i: string; a: [string, unknown] };
      if (t !== 'q') return;
      const outcome = exact.get(JSON.stringify(a)) ?? byName.get(a[0]);
      if (outcome !== undefined) queueMicrotask(() => listener(JSON.stringify({ t: 's', i, r: outcome })));
    };
    Object.assign(window, {
      warmroom: {
        send,
        onMessage: (heard: (text: string) => void) => {
          listener = heard;
        },
      },
    });
  }, answers as Answer[]);
}
