import fc from 'fast-check';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { beatsOf } from '../../src/player/playback/steps';
import { waitsOf } from '../../src/player/measures/waits';
import { worldAt } from '../../src/player/world/world';
import { eventsToWire, parseRecording, recordingToJson } from '../../src/recording/json';
import type { Recording, TypedLine } from '../../src/recording/recording';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { asciiLine, formatTyped, parseTyped, withLine } from '../../src/scenario/typed';
import type { Scenario, Values } from '../../src/scenario/types';
import { exportWorkload } from '../../src/workload/exportWorkload';
import { firstDifference, type OracleTrace } from '../conformance/compare';
import { runOracleBatch } from '../conformance/runOracle';
import { sourceOf } from '../../src/scenario/pythonLines';
import { positionsOf } from './positions';
import { fromTheReactorOn } from './recordings';

const typable = scenarios.filter(({ typing }) => typing !== undefined);
const named = (id: string): Scenario => scenarios.find((one) => one.id === id)!;
const hello: TypedLine = { client: 'A', atMs: 2100, text: 'hello' };

describe('a line that is typed', () => {
  const blocked = named('blocked-reactor');

  test('is a client, a time and ASCII; what is none of that is no line', () => {
    expect(parseTyped('A:2000:a: b', blocked)).toEqual({ client: 'A', atMs: 2000, text: 'a: b' });
    for (const text of ['A:2000:', 'A:60001:x', 'A:1.5:x', 'E:1:x', 'A:1', '', 'A:1:é', 'A:1:x\ny'])
      expect(parseTyped(text, blocked), text).toBeNull();
    expect(parseTyped(`A:1:${'x'.repeat(41)}`, blocked)).toBeNull();
    expect(parseTyped('A:1:x', named('stream'))).toBeNull();
  });

  test('of any text at all is one that can be typed, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(60_000), (given, atMs) => {
        const line = { client: 'A', atMs, text: asciiLine(given) };
        if (line.text === '') return;
        expect(parseTyped(formatTyped(line), blocked)).toEqual(line);
      }),
    );
  });

  test('has its place by its time, after those of the same; the 21st has none', () => {
    const lines = [3, 1, 3, 2].reduce<readonly TypedLine[]>(
      (all, atMs, n) => withLine(all, { client: 'A', atMs, text: `${n}` }),
      [],
    );
    expect(lines.map(({ text }) => text)).toEqual(['1', '3', '0', '2']);
    const full = Array.from({ length: 20 }, () => hello);
    expect(withLine(full, hello)).toBe(full);
  });
});

test('every scenario with lanes has a line to type in, but those to whose server talk is none', () => {
  const without = scenarios.filter((one) => one.timeline === 'lanes' && one.typing === undefined);
  expect(without.map(({ id }) => id)).toEqual([
    // An order of another client is a second chain, and the picture is of one.
    'two-rails',
    // It knows three words, and ends the connection at any other (KeyError).
    'database',
  ]);
});

describe('typed while C’s handler sleeps', () => {
  const own = runScenario(named('blocked-reactor'));
  const run = runScenario(named('blocked-reactor'), undefined, {}, { typed: [hello] });
  const sent = run.events.findIndex((e) => e.kind === 'client.send' && e.timeNs === 2_100e6);

  test('it piles up in the kernel, and the echo is as late as the block', () => {
    expect(run.events[sent]).toMatchObject({ conn: 'A', data: 'hello\r\n', n: 7 });
    const landed = run.events.findIndex((e, i) => i > sent && e.kind === 'net.arrive');
    const { receiveBuffer } = worldAt(run, landed).clients.find(({ name }) => name === 'A')!;
    expect(receiveBuffer.text).toBe('yo\r\nhello\r\n');
    const wait = waitsOf(run).find(({ sentIndex }) => sentIndex === sent)!;
    expect(wait.answeredNs! - wait.sentNs).toBe(1_940e6);
    expect(wait.text).toBe('hello');
  });

  test('up to the line the run is the scenario’s own, and the story goes on beside it', () => {
    expect(run.events.slice(0, sent)).toEqual(own.events.slice(0, sent));
    const ids = (recording: Recording): string[] => beatsOf(recording).map(({ id }) => id);
    expect(ids(run)).toEqual(ids(own));
    const report = { client: 'A', atMs: 2100, text: 'REPORT' };
    const cut = runScenario(named('blocked-reactor'), undefined, {}, { typed: [report] });
    expect(ids(cut)).toEqual(['answered', 'report', 'blocked', 'piling-up', 'knocking']);
  });

  test('the recording says so, and without lines nothing of it', () => {
    expect(parseRecording(recordingToJson(run)).typed).toEqual([hello]);
    expect(recordingToJson(own)).not.toContain('typed');
    const wrong = recordingToJson(run).replace('"atMs":2100', '"atMs":-1');
    expect(() => parseRecording(wrong)).toThrow(/typed\[0\]\.atMs: found -1/);
  });

  test('a client that is not there yet sends nothing', () => {
    const early = { client: 'D', atMs: 100, text: 'early' };
    const { events } = runScenario(named('blocked-reactor'), undefined, {}, { typed: [early] });
    expect(events).toEqual(own.events);
    const nobody = { client: 'C', atMs: 50_000, text: 'x' };
    const two = { clients: 2 };
    const crowd = runScenario(named('chat'), undefined, two, { typed: [nobody] });
    expect(crowd.events).toEqual(runScenario(named('chat'), undefined, two).events);
  });
});

