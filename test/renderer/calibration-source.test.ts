/** How the viewer learns that the light it shows is calibrated otherwise now. */
import { expect, test } from 'vitest';
import type { FrameCalibrationView } from '../../src-main/contract/calibration-views.ts';
import type { Console } from '../../src-renderer/state/console.svelte.ts';
import { CalibrationSource } from '../../src-renderer/viewer/calibration-source.svelte.ts';

const WITH_BIAS: FrameCalibrationView = { key: 'aaaa', steps: [] };
const WITHOUT: FrameCalibrationView = { key: null, steps: [] };

/** A console whose answers come when the test says so, each to the question of its number. */
function slowConsole() {
  const questions: PromiseWithResolvers<FrameCalibrationView>[] = [];
  const call = () => {
    const question = Promise.withResolvers<FrameCalibrationView>();
    questions.push(question);
    return question.promise;
  };
  return { questions, source: new CalibrationSource({ call, connected: true } as unknown as Console) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function shownWithBias() {
  const { questions, source } = slowConsole();
  void source.of('light');
  expect(source.keyFor('light')).toBeUndefined();
  questions[0]!.resolve(WITH_BIAS);
  await settled();
  expect(source.keyFor('light')).toBe('aaaa');
  return { questions, source };
}

test('the shown calibration stays until the new one is known, then follows', async () => {
  const { questions, source } = await shownWithBias();
  void source.refresh();
  expect(source.keyFor('light')).toBe('aaaa');
  questions[1]!.resolve(WITHOUT);
  await settled();
  expect(source.keyFor('light')).toBeNull();
});

test('ten frames sorted out at once are two questions, and the last answer counts', async () => {
  const { questions, source } = await shownWithBias();
  for (let i = 0; i < 10; i++) void source.refresh();
  questions[1]!.resolve(WITH_BIAS);
  await settled();
  questions[2]!.resolve(WITHOUT);
  await settled();
  expect(source.keyFor('light')).toBeNull();
  expect(questions).toHaveLength(3);
});

test('without an answer what is known stays, and the next question is asked', async () => {
  const { questions, source } = await shownWithBias();
  void source.refresh();
  questions[1]!.reject(new Error('gone'));
  await settled();
  expect(source.keyFor('light')).toBe('aaaa');
  void source.refresh();
  expect(questions).toHaveLength(3);
});

test('an answer that another one has overtaken is not shown', async () => {
  const { questions, source } = slowConsole();
  void source.of('light');
  void source.refresh();
  questions[1]!.resolve(WITHOUT);
  await settled();
  questions[0]!.resolve(WITH_BIAS);
  await settled();
  expect(source.keyFor('light')).toBeNull();
  void source.of('another');
  expect(source.keyFor('another')).toBeUndefined();
});

test('nobody is asked while nothing is shown calibrated', async () => {
  const { questions, source } = await shownWithBias();
  source.forget();
  await source.refresh();
  expect(questions).toHaveLength(1);
});
