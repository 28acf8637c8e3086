import { gunzipSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRecording } from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';
import { OpenedRecording } from '../../src/session/openedRecording.svelte';
import { finish } from '../../src/player/work';
import { downsampleWaits, downsampleSpans } from '../../src/session/downsample';
import type { Wait } from '../../src/player/world/world.types';
import { eventText } from '../../src/page/recordings/eventText';
import { summary, unknownText } from '../../src/page/recordings/summary';

const folder = 'tests/conformance/traces';
const trace = (file: string): Recording =>
  parseRecording(gunzipSync(readFileSync(`${folder}/${file}`)).toString());
const open = (recording: Recording): Promise<OpenedRecording> =>
  OpenedRecording.open(recording, 'run.json', async () => {});

const files = ['select', 'epoll'].flatMap((reactor) =>
  readdirSync(`${folder}/${reactor}`).map((file) => `${reactor}/${file}`),
);

test.each(files)('a trace of real Twisted opens and plays to its end: %s', async (file) => {
  const recording = trace(file);
  const opened = await open(recording);
  expect(opened.state).toBe('ready');
  expect([opened.index, opened.hasBeats, opened.by]).toEqual([0, false, 'event']);
  opened.step(1);
  expect(opened.index).toBe(1);
  opened.step(1, 'turn');
  expect(opened.event.kind).toBe('iteration');
  opened.setSpeed(4);
  opened.setBy('turn');
  opened.playPause();
  opened.tick(1e7);
  expect(opened.state).toBe('ended');
  opened.last();
  expect(opened.index).toBe(recording.events.length - 1);
  expect(opened.root['data-event']).toBe(String(opened.index));
  expect(opened.world.timeNs).toBe(opened.run.endNs);
});

test('the waits of a trace are those of the same run of ours', async () => {
  const opened = await open(trace('select/02-blocking-handler.json.gz'));
  expect(opened.rows.map(({ client, wait }) => [client, wait])).toEqual([
    ['A', '0.2'],
    ['B', '0.2'],
    ['C', '0.1'],
  ]);
  expect(summary(opened)).toBe(
    '02-blocking-handler · select reactor · 235 events in 20 turns · 0.622 s · ends when nothing more can happen',
  );
});

test('a kind that nobody knows is stepped over, counted and named', async () => {
  const known = trace('select/02-blocking-handler.json.gz');
  const events = [...known.events] as { kind: string; timeNs: number; turn: number }[];
  events.splice(20, 0, { ...events[20]!, kind: 'quantum.leap' });
  const opened = await open({ ...known, events } as unknown as Recording);
  opened.seekIndex(20);
  expect(opened.event.kind).toBe('quantum.leap');
  expect(opened.rows).toEqual((await open(known)).rows);
  expect(unknownText(opened.recording.events)).toBe(
    '1 event is of a kind not known here, stepped over and not drawn: quantum.leap.',
  );
  expect(unknownText(known.events)).toBeNull();
});

test('any part of the events of a run, in order, can be opened and looked at', async () => {
  const whole = trace('select/06-cpu-thread-gil.json.gz');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(whole.events.length - 1), { minLength: 1, maxLength: 60 }),
      async (left) => {
        const gone = new Set(left);
        const events = whole.events.filter((_, index) => !gone.has(index));
        const opened = await open({ ...whole, events });
        opened.last();
        expect(opened.world.index).toBe(events.length - 1);
      },
    ),
    { numRuns: 60 },
  );
});

test('between the parts of a long recording the page has its turn', async () => {
  const one = trace('select/01-echo.json.gz');
  const events = Array.from({ length: 50_000 }, (_, i) => ({
    ...one.events[0]!,
    timeNs: i,
  }));
  let rests = 0;
  await OpenedRecording.open({ ...one, events }, 'long', async () => void rests++);
  expect(rests).toBeGreaterThanOrEqual(7);
});

describe('a timeline has only so many waits of a client', () => {
  const wait = (client: string, sentNs: number, lengthNs: number): Wait => ({
    client,
    sentIndex: sentNs,
    sentNs,
    answeredIndex: 0,
    answeredNs: sentNs + lengthNs,
    lostIndex: null,
    lostNs: null,
    matched: 'cause',
    chain: [],
    trail: { conn: client, requestEnd: 0, deliveryIndex: null, answer: null },
    text: '',
  });

  test('few are all there', () => {
    const waits = [wait('A', 0, 1), wait('B', 1, 1)];
    expect(finish(downsampleWaits(waits, [0, 10], ['A', 'B']))).toEqual(waits);
  });

  test('a client without a lane has none', () => {
    expect(finish(downsampleWaits([wait('A', 0, 1), wait('B', 1, 1)], [0, 10], ['B']))).toEqual([
      wait('B', 1, 1),
    ]);
  });

  test('of many spans of the reactor those that can be told apart are kept', () => {
    const spans = Array.from({ length: 50_000 }, (_, i) => ({
      kind: 'io' as const,
      blocked: false,
      conn: null,
      label: '',
      startNs: i,
      endNs: i === 777 ? 900 : i,
      startIndex: i,
      endIndex: i,
    }));
    const kept = finish(downsampleSpans(spans, [0, 50_000]));
    expect(kept.length).toBeLessThanOrEqual(4_001);
    expect(kept).toContain(spans[777]);
    expect(finish(downsampleSpans(spans.slice(0, 100), [0, 50_000]))).toHaveLength(100);
  });

  test('of many the longest are', () => {
    const waits = Array.from({ length: 5_000 }, (_, i) => wait('A', i, i === 1234 ? 900 : i % 7));
    const kept = finish(downsampleWaits(waits, [0, 5_000], ['A']));
    expect(kept.length).toBeLessThanOrEqual(251);
    expect(kept).toContain(waits[1234]);
    expect(kept.map(({ sentNs }) => sentNs)).toEqual(
      kept.map(({ sentNs }) => sentNs).sort((a, b) => a - b),
    );
  });
});

test('an event in words', () => {
  expect(eventText({ timeNs: 0, turn: 1, kind: 'recv', conn: 'A', n: 8, left: 0 })).toEqual({
    kind: 'recv',
    fields: 'conn A, n 8, left 0',
  });
  const { fields } = eventText({
    timeNs: 0,
    turn: 1,
    kind: 'cpu',
    durationNs: 2e8,
    thread: 'worker-1',
  });
  expect(fields).toBe('duration 200 ms, thread worker-1');
});
