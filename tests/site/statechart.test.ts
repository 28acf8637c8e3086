import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as xstate from 'xstate';
import * as standIn from '../../build/statechart';
import type { PlayerEvent } from '../../src/player/playerMachine';
import { positionsOf } from '../scenarios/positions';
import type { Parameter, Values } from '../../src/scenario/types';

// The same modules twice: on XState, and on what stands in for it in the built site.

async function load() {
  vi.resetModules();
  const { createActor } = await import('xstate');
  const { scenarios } = await import('../../scenarios/all');
  const { runScenario } = await import('../../src/scenario/runScenario');
  const { recordingToJson } = await import('../../src/recording/json');
  const { playerMachine } = await import('../../src/player/playerMachine');
  const { betMachine } = await import('../../src/session/betMachine');
  return { createActor, scenarios, runScenario, recordingToJson, playerMachine, betMachine };
}

let real: Awaited<ReturnType<typeof load>>;
let lean: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  real = await load();
  vi.doMock('xstate', () => standIn);
  lean = await load();
});
afterAll(() => {
  vi.doUnmock('xstate');
  vi.resetModules();
});

test('the two really are two', () => {
  expect(real.createActor).toBe(xstate.createActor);
  expect(lean.createActor).toBe(standIn.createActor);
});

/** A slider with more values than this is tried at as many, evenly, both ends among them. */
const MOST_VALUES = 100;

/** The values that a slider has. */
function valuesOf({ min, max, step, choices }: Parameter): readonly number[] {
  if (choices) return choices;
  const steps = Math.round((max - min) / step);
  const count = Math.min(steps + 1, MOST_VALUES);
  return Array.from({ length: count }, (_, n) => {
    const place = count === 1 ? 0 : Math.round((n * steps) / (count - 1));
    return +(min + place * step).toFixed(6);
  });
}

describe('scenarios', () => {
  const places = (): number[] => real.scenarios.map((_, place) => place);

  function expectSame(place: number, variant: string, values: Values): void {
    const one = real.recordingToJson(real.runScenario(real.scenarios[place]!, variant, values));
    const other = lean.recordingToJson(lean.runScenario(lean.scenarios[place]!, variant, values));
    // Of two long texts that differ a message would take minutes.
    expect(other === one, `${variant} ${JSON.stringify(values)}`).toBe(true);
  }

  /** Runs of a crowd take a second each: of those the default, and both ends of every slider. */
  const crowds = new Map<number, boolean>();
  function isCrowd(place: number): boolean {
    const scenario = real.scenarios[place]!;
    const found =
      crowds.get(place) ??
      positionsOf(scenario).some(
        ({ variant, values }) =>
          real.runScenario(scenario, variant.id, values).events.length > 3000,
      );
    crowds.set(place, found);
    return found;
  }

  test('every variant gives the same recording at every position of each slider', () => {
    for (const place of places()) {
      const { parameters, variants } = real.scenarios[place]!;
      for (const { id: variant } of variants) {
        expectSame(place, variant, {});
        for (const [id, parameter] of Object.entries(parameters)) {
          const all = valuesOf(parameter);
          const values = isCrowd(place) ? [all[0]!, all.at(-1)!] : all;
          for (const value of values) expectSame(place, variant, { [id]: value });
        }
      }
    }
  });

  test('and at any positions of all sliders together', () => {
    for (const place of places()) {
      if (isCrowd(place)) continue;
      const { parameters, variants } = real.scenarios[place]!;
      const values = fc.record(
        Object.fromEntries(
          Object.entries(parameters).map(([id, p]) => [id, fc.constantFrom(...valuesOf(p))]),
        ),
      );
      const variant = fc.constantFrom(...variants.map(({ id }) => id));
      fc.assert(
        fc.property(variant, values, (id, given) => expectSame(place, id, given)),
        { numRuns: 25 },
      );
    }
  });

  test('has the same beats with the same captions', () => {
    const told = ({ scenarios, runScenario }: typeof real): unknown =>
      scenarios.map((scenario) => {
        const recording = runScenario(scenario);
        const happened = recording.events.flatMap((e) => (e.kind === 'beat' ? [e.id] : []));
        const values = recording.parameters as Record<string, number>;
        return scenario.beats
          .filter(({ id }) => happened.includes(id))
          .map(({ id, focus, caption }) => [id, focus, caption(recording, values)]);
      });
    expect(told(lean)).toEqual(told(real));
  });
});

