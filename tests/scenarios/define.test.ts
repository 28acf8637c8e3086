import { describe, expect, test } from 'vitest';
import { setup, type AnyStateMachine } from 'xstate';
import { scenario as blockedReactor } from '../../scenarios/blocked-reactor/scenario';
import { commands } from '../../src/scenario/commands';
import { checkScenario } from '../../src/scenario/checkScenario';
import { PythonLines } from '../../src/scenario/pythonLines';
import { runScenario } from '../../src/scenario/runScenario';
import type { Picture } from '../../src/scenario/picture';
import type { Scenario } from '../../src/scenario/types';

/** A scenario whose clients have one state with the given config. */
function scenarioWith(state: object): Scenario {
  const machine = setup({
    actions: commands,
    guards: { known: () => true },
    delays: { soon: 1 },
  }).createMachine({ id: 'small', initial: 'only', states: { only: state } } as never);
  return { ...blockedReactor, id: 'small', clients: machine as unknown as AnyStateMachine };
}

describe('a scenario that names what is not there is refused', () => {
  test.each<[string, object, string]>([
    ['an action', { entry: { type: 'shout' } }, 'unknown action "shout"'],
    ['an action of a transition', { on: { recv: { actions: 'shout' } } }, 'unknown action "shout"'],
    ['a guard', { on: { recv: { guard: 'unheard of' } } }, 'unknown guard "unheard of"'],
    ['an eventless guard', { always: { guard: 'unheard of' } }, 'unknown guard "unheard of"'],
    ['a delay', { after: { later: {} } }, 'unknown delay "later"'],
    ['an event', { on: { 'client.shout': {} } }, 'unknown event "client.shout"'],
    [
      'a client',
      { entry: { type: 'send', params: { client: 'Z', text: '' } } },
      'unknown client "Z"',
    ],
    ['too many words', { meta: { caption: 'a '.repeat(16).trim() } }, '16 words'],
  ])('%s', (_, state, problem) => {
    expect(() => checkScenario(scenarioWith(state))).toThrow(
      new RegExp(`^scenario small: state small\\.only: .*${problem}`),
    );
  });

  test('a comparison', () => {
    expect(() => checkScenario({ ...blockedReactor, compare: 'blok:0' })).toThrow(
      'scenario blocked-reactor: compare: unknown "blok:0"',
    );
  });

  test.each<[Picture, string]>([
    [{ name: 'path', client: 'Z' }, 'picture path: unknown client "Z"'],
    [{ name: 'path', client: 'A', remembers: 'nat' }, 'picture path: unknown parameter "nat"'],
  ])('a client or a parameter in its picture', (picture, problem) => {
    expect(() => checkScenario({ ...blockedReactor, picture })).toThrow(
      `scenario blocked-reactor: ${problem}`,
    );
  });

  test('a parameter of the longest run', () => {
    expect(() => checkScenario({ ...blockedReactor, longest: { blok: 5 } })).toThrow(
      'scenario blocked-reactor: longest: unknown parameter "blok"',
    );
  });

  test('a line that server.py lacks, or has twice', () => {
    const lines = new PythonLines('a = 1\nb = 2  # two\nb = 2\n');
    expect(lines.numberOf('a = 1')).toBe(1);
    expect(() => lines.numberOf('c = 3')).toThrow('server.py has no line "c = 3"');
    expect(() => lines.numberOf('b = 2')).toThrow('more than once');
  });

  test('a variant', () => {
    expect(() => runScenario(blockedReactor, 'fast')).toThrow(
      'scenario blocked-reactor has no variant "fast"',
    );
  });
});

test('an action that fails is an error of the run, not a silent end', () => {
  const machine = setup({
    actions: {
      ...commands,
      fail: () => {
        throw new Error('the action failed');
      },
    },
  }).createMachine({ id: 'small', on: { iteration: { actions: 'fail' } } });
  const failing = machine as unknown as AnyStateMachine;
  for (const scenario of [
    { ...blockedReactor, clients: failing },
    { ...blockedReactor, story: failing },
  ]) {
    expect(() => runScenario(scenario)).toThrow('the action failed');
  }
});
