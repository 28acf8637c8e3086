import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMachine, type AnyStateMachine } from 'xstate';
import { scenarios } from '../../scenarios/all';
import { mermaid } from '../../scripts/machine/mermaid';
import { plain, source } from '../../src/scenario/machineSource';

const machines = scenarios.flatMap(({ clients, story }): AnyStateMachine[] => [clients, story]);

/** Its states, each by the path to it. */
const statesOf = (machine: AnyStateMachine): string[] => {
  const of = (node: AnyStateMachine['root']): string[] => [
    node.path.join(' > '),
    ...Object.values(node.states).flatMap(of),
  ];
  return of(machine.root);
};

it('each machine of a scenario is data with names, from which XState makes the same states', () => {
  for (const machine of machines) {
    const config = JSON.parse(JSON.stringify(plain(machine))) as Parameters<
      typeof createMachine
    >[0];
    expect(statesOf(createMachine(config))).toEqual(statesOf(machine));
  }
});

it('a function in a machine is refused, with its place: an editor could not show it', () => {
  const machine = createMachine({
    id: 'm',
    on: { go: { guard: () => true, actions: [] } },
  });
  expect(() => plain(machine)).toThrow('m: guard is a function');
});

it('the file for Stately’s editor is that machine', () => {
  const [machine] = machines;
  const text = source(machine!);
  const config = /createMachine\((.*)\);\n$/s.exec(text)![1]!;
  expect(JSON.parse(config)).toEqual(plain(machine!));
});

describe('a machine as a picture', () => {
  it('has an arrow between states that it has, for each of the scenarios', () => {
    for (const machine of machines) {
      const lines = mermaid(machine).split('\n');
      const ids = lines.flatMap((line) => /^ *state ".*" as (\w+)/.exec(line)?.[1] ?? []);
      expect(ids).toHaveLength(statesOf(machine).length - 1);
      expect(new Set(ids).size).toBe(ids.length);
      const ends = lines.flatMap((line) => /^ *(\S+) --> (\w+)/.exec(line)?.slice(1) ?? []);
      expect(ends.filter((id) => id !== '[*]' && !ids.includes(id))).toEqual([]);
    }
  });

  it('stands in ARCHITECTURE.md as the script prints it', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8');
    const shown =
      /`npm run machine -- (\S+) (clients|story) --mermaid`[^`]*```mermaid\n(.*?)\n```/s.exec(
        text,
      )!;
    const [, id, which, picture] = shown;
    const scenario = scenarios.find((one) => one.id === id)!;
    expect(picture).toBe(mermaid(scenario[which as 'clients' | 'story']));
  });
});

it('npm run machine says what is allowed, and ends with 2', () => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['scripts/machine.mjs', 'stream', 'storey'],
    { encoding: 'utf8' },
  );
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^machine: found "stream storey"; allowed: <scenario> clients\|story.*\n$/,
  );
});
