import { describe, expect, test } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import { longestWaits } from '../../src/player/measures/waits';
import { defaultValues, playScenario } from '../../src/scenario/runScenario';
import { Sweep, type SweepWays } from '../../src/scenario/sweep';
import type { Taught } from '../../src/scenario/types';
import { answerOf } from '../../src/session/runWorker';
import { Sweeps } from '../../src/session/sweeps.svelte';
import { Session } from '../../src/session/session.svelte';

const slices = (await loaders['slices']!()).scenario;
const FEW = [1, 50, 1000];
/** The scenario with a sweep of its own, over fewer positions. */
const fresh = (): Taught => {
  const slice = { ...slices.parameters['slice']!, choices: FEW, min: FEW[0]!, max: FEW.at(-1)! };
  return {
    ...slices,
    parameters: { ...slices.parameters, slice: { ...slice, default: 50 } },
    sweep: new Sweep('slice', ['A', 'C']),
  };
};
const making = {
  variantId: 'count',
  values: defaultValues(slices),
  seed: 1,
  reactor: 'select' as const,
  typed: [],
};

function pointsOf(scenario: Taught, ways: SweepWays): Promise<unknown> {
  return new Promise((resolve) => {
    const ask = (): unknown => scenario.sweep!.points(scenario, making, ways, () => resolve(ask()));
    const now = ask();
    if (now !== undefined) resolve(now);
  });
}

const expected = FEW.map((value) => {
  const longest = longestWaits(
    playScenario(slices, 'count', { ...making.values, slice: value }).recording,
  );
  const waitOf = (name: string) => longest.find(({ client }) => client === name)!.waitNs;
  return { value, waitsNs: [waitOf('A'), waitOf('C')] };
});

describe('runs along a slider', () => {
  test('come to what each of them comes to by itself: here, here in parts, and elsewhere', async () => {
    expect(await pointsOf(fresh(), {})).toEqual(expected);
    let rests = 0;
    const rest = (): Promise<void> => Promise.resolve(void rests++);
    expect(await pointsOf(fresh(), { rest })).toEqual(expected);
    expect(rests).toBe(FEW.length);
    const scenario = fresh();
    const sweeper: SweepWays['sweeper'] = () =>
      Promise.resolve({ run: (request) => Promise.resolve(answerOf(scenario, request)) });
    expect(await pointsOf(scenario, { sweeper })).toEqual(expected);
  });

  test('are made here where no worker starts', async () => {
    expect(await pointsOf(fresh(), { sweeper: () => Promise.reject(new Error('no')) })).toEqual(
      expected,
    );
  });

  test('are made once for all positions of the slider, and anew for another variant', async () => {
    let asked = 0;
    const scenario = fresh();
    const sweeper: NonNullable<SweepWays['sweeper']> = () =>
      Promise.resolve({
        run: (request) => Promise.resolve((asked++, answerOf(scenario, request))),
      });
    const session = new Session(scenario, {
      query: '',
      bet: false,
      sweeps: new Sweeps({ sweeper }),
    });
    expect(session.sweeps!.of(session)).toBeUndefined();
    await expect.poll(() => session.sweeps!.of(session)).toEqual(expected);
    session.setValue('slice', 1000);
    expect(session.sweeps!.of(session)).toEqual(expected);
    expect(asked).toBe(1);
    session.setVariant('list');
    expect(session.sweeps!.of(session)).toBeUndefined();
    await expect.poll(() => session.sweeps!.of(session)?.length).toBe(FEW.length);
    expect(asked).toBe(2);
  });

  test('are not to be seen while a bet is open', () => {
    const session = new Session(fresh(), { query: '', bet: true, sweeps: new Sweeps() });
    expect(session.sweeps!.of(session)).toBeUndefined();
    session.bet.skip();
    expect(session.sweeps!.of(session)).toEqual(expected);
  });
});
