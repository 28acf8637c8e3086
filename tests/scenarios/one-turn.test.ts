import { expect, test } from 'vitest';
import { scenario } from '../../scenarios/one-turn/scenario';
import { runScenario } from '../../src/scenario/runScenario';

const printed = (cost: number): string[] =>
  runScenario(scenario, undefined, { cost }).events.flatMap((e) =>
    e.kind === 'print' ? [e.text] : [],
  );

test.each([0, 2, 300])('at %d ms the four prints come in the order of the bet’s answer', (cost) => {
  const recording = runScenario(scenario, undefined, { cost });
  const { bet } = scenario;
  const answer = bet.options(recording, { cost })[bet.answer(recording, { cost })];
  expect(printed(cost).slice(1, 4).join(', ')).toBe(answer);
});

test('the program goes on below run() only after stop(), and run() refuses to start again', () => {
  expect(printed(2).slice(-2)).toEqual(['run() is over', 'ReactorNotRestartable']);
});

test.each([
  [0, 1.0],
  [2, 1.001],
  [300, 1.299],
])('with handlers of %d ms the alarm for 1.000 s rings at %d s', (cost, rings) => {
  const { events } = runScenario(scenario, undefined, { cost });
  const fired = events.find((e) => e.kind === 'timerFire' && e.name === 'alarm')!;
  expect(fired.timeNs).toBe(Math.round(rings * 1e9));
});