/** Lines that a scenario's server takes for more than talk, beside REPORT. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'choose-the-cure': ['UPLOAD', 'NAME', 'READY', 'DONE'],
  'one-baton': ['CRUNCH'],
  'shared-dict': ['card', 'cash', 'add', 'count'],
  'thread-pool': ['LOOKUP', 'AGAIN'],
};

const when = (scenario: Scenario): fc.Arbitrary<TypedLine> =>
  fc.record({
    client: fc.constantFrom(...scenario.typing!.as),
    atMs: fc.integer({ min: 0, max: 9000 }),
    text: fc.oneof(
      fc.constantFrom('REPORT', ...(ORDERS[scenario.id] ?? [])),
      fc.stringMatching(/^[a-z ]{0,20}[a-z]$/),
    ),
  });

test.each(typable.map((scenario) => [scenario.id, scenario] as const))(
  '%s: whatever is typed, captions are whole and no beat comes out of nothing',
  (_, scenario) => {
    const variants = fc.constantFrom(...scenario.variants.map(({ id }) => id));
    fc.assert(
      fc.property(variants, fc.array(when(scenario), { maxLength: 6 }), (variant, given) => {
        const typed = given.reduce<readonly TypedLine[]>(withLine, []);
        const recording = runScenario(scenario, variant, {}, { typed });
        for (const { id } of beatsOf(recording)) {
          const { caption } = scenario.beats.find((beat) => beat.id === id)!;
          const said = caption(recording, defaultValues(scenario));
          expect(said).not.toMatch(/[{}]|undefined|NaN|-\d/);
        }
      }),
      { numRuns: 25 },
    );
  },
);

/** Lines at the same moments for everybody, and late ones that a scenario's server takes for more than talk. */
const talk: TypedLine[] = [
  { client: 'A', atMs: 1200, text: 'are you there?' },
  { client: 'B', atMs: 1200, text: 'hm' },
  { client: 'C', atMs: 1300, text: 'hello?' },
  { client: 'A', atMs: 2100, text: 'hello' },
  { client: 'B', atMs: 2500, text: 'REPORT' },
  { client: 'A', atMs: 4020, text: 'late' },
];
const typedOf = (scenario: Scenario): readonly TypedLine[] => {
  const { as } = scenario.typing!;
  const orders = (ORDERS[scenario.id] ?? []).map((text, n) => ({
    client: as[n % as.length]!,
    atMs: 5000 + n,
    text,
  }));
  return [...talk.filter(({ client }) => as.includes(client)), ...orders];
};

test('such runs are those of real Twisted, in every variant', async () => {
  const sources = mkdtempSync(join(tmpdir(), 'typed-'));
  const cases = typable.flatMap((scenario) =>
    positionsOf(scenario)
      .filter(({ values, variant }) => isTyped(scenario, values, variant.id))
      .map(({ variant, values, name }) => {
        const typed = typedOf(scenario);
        return { scenario, variant, values, typed, id: `${scenario.id} ${variant.id} ${name}` };
      }),
  );
  const jobs = cases.map(({ scenario, variant, values, typed, id }) => {
    const server = join(sources, `${id.replaceAll(' ', '_')}.py`);
    writeFileSync(server, sourceOf(variant, values));
    const workload = exportWorkload(scenario, variant.id, values, { typed });
    const reactor = scenario.reactor?.(values);
    return { id, workload, server, ...(reactor === undefined ? {} : { reactor }), lines: true };
  });
  const reports: string[] = [];
  await runOracleBatch(jobs, (result) => {
    const { scenario, variant, values, typed } = cases.find(({ id }) => id === result.id)!;
    const ours = runScenario(scenario, variant.id, values, { typed });
    const difference =
      'error' in result
        ? { report: result.error }
        : firstDifference(
            fromTheReactorOn({ end: ours.end, events: eventsToWire(ours) }),
            fromTheReactorOn(JSON.parse(result.text) as OracleTrace),
          );
    reports.push(`${result.id}: ${difference?.report ?? 'equal'}`);
  });
  expect(reports.filter((report) => !report.endsWith(': equal'))).toEqual([]);
  expect(reports).toHaveLength(cases.length);
  expect(new Set(cases.map(({ scenario }) => scenario.id)).size).toBe(typable.length);
}, 60_000);

/** The defaults, and for the finale one ticket with each of its cures, as its one variant is many programs. */
function isTyped(scenario: Scenario, values: Values, variant: string): boolean {
  const defaults = defaultValues(scenario);
  const differs = Object.keys(values).filter((id) => values[id] !== defaults[id]);
  if (differs.length === 0) return true;
  return scenario.id === 'choose-the-cure' && differs.join() === 'cures' && variant === 'cure';
}
