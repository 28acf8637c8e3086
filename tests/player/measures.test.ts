import { runWorkload } from '../../src/workload/runWorkload';
import { describe, expect, it } from 'vitest';
import { reactorSpans, workerSpans } from '../../src/player/measures/spans';
import {
  beatIds,
  beatsOf,
  firstStop,
  indexAtTime,
  lastStop,
  placeOfBeat,
  positionAt,
  positionAtBeat,
  positionAtTime,
  stepFrom,
  turnSteps,
  type Direction,
  type Position,
  type StepBy,
} from '../../src/player/playback/steps';
import { formatWait, longestWaits, waitsOf } from '../../src/player/measures/waits';
import type { RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { fixture, fixtureNames, withBeats } from './fixtures';

const longest = (recording: Recording): Record<string, string> =>
  Object.fromEntries(longestWaits(recording).map((wait) => [wait.client, formatWait(wait)]));

const answered = (recording: Recording, client: string): [string, number | null][] =>
  waitsOf(recording)
    .filter((wait) => wait.client === client)
    .map((wait) => [
      wait.text,
      wait.answeredNs === null ? null : (wait.answeredNs - wait.sentNs) / 1e6,
    ]);

describe('waits', () => {
  it.each([
    ['0', { A: '< 0.1 s', B: '< 0.1 s', C: '< 0.1 s', D: '< 0.1 s' }],
    ['0.1', { A: '< 0.1 s', B: '< 0.1 s', C: '0.1 s', D: '< 0.1 s' }],
    ['3', { A: '2.5 s', B: '1.9 s', C: '3.0 s', D: '2.2 s' }],
    ['5', { A: '4.5 s', B: '3.9 s', C: '5.0 s', D: '4.2 s' }],
  ])('of the blocked reactor at a block of %s s', (block, expected) => {
    expect(longest(fixture(`blocked-reactor-${block}`))).toEqual(expected);
  });

  it('answers each send with its own write, there and back included', () => {
    expect(answered(fixture('blocked-reactor-3'), 'A')).toEqual([
      ['hi', 40],
      ['yo', 2540],
      ['hm?', 1540],
      ['hey', 540],
      ['ok', 40],
      ['bye', 40],
    ]);
  });

  it('counts from the connect when a client sends on connecting', () => {
    const recording = fixture('blocked-reactor-3');
    const wait = waitsOf(recording).find(({ client }) => client === 'D')!;
    expect(recording.events[wait.sentIndex]).toMatchObject({ kind: 'client.connect', conn: 'D' });
    expect(wait.answeredNs! - wait.sentNs).toBe(2_240e6);
  });

  it('names the events that lead from the send to the answer', () => {
    const recording = fixture('blocked-reactor-3');
    const wait = waitsOf(recording).find(({ text }) => text === 'yo')!;
    const chain = wait.chain.map((index) => recording.events[index]!);
    expect(chain.map(({ kind, timeNs }) => `${kind} ${timeNs / 1e6}`)).toEqual([
      'net.arrive 1520',
      'recv 4020',
      'handlerStart 4020',
      'write 4020',
      'send 4020',
    ]);
  });

  it('takes no broadcast of another for an answer', () => {
    // B's line reaches A too; A's own next line is answered by the write that it causes.
    expect(answered(fixture('08-chat'), 'A')).toEqual([
      ['ann', 2],
      ['hello all', 2],
      ['/quit', 2],
    ]);
  });

  it('finds answers that a worker thread makes possible, in any order', () => {
    const waits = answered(fixture('05-defer-to-thread'), 'A');
    expect(waits[0]).toEqual(['work 200', 202]);
  });

  it('counts a request that comes in pieces from the piece that completes it', () => {
    expect(answered(fixture('07-line-framing'), 'A').slice(0, 3)).toEqual([
      ['one\r\ntwo\r\nthr', 2],
      ['\nfour\r\n', 2],
      ['five\nsix', 2],
    ]);
  });

  it('says none of a client that never asks and no answer of one that gets none', () => {
    const at = { timeNs: 0, turn: 0 };
    const events: RecordedEvent[] = [
      { ...at, kind: 'client.connect', conn: 'A' },
      { ...at, kind: 'client.connect', conn: 'B' },
      { ...at, kind: 'client.send', conn: 'B', n: 4, data: 'x\r\n' },
    ];
    expect(longest({ reactor: 'select', end: 'idle', events })).toEqual({
      A: 'none',
      B: 'no answer',
    });
  });

  it('lets two sends that are read as one share their answer, where nothing cuts the stream', () => {
    const at = { timeNs: 0, turn: 1, conn: 'A' };
    const events: RecordedEvent[] = [
      { ...at, kind: 'client.connect' },
      { ...at, timeNs: 1, kind: 'client.connected' },
      { ...at, timeNs: 2, kind: 'client.send', n: 2, data: 'ab' },
      { ...at, timeNs: 3, kind: 'client.send', n: 2, data: 'cd' },
      { ...at, timeNs: 4, kind: 'net.arrive', n: 2, buffered: 2 },
      { ...at, timeNs: 5, kind: 'net.arrive', n: 2, buffered: 4 },
      { ...at, timeNs: 6, kind: 'recv', n: 4, left: 0 },
      { ...at, timeNs: 6, kind: 'dataReceived', n: 4, data: 'abcd' },
      { ...at, timeNs: 6, kind: 'write', n: 4, buffered: 4, data: 'abcd' },
      { ...at, timeNs: 8, kind: 'client.recv', n: 4, total: 4, data: 'abcd' },
    ];
    const waits = waitsOf({ reactor: 'select', end: 'idle', events });
    expect(waits.map(({ text, answeredNs }) => [text, answeredNs])).toEqual([
      ['ab', 8],
      ['cd', 8],
    ]);
  });
});

it('ends a wait with the answer to its own line, though a thread answers a later line first', () => {
  const recording = runWorkload({
    net: { latencyMs: 10 },
    server: { program: 'defer-to-thread' },
    clients: [
      {
        name: 'A',
        connect: 0,
        actions: [
          { at: 100, send: 'work 2000\r\n' },
          { at: 300, send: 'ping\r\n' },
          { at: 3000, close: true },
        ],
      },
    ],
  });
  const found = (of: Recording): unknown =>
    waitsOf(of).map(({ text, sentNs, answeredNs, matched }) => [
      text,
      (answeredNs! - sentNs) / 1e6,
      matched,
    ]);
  expect(found(recording)).toEqual([
    ['work 2000', 2020, 'cause'],
    ['ping', 20, 'cause'],
  ]);
  // A recording that does not say which call led to which write is matched in order, and says so.
  const { causes: _, ...silent } = recording;
  expect(found(silent)).toEqual([
    ['work 2000', 220, 'order'],
    ['ping', 1820, 'order'],
  ]);
});

describe('spans', () => {
  it.each(fixtureNames)('of %s follow each other and lie between two calls of select', (name) => {
    const recording = fixture(name);
    let endNs = 0;
    let endIndex = -1;
    for (const span of reactorSpans(recording)) {
      expect(span.startIndex).toBeGreaterThan(endIndex);
      expect(span.startNs).toBeGreaterThanOrEqual(endNs);
      ({ endNs, endIndex } = span);
      const inside = recording.events.slice(span.startIndex, span.endIndex + 1);
      expect(inside.some(({ kind }) => kind === 'select' || kind === 'selectEnter')).toBe(false);
    }
  });

  it('call a handler blocked when it holds the thread for more than 100 ms', () => {
    const blocked = (name: string): object[] =>
      reactorSpans(fixture(name)).filter((span) => span.blocked);
    expect(blocked('blocked-reactor-3')).toMatchObject([
      { kind: 'handler', conn: 'C', label: 'REPORT', startNs: 1_020e6, endNs: 4_020e6 },
    ]);
    expect(blocked('blocked-reactor-0.1')).toEqual([]);
    expect(blocked('blocked-reactor-0')).toEqual([]);
  });

  it('call a handler blocked from the first nanosecond beyond 100 ms on', () => {
    const lengths = ['100', '100.000001'].map((ms, i) => ({
      name: 'AB'[i]!,
      actions: [{ at: 50 + 500 * i, send: `work ${ms}\r\n` }],
    }));
    const recording = runWorkload({ server: { program: 'blocking-handler' }, clients: lengths });
    const long = reactorSpans(recording).filter(({ startNs, endNs }) => endNs - startNs >= 1e8);
    expect(long.map(({ conn, blocked }) => [conn, blocked])).toEqual([
      ['A', false],
      ['B', true],
    ]);
  });

  it('keep handlers that take no time', () => {
    const handlers = reactorSpans(fixture('blocked-reactor-3')).filter((s) => s.kind === 'handler');
    expect(handlers).toHaveLength(12);
  });

  it('tell what the workers did', () => {
    expect(workerSpans(fixture('05-defer-to-thread'))).toMatchObject([
      { thread: 'worker-1', label: 'A/200', startNs: 51e6, endNs: 251e6 },
    ]);
  });
});

describe('steps', () => {
  const recording = withBeats(fixture('blocked-reactor-3'), {
    ready: 'iteration',
    block: 'block',
    lost: 'connectionLost',
    over: 'end',
  });
  const at = (place: number): Position => positionAtBeat(recording, place);
  const step = (by: StepBy, from: Position, direction: Direction): Position =>
    stepFrom(recording, by, from, direction);

  it('by beat go to the beats that happened', () => {
    expect(beatIds(recording)).toEqual(['ready', 'block', 'over']);
    expect(step('beat', at(0), 'next')).toEqual(at(1));
    expect(step('beat', positionAt(recording, at(1).index + 5), 'previous')).toEqual(at(1));
    expect(step('beat', at(1), 'previous')).toEqual(at(0));
    expect(step('beat', at(2), 'next')).toEqual(at(2));
    expect(step('beat', at(0), 'previous')).toEqual(at(0));
    expect([firstStop(recording), lastStop(recording)]).toEqual([at(0), at(2)]);
    expect(placeOfBeat(recording, 'block')).toBe(1);
    expect(placeOfBeat(recording, 'lost')).toBeNull();
    const told = [at(0).index - 1, at(0).index, at(1).index - 1];
    expect(told.map((index) => positionAt(recording, index).told)).toEqual([0, 1, 1]);
  });

  it('go to each of the beats that one event makes true, and to one between two events', () => {
    const [ready, block] = beatsOf(recording);
    const between = { id: 'between', event: block!.event, timeNs: block!.timeNs + 1 };
    const told = { ...recording, beats: [ready!, { ...block!, id: 'same' }, block!, between] };
    let position = positionAtBeat(told, 0);
    for (const place of [1, 2, 3]) {
      position = stepFrom(told, 'beat', position, 'next');
      expect(position).toEqual(positionAtBeat(told, place));
    }
    expect(positionAt(told, block!.event).told).toBe(3);
    expect(positionAtTime(told, between.timeNs).told).toBe(4);
    for (const place of [2, 1, 0]) {
      position = stepFrom(told, 'beat', position, 'previous');
      expect(position).toEqual(positionAtBeat(told, place));
    }
  });

  it('by event and by turn go to every one of them', () => {
    const event = (index: number): Position => positionAt(recording, index);
    expect(step('event', event(5), 'next')).toEqual(event(6));
    expect(step('event', event(0), 'previous')).toEqual(event(0));
    const turns = turnSteps(recording);
    expect(turns).toHaveLength(16);
    expect(step('turn', event(turns[3]!), 'next')).toEqual(event(turns[4]!));
    expect(step('turn', event(turns[3]! + 1), 'previous')).toEqual(event(turns[3]!));
  });

  it('by time end at the last event that has happened', () => {
    const index = indexAtTime(recording, 2_200e6);
    expect(recording.events[index]!.timeNs).toBeLessThanOrEqual(2_200e6);
    expect(recording.events[index + 1]!.timeNs).toBeGreaterThan(2_200e6);
    expect(indexAtTime(recording, 1e15)).toBe(recording.events.length - 1);
  });

  it('of a run without a story are its two ends', () => {
    const trace = fixture('08-chat');
    const middle = positionAt(trace, 3);
    expect(stepFrom(trace, 'beat', middle, 'next').index).toBe(trace.events.length - 1);
    expect(stepFrom(trace, 'beat', middle, 'previous').index).toBe(0);
  });
});