describe('the player', () => {
  const move: fc.Arbitrary<PlayerEvent | 'another run'> = fc.oneof(
    fc
      .constantFrom<PlayerEvent['type'][]>('PLAY', 'PAUSE', 'FIRST', 'LAST')
      .map((type) => ({ type }) as PlayerEvent),
    fc.record({
      type: fc.constant('STEP' as const),
      direction: fc.constantFrom('next' as const, 'previous' as const),
      by: fc.constantFrom('beat' as const, 'event' as const, 'turn' as const),
    }),
    fc.record({ type: fc.constant('SEEK_TIME' as const), timeNs: fc.nat(9e9) }),
    fc.record({ type: fc.constant('SEEK_INDEX' as const), index: fc.nat(400) }),
    fc.record({ type: fc.constant('TICK' as const), wallMs: fc.nat(3000) }),
    fc.record({
      type: fc.constant('BY' as const),
      by: fc.constantFrom('beat' as const, 'event' as const, 'turn' as const),
    }),
    fc.record({ type: fc.constant('SPEED' as const), speed: fc.double({ min: 0, max: 8 }) }),
    fc.record({ type: fc.constant('MOTION' as const), reduced: fc.boolean() }),
    fc.record({ type: fc.constant('FAIL' as const), message: fc.constant('no run') }),
    fc.constant('another run' as const),
  );

  test('comes to the same place by any moves', () => {
    const runs = [3, 0.1].map((block) =>
      real.runScenario(real.scenarios[0]!, undefined, { block }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const [one, other] = [real, lean].map(({ createActor, playerMachine }) =>
          createActor(playerMachine).start(),
        );
        let run = 0;
        for (const each of ['another run' as const, ...moves]) {
          const event =
            each === 'another run'
              ? { type: 'RECORDING' as const, recording: runs[run++ % 2]! }
              : each;
          one!.send(event);
          other!.send(event);
          const [was, is] = [one!.getSnapshot(), other!.getSnapshot()];
          expect(is.value).toEqual(was.value);
          const { recording: ofIs, ...placeIs } = is.context;
          const { recording: ofWas, ...placeWas } = was.context;
          expect(placeIs).toEqual(placeWas);
          expect(ofIs).toBe(ofWas);
        }
      }),
    );
  });
});

test('the bet is settled alike', () => {
  const choice = { index: 1, text: 'at once' };
  for (const events of [
    ['SKIP'],
    ['REVEAL', 'SKIP'],
    ['CHOOSE', 'REVEAL', 'CHOOSE'],
    ['CHOOSE', 'SKIP'],
    [],
  ]) {
    const [one, other] = [real, lean].map(({ createActor, betMachine }) => {
      const actor = createActor(betMachine).start();
      for (const type of events) actor.send({ type, choice } as never);
      const { status, value, context } = actor.getSnapshot();
      return { status, value, context };
    });
    expect(other).toEqual(one);
  }
});

