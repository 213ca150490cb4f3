import { expect, test } from 'vitest';
import { QueueNeed } from '../../src-main/app/queue-need.ts';

function counting(frames: number) {
  const queue = { frames, counts: 0, ms: 0 };
  const need = new QueueNeed(
    () => {
      queue.counts++;
      return queue.frames;
    },
    () => queue.ms,
  );
  return { queue, need };
}

test('a run’s frames are followed without counting the queue anew for each', () => {
  const { queue, need } = counting(300_000);
  for (let left = 300_000; left > 299_000; left--) {
    expect(need.frames).toBe(left);
    need.frameCounted();
  }
  expect(queue.counts).toBe(1);
});

test('a change of the queue shows at once', () => {
  const { queue, need } = counting(20);
  expect(need.frames).toBe(20);
  queue.frames = 68;
  need.queueChanged();
  expect(need.frames).toBe(68);
});

test('what the run changed otherwise, by a task that failed or expired, shows within a minute', () => {
  const { queue, need } = counting(20);
  expect(need.frames).toBe(20);
  queue.frames = 3;
  queue.ms = 59_999;
  expect(need.frames).toBe(20);
  queue.ms = 60_000;
  expect(need.frames).toBe(3);
});

test('never fewer than none', () => {
  const { need } = counting(0);
  expect(need.frames).toBe(0);
  need.frameCounted();
  expect(need.frames).toBe(0);
});
