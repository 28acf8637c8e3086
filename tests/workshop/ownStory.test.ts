// Steps as the machine of a story: where they are told, in whose words; and machines as they are taken along.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { createMachine, type AnyStateMachine } from 'xstate';
import { machineJson } from '../../src/page/workshop/own/machineJson';
import { Own } from '../../src/page/workshop/own/own.svelte';
import { taughtOf } from '../../src/page/workshop/own/scenario';
import { sentenceProblem, told, wordsIn } from '../../src/page/workshop/own/sentence';
import { emptyOwn } from '../../src/page/workshop/own/start';
import {
  longWaits,
  placeOfStep,
  whenOfEvent,
  whenOfWait,
  whenText,
  type Step,
} from '../../src/page/workshop/own/steps';
import { storyOf } from '../../src/page/workshop/own/story';
import { checkScenario } from '../../src/scenario/checkScenario';
import { plain, source } from '../../src/scenario/machineSource';
import { tellStory } from '../../src/scenario/tellStory';
import { makeRun, measured } from '../../src/session/run';
import { scenarios } from '../../scenarios/all';
import { ownOfLesson } from './own';

const lesson = scenarios.find(({ id }) => id === 'blocked-reactor')!;
const { recording } = makeRun(lesson, {
  variantId: 'blocking',
  values: { block: 3, ask: 1 },
  seed: 1,
  typed: [],
  reactor: 'select',
});
const { events } = recording;

const own = { ...ownOfLesson('blocked-reactor'), steps: [] as Step[] };
const withSteps = (...steps: Step[]) => taughtOf({ ...own, steps });

/** The sentences of the run, told by the machine, with the times at which they are. */
function tale(...steps: Step[]): [ms: number, sentence: string][] {
  const taught = checkScenario(withSteps(...steps), Infinity);
  const values = { BLOCK: 3 };
  const whole = { ...recording, beats: tellStory(taught.story, recording, values) };
  return whole.beats.map(({ id, timeNs }) => [
    timeNs / 1e6,
    taught.beats.find((beat) => beat.id === id)!.caption(whole, values),
  ]);
}

test('steps are told where they happen, in the order of the run, with its numbers', () => {
  expect(
    tale(
      { waitOver: 100, nth: 1, say: '{client} waits {wait}; A waits {wait of A}.' },
      { event: 'lineReceived', nth: 3, say: '“{text}” of {client} at {time}, BLOCK {BLOCK}.' },
      { event: 'lineReceived', nth: 2, client: 'A', say: 'line {number of lineReceived}' },
      { event: 'lineReceived', nth: 99, say: 'never' },
    ),
  ).toEqual([
    [1020, '“REPORT” of C at 1.02 s, BLOCK 3.0 s.'],
    [4020, 'line 4'],
    [4040, 'C waits 3.04 s; A waits 2.5 s.'],
  ]);
});

test('two steps at one event are two beats', () => {
  const step: Step = { event: 'accept', nth: 1, say: 'one' };
  expect(tale(step, { ...step, say: 'two' }).map(([, say]) => say)).toEqual(['one', 'two']);
});

test('each event that a story hears is found again by what finds it, and no other is', () => {
  const found = events.flatMap((_, index) => {
    const when = whenOfEvent(recording, index);
    return when === null ? [] : [[index, placeOfStep(recording, when)]];
  });
  expect(found.length).toBeGreaterThan(events.length / 2);
  for (const [index, place] of found) expect(place).toBe(index);
});

test('each wait is found again, by how long it is and whose', () => {
  const { waits } = measured(recording);
  for (const wait of waits) {
    const when = whenOfWait(recording, wait)!;
    expect(placeOfStep(recording, when)).toBe(wait.answeredIndex);
  }
  expect(
    whenText(
      whenOfWait(
        recording,
        waits.find(({ text }) => text === 'hm?')!,
      )!,
    ),
  ).toBe('the 2nd wait over 0.1 s of A');
  expect(
    [1, 2, 3, 11, 21, 112].map((nth) => whenText({ event: 'accept', nth }).split(' ')[1]),
  ).toEqual(['first', '2nd', '3rd', '11th', '21st', '112th']);
});