describe('semantics', () => {
  /** What a small machine does, in order, under each of the two. */
  function trace(config: unknown, events: string[]): [string[], string[]] {
    const run = (library: typeof xstate): string[] => {
      const log: string[] = [];
      const jobs: { at: number; run: () => void }[] = [];
      let now = 0;
      const note = (_: unknown, { what }: { what: string }): void => {
        log.push(what);
      };
      const machine = library
        .setup({
          actions: {
            note,
            again: () => actor.send({ type: 'again' }),
            count: library.assign({
              n: ({ context }: { context: { n: number } }) => context.n + 1,
            }),
          },
          guards: { odd: ({ context }: { context: { n: number } }) => context.n % 2 === 1 },
          delays: { soon: 5, later: ({ context }: { context: { n: number } }) => 10 + context.n },
        } as never)
        .createMachine(config as never);
      const actor = library.createActor(machine, {
        clock: {
          setTimeout: (run: () => void, delay: number) => {
            const job = { at: now + delay, run };
            jobs.push(job);
            return job;
          },
          clearTimeout: (job: unknown) => {
            const place = jobs.indexOf(job as (typeof jobs)[number]);
            if (place >= 0) jobs.splice(place, 1);
          },
        },
      } as never);
      actor.subscribe({ error: (error) => log.push(`error: ${(error as Error).message}`) });
      actor.start();
      for (const type of events) {
        if (type === 'wait') {
          jobs.sort((a, b) => a.at - b.at);
          const job = jobs.shift();
          now = job?.at ?? now;
          job?.run();
        } else actor.send({ type });
        const { value, status, context } = actor.getSnapshot();
        log.push(`${type}: ${JSON.stringify([value, status, context])}`);
      }
      return log;
    };
    return [run(xstate), run(standIn as unknown as typeof xstate)];
  }

  const note = (what: string): object => ({ type: 'note', params: { what } });
  const state = (name: string, rest: object = {}): object => ({
    entry: note(`enter ${name}`),
    exit: note(`leave ${name}`),
    ...rest,
  });

  const deep = {
    id: 'm',
    type: 'parallel',
    context: { n: 0 },
    states: {
      p: state('p', {
        initial: 'a',
        on: { out: '.b', go: { actions: 'count' } },
        states: {
          a: state('a', { on: { go: { target: 'b', actions: ['count', note('a to b')] } } }),
          b: state('b', {
            initial: 'c',
            after: { soon: 'a', 20: { target: 'a' } },
            states: {
              c: state('c', { always: { guard: 'odd', target: 'd' } }),
              d: state('d', { on: { go: [{ guard: 'odd', target: 'c', actions: 'count' }] } }),
            },
          }),
        },
      }),
      q: state('q', {
        initial: 'x',
        states: {
          x: state('x', { entry: ['again'], on: { again: 'y' }, after: { later: 'y' } }),
          y: state('y', {
            type: 'parallel',
            on: { go: 'x', over: { actions: note('over') } },
            states: {
              left: state('left', { on: { over: { actions: note('left') } } }),
              right: state('right'),
            },
          }),
        },
      }),
    },
  };

  test.each([
    [['go', 'go', 'go', 'out', 'go', 'wait', 'wait', 'over', 'nothing']],
    [['out', 'wait', 'over', 'go', 'wait', 'go', 'wait', 'wait']],
    [['over', 'over', 'go', 'go', 'wait', 'wait', 'wait', 'out']],
  ])('regions, inner states, delays and repeated steps: %j', (events) => {
    const [real, lean] = trace(deep, events);
    expect(real.length).toBeGreaterThan(events.length);
    expect(lean).toEqual(real);
  });

  test('any events', () => {
    const events = fc.array(fc.constantFrom('go', 'out', 'over', 'wait', 'again'), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(events, (given) => {
        const [real, lean] = trace(deep, given);
        expect(lean).toEqual(real);
      }),
    );
  });

  test('an action that throws stops the machine and is told', () => {
    const config = {
      id: 'm',
      initial: 'a',
      context: { n: 0 },
      states: { a: { on: { go: { actions: { type: 'note' } } } } },
    };
    const [real, lean] = trace(config, ['go', 'go']);
    expect(real[0]).toMatch(/^error: /);
    expect(lean).toEqual(real);
  });

  test.each(['invoke', 'history', 'onDone', 'output'])('%s is refused', (name) => {
    const config = { id: 'm', initial: 'a', states: { a: { [name]: {} } } };
    expect(() => new standIn.StateMachine(config as never, {})).toThrow(
      `m.a: "${name}" is left out of the built site`,
    );
  });
});
