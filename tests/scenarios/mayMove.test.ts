import { expect, test } from 'vitest';
import { and, createActor, createMachine, not, setup } from 'xstate';
import { scenarios } from '../../scenarios/all';
import { storyEvent } from '../../src/scenario/factEvent';
import { hears, mayMove } from '../../src/scenario/mayMove';
import { linesOf, sourceOf } from '../../src/scenario/pythonLines';
import { runScenario } from '../../src/scenario/runScenario';
import type { Values } from '../../src/scenario/types';

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s: what is kept from its story would not have moved it',
  (_, scenario) => {
    const recording = runScenario(scenario);
    const values = recording.parameters as Values;
    const lines = linesOf(sourceOf(scenario.variants[0], values));
    const actor = createActor(
      scenario.story.provide({ actions: { tell: () => undefined } as object }),
      { input: { values, seed: 1, variant: recording.variant } },
    );
    actor.start();
    let kept = 0;
    recording.events.forEach((_, index) => {
      const event = storyEvent(recording, index, lines);
      const now = actor.getSnapshot();
      if (!hears(now, event.type) || !mayMove(now, event)) {
        kept += 1;
        expect.soft(now.can(event), `${index}: ${event.type}`).toBe(false);
      }
      actor.send(event);
    });
    expect(kept).toBeGreaterThan(recording.events.length / 2);
  },
);

const gates = setup({
  types: { events: {} as { type: string; n: number } },
  guards: {
    'is seven': ({ event }) => event.n === 7,
    fails: () => {
      throw new Error('no');
    },
    'is above': ({ event }, { least }: { least: number }) => event.n > least,
  },
}).createMachine({
  initial: 'shut',
  states: {
    shut: {
      on: {
        any: 'open',
        seven: { guard: 'is seven', target: 'open' },
        above: { guard: { type: 'is above', params: { least: 3 } }, target: 'open' },
        both: { guard: and(['is seven', not('is seven')]), target: 'open' },
        fails: { guard: 'fails', target: 'open' },
        either: [
          { guard: 'is seven', target: 'open' },
          { guard: { type: 'is above', params: { least: 3 } }, target: 'open' },
        ],
      },
    },
    open: {},
  },
});

test.each([
  ['any', 0, true],
  ['seven', 7, true],
  ['seven', 6, false],
  ['above', 4, true],
  ['above', 3, false],
  ['either', 5, true],
  ['either', 3, false],
  ['fails', 0, true],
  // Of several guards together XState is asked.
  ['both', 0, true],
])('an event "%s" of %i may move a machine: %s', (type, n, moves) => {
  const now = createActor(gates).start().getSnapshot();
  expect(hears(now, type)).toBe(true);
  expect(mayMove(now, { type, n })).toBe(moves);
});

test('a state hears what it has a transition for; with one of `always`, everything', () => {
  const gate = createActor(gates).start();
  expect(hears(gate.getSnapshot(), 'else')).toBe(false);
  gate.send({ type: 'any', n: 0 });
  expect(hears(gate.getSnapshot(), 'any')).toBe(false);
  const waits = createMachine({
    initial: 'here',
    context: { n: 0 },
    states: {
      here: { always: { guard: ({ event }) => event['n'] === 7, target: 'there' } },
      there: {},
    },
  });
  const now = createActor(waits).start().getSnapshot();
  expect(hears(now, 'else')).toBe(true);
  expect(mayMove(now, { type: 'else' })).toBe(true);
});