test('a wait without an end is told of at the end of the run, as its client’s', () => {
  const index = events.findIndex(({ timeNs }) => timeNs >= 2e9);
  const end = { kind: 'end', why: 'until', timeNs: 2.5e9, turn: 9 } as const;
  const { causes: _, ...plainly } = recording;
  const cut = { ...plainly, events: [...events.slice(0, index), end] };
  const [first] = longWaits(cut, 100, 'C');
  expect([first!.index, first!.lengthNs]).toEqual([index, 1.5e9]);
  expect(told('{client} {wait}', cut, index, { values: {}, parameters: {}, client: 'C' })).toBe(
    'C 1.5 s',
  );
});

test('a sentence may be long, and is advised not to be; braces count as a word', () => {
  expect(wordsIn('{client} waits {wait of A} there.')).toBe(4);
  const long = Array(30).fill('word').join(' ');
  expect(sentenceProblem(long, ['A'], [])).toBeNull();
  expect(tale({ event: 'accept', nth: 1, say: long })).toHaveLength(1);
  expect(() => checkScenario(withSteps({ event: 'accept', nth: 1, say: long }))).toThrow(
    '30 words',
  );
});

describe('a machine to take along', () => {
  const { clients, story } = withSteps(
    { event: 'lineReceived', nth: 3, client: 'A', say: '{client} at {time}' },
    { waitOver: 100, nth: 1, say: 'a wait' },
  );
  const machines: [string, AnyStateMachine][] = [
    ['clients', clients],
    ['story', story],
  ];

  test.each(machines)(
    '%s: the JSON is the machine, with names for all that is done',
    (_, machine) => {
      const config = JSON.parse(machineJson(machine)) as Parameters<typeof createMachine>[0];
      expect(config).toEqual(plain(machine));
      const pathsIn = (node: AnyStateMachine['root']): string[] => [
        node.path.join('.'),
        ...Object.values(node.states).flatMap(pathsIn),
      ];
      const paths = ({ root }: AnyStateMachine): string[] => pathsIn(root);
      expect(paths(createMachine(config))).toEqual(paths(machine));
      expect(machineJson(machine)).not.toMatch(/"(guard|actions?|entry|after)":\s*\{\s*\}/);
    },
  );

  test('the TypeScript compiles', () => {
    const files = new Map(
      machines.map(([name, machine]) => [`${process.cwd()}/tests/${name}.ts`, source(machine)]),
    );
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
      lib: ['lib.es2022.d.ts'],
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => files.has(name) || fileExists(name);
    host.getSourceFile = (name, ...how) => {
      const text = files.get(name);
      return text === undefined
        ? getSourceFile(name, ...how)
        : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(problems).toEqual([]);
  });

  test('delays are named as long as they are', () => {
    expect(plain(clients).states!['A']).toMatchObject({
      initial: 'connect',
      states: { connect: { after: { '0.5 s': 'send' } }, send: { after: { '1.0 s': 'send 2' } } },
    });
  });
});

test('a step that is added or taken away is told at once, of the run that is there', () => {
  const shown = new Own(emptyOwn(), 'file');
  shown.session.hear({
    kind: 'made',
    run: { ...measured(recording), making: shown.session.run!.making },
    other: null,
    axisEndNs: 9e9,
  });
  expect([shown.hasRun, shown.session.by]).toEqual([true, 'event']);
  shown.addStep(
    { event: 'client.recv', nth: 1, client: 'A' },
    '{client} has its answer at {time}.',
  );
  expect([shown.session.by, shown.session.run!.beats.length]).toEqual(['beat', 1]);
  shown.session.last();
  expect(shown.session.caption).toBe('A has its answer at 0.54 s.');
  shown.setSteps([]);
  expect(shown.session.run!.beats).toEqual([]);
});

test('a story of no step is a machine, too', () => {
  expect(tellStory(storyOf([]), recording, {})).toEqual([]);
});
