import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/who-is-ready/scenario';
import { programOf } from '../../src/player/world/program';
import { reactorSpans } from '../../src/player/measures/spans';
import { firstStop, positionAt, stepFrom } from '../../src/player/playback/steps';
import { waitsOf } from '../../src/player/measures/waits';
import { whyWait } from '../../src/player/measures/why';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import { parseRecording } from '../../src/recording/parse';
import { recordingToJson } from '../../src/recording/json';
import { runScenario } from '../../src/scenario/runScenario';
import { threadRow, threadWords } from '../../src/stage/pictures/readiness/threads';
import { positionsOf } from './positions';
import { causeIndex } from '../../src/scenario/story';

const list = runScenario(scenario, 'list');
const loop = runScenario(scenario, 'select');
const threads = runScenario(scenario, 'threads');
const at = (recording: Recording, beat: string) => worldAt(recording, causeIndex(recording, beat));

describe('the raw loop is what Twisted’s reactor does with the same sockets', () => {
  /** What the kernel and the clients see: the order of accepts, reads, sends and answers. */
  const seen = ({ events }: Recording): unknown[] =>
    events
      .filter(({ kind }) => ['accept', 'recv', 'send', 'client.recv', 'net.arrive'].includes(kind))
      .map(({ turn: _, ...event }) => event);
  /** Whom each question is about, without the reactor's own pipe, and the answer. */
  const asked = (recording: Recording): unknown[] => {
    const { events } = JSON.parse(recordingToJson(recording)) as {
      events: { kind: string; reads?: string[]; writes: string[]; readable: string[] }[];
    };
    return events.flatMap((e) =>
      e.kind === 'selectEnter' ? [[e.reads!.filter((name) => name !== 'waker'), e.writes]] : [],
    );
  };
  const cases = positionsOf(scenario).filter(({ variant }) => variant.id === 'list');

  test.each(cases.map(({ name, values }) => [name, values] as const))('%s', (_, values) => {
    const twisted = runScenario(scenario, 'list', values);
    const bare = runScenario(scenario, 'select', values);
    const ends = bare.events.filter(({ kind }) => kind !== 'line').at(-1);
    expect(ends?.kind).toBe('end');
    // Twisted accepts all that have knocked before it asks again; the loop asks once for each.
    expect(seen(bare)).toEqual(seen(twisted));
    expect(asked(bare).slice(-3)).toEqual(asked(twisted).slice(-3));
  });
});

test('the raw loop’s table: who is asked about at each question, and who was ready', () => {
  const rows = (beat: string, of: 'reading' | 'writing' | 'readableSaid'): string[] =>
    at(loop, beat)
      .interest.filter((row) => row[of] === true)
      .map(({ name }) => name);
  expect(rows('eyes-closed', 'reading')).toEqual(['port']);
  expect(rows('one-list', 'reading')).toEqual(['A', 'B', 'C', 'D', 'port']);
  expect(rows('together', 'readableSaid')).toEqual(['A', 'C']);
  expect(rows('writable', 'writing')).toEqual(['D']);
  expect(rows('sent', 'writing')).toEqual([]);
});

describe('a thread for each client', () => {
  test('what runs is known from the events alone', () => {
    expect([list, loop, threads].map(programOf)).toEqual(['reactor', 'loop', 'threads']);
    expect(worldAt(threads, 5).program).toBe('threads');
  });

  test('sleeps in that client’s recv, and only its bytes wake it', () => {
    const asleep = at(threads, 'all-asleep');
    expect(asleep.threads.map(({ recv }) => recv)).toEqual(
      ['A', 'B', 'C', 'D'].map((conn) => ({ conn, asleep: true })),
    );
    expect(threadWords(asleep)).toEqual(['4 asleep in recv()', 'awake: nobody']);
    const woken = at(threads, 'b-awake');
    expect(threadWords(woken)).toEqual(['3 asleep in recv()', 'awake: B']);
    const rows = woken.clients.map((client) => threadRow(woken, client).look);
    expect(rows).toEqual(['asleep', 'awake', 'asleep', 'asleep']);
  });

  test('is there for its client from its start on', () => {
    const world = at(threads, 'a-thread');
    const rows = world.clients.map((client) => threadRow(world, client).look);
    expect(rows).toEqual(['awake', 'none', 'none', 'none']);
  });

  test('the main thread sleeps in accept and is never blocked', () => {
    expect(at(threads, 'all-asleep').reactor.state).toBe('waiting');
    expect(reactorSpans(threads).some(({ blocked }) => blocked)).toBe(false);
    expect(reactorSpans(threads).every(({ label }) => label === 'accept')).toBe(true);
  });

  test('the line is that of whoever ran last', () => {
    const source = scenario.variants[2]!.python.split('\n');
    const line = (beat: string): string => source[at(threads, beat).code.line! - 1]!.trim();
    expect(line('accepting')).toBe('conn, address = listener.accept()');
    expect(line('a-thread')).toBe('threading.Thread(target=serve, args=(conn,)).start()');
    expect(line('b-awake')).toBe('while conn.recv(65536):');
    expect(line('just-sends')).toBe('conn.sendall(b"ok\\r\\n")');
  });
});

describe('without a reactor', () => {
  test.each([
    ['select', loop],
    ['threads', threads],
  ])('%s: every wait has its answer and its causes', (_, recording) => {
    const waits = waitsOf(recording);
    expect(waits).toHaveLength(6);
    for (const wait of waits) {
      expect(wait.answeredNs! - wait.sentNs).toBe(40e6);
      const { steps, sentence } = whyWait(recording, wait);
      expect(sentence).not.toContain('reactor');
      for (const { text } of steps) expect(text).not.toMatch(/reactor|handler|turn/);
      const ids = steps.map(({ id }) => id);
      expect(ids).toEqual(
        ['sent', 'arrived', 'asked', 'read', 'left', 'received'].filter(
          (id) => id !== 'asked' || recording === loop,
        ),
      );
    }
  });

  test('there are no turns: stepping by them goes from beat to beat', () => {
    expect(stepFrom(loop, 'turn', positionAt(loop, 0), 'next')).toEqual(firstStop(loop));
  });

  test('a recording goes to a file and back', () => {
    for (const recording of [loop, threads]) {
      const back = parseRecording(recordingToJson(recording));
      expect(programOf(back)).toBe(programOf(recording));
      expect(worldAt(back, 1e9)).toEqual(worldAt(recording, 1e9));
    }
  });
});
