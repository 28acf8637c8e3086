// What may be wrong with a reader's file, each with the words that are said of it, and where.
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { jobOf } from '../../src/page/workshop/jobOf';
import { outcomeOf, type Outcome } from '../../src/page/workshop/outcome';
import { missing, whyNoPython } from '../../src/page/workshop/words';
import { sourceOf } from '../../src/scenario/pythonLines';
import { defaultValues } from '../../src/scenario/runScenario';
import { runInNode } from './inNode';

const scenario = scenarios.find(({ id }) => id === 'blocked-reactor')!;
const values = defaultValues(scenario);
const [variant] = scenario.variants;
const making = { variantId: variant.id, values, seed: 1, reactor: 'select', typed: [] } as const;
const lesson = sourceOf(variant, values);

async function outcome(source: string): Promise<Outcome> {
  return outcomeOf(scenario, making, source, await runInNode(jobOf(scenario, making, source)));
}

/** A server that does it with each line that it gets. */
const doing = (code: string): string =>
  lesson.replace('        if line == b"REPORT":', `        ${code}\n        if line == b"REPORT":`);

describe('a program that does not run is told so, at its line', () => {
  test.each([
    ['import time\nreactor.run(\n', 2, /^SyntaxError: '\(' was never closed$/],
    ['def f():\n\treturn 1\n        return 2\n', 3, /^(TabError|IndentationError): /],
    ['x = 1\nreactor.run()\n', 2, /^NameError: name 'reactor' is not defined/],
    ['import asyncio\nasyncio.run(main())\n', 1, /asyncio’s loop/],
    ['import time\nimport requests\n', 2, /“requests” is not here/],
    ['from . import other\n', 1, /one file here/],
    ['from twisted.internet import reactor\nreactor.listenUDP(1, None)\n', 2, /has TCP only/],
    ['import sys\nsys.exit("no")\n', null, /lacks reactor\.run\(\)|nowhere/],
    ['x = "\ud800"\nreactor.run()\n', 2, /^NameError/],
    ['\0', null, /null bytes|null character/],
  ])('%j', async (source, line, words) => {
    const { run, told } = await outcome(source);
    const said = told ?? { what: missing(source) ?? '', line: null };
    expect([said.what, said.line]).toEqual([expect.stringMatching(words), line]);
    expect(run?.recording.events.some(({ kind }) => kind === 'accept') ?? false).toBe(false);
  });
});

describe('a program that goes wrong in the middle is drawn as far as it went', () => {
  test.each([
    ['an exception in a handler', doing('line.split(1)'), /^TypeError: /],
    ['a name that is not there', doing('nobody.sendLine(line)'), /^NameError: /],
    [
      'no end that takes any exception',
      doing('while True:\n            try: x\n            except: pass'),
      /60,000 events/,
    ],
    ['a flood of output', doing('print("x" * 300_000)'), /1,000,000 characters of output/],
    [
      'timers that never wait',
      doing('reactor.callLater(0, self.lineReceived, line)'),
      /60,000 events/,
    ],
  ])('%s', async (_, source, words) => {
    const { run, told } = await outcome(source);
    expect(told!.what).toMatch(words);
    expect(run!.recording.events.some(({ kind }) => kind === 'lineReceived')).toBe(true);
  });
});

test('names that hide those of Python, of Twisted and of what runs the file change nothing', async () => {
  const own = await outcome(lesson);
  const hidden = ['emit', 'trace', 'TRACE', 'json', 'STACK', 'run', 'js', 'constructor', 'Over'];
  const source = lesson.replace(
    '\nclass Chat',
    `\n${hidden.join(' = ')} = None\nprint = list = dict = str = repr = None\n__proto__ = {"__proto__": 1}\nclass Chat`,
  );
  expect(source).not.toBe(lesson);
  const { run, told } = await outcome(source);
  expect(told).toBeNull();
  const events = ({ run }: Outcome): object[] =>
    run!.recording.events.filter(({ kind }) => kind !== 'line');
  expect(events({ run, told })).toEqual(events(own));
});

test('a byte order mark, CR LF, tabs and no last line end change nothing', async () => {
  const own = await outcome(lesson);
  const written = `\ufeff${lesson.trimEnd().replaceAll('    ', '\t').replaceAll('\n', '\r\n')}`;
  const { run } = await outcome(written);
  expect(run!.recording.events).toEqual(own.run!.recording.events);
});

test('5,000 lines run in the same time as few', async () => {
  const long = `${lesson.replace('\nclass Chat', `${'\nx = 1  # a line'.repeat(5_000)}\nclass Chat`)}`;
  const { run, told } = await outcome(long);
  expect(told).toBeNull();
  expect(run!.recording.events.filter(({ kind }) => kind === 'line').length).toBeLessThan(1_000);
});

test('where there is no WebAssembly, that is said before anything is loaded', () => {
  expect(whyNoPython({ WebAssembly })).toBeNull();
  expect(whyNoPython({})).toMatch(/no WebAssembly/);
});
