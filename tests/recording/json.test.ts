import { describe, expect, it } from 'vitest';
import {
  checkRecordingSize,
  eventsToWire,
  interestSets,
  maxRecordingBytes,
  parseRecording,
  RecordingError,
  recordingToJson,
} from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';
import { fixture, fixtureNames, fixtureText, withoutSets } from '../player/fixtures';

describe('a recording as JSON', () => {
  it.each(fixtureNames)('writes the trace of %s as real Twisted wrote it', (name) => {
    const trace = JSON.parse(fixtureText(name)) as { events: object[] };
    expect(eventsToWire(withoutSets(fixture(name)))).toEqual(trace.events);
  });

  it('is byte-identical after a way out and in', () => {
    const json = recordingToJson(withoutSets(fixture('08-chat')));
    expect(recordingToJson(parseRecording(json))).toBe(json);
  });

  it('writes milliseconds to the nanosecond and keeps whole ones whole', () => {
    const json = recordingToJson(
      run([
        { timeNs: 51_000_010, turn: 1, kind: 'block', durationNs: 3_000_000_000 },
        { timeNs: 51_000_010, turn: 1, kind: 'selectEnter', timeoutNs: null },
      ]),
    );
    expect(json).toContain('{"t":51.00001,"i":1,"kind":"block","ms":3000}');
    expect(json).toContain('"timeout":null,"reads":["waker"],"writes":[]');
  });

  it('has the header that the contract names', () => {
    const recording = {
      ...run([{ timeNs: 0, turn: 0, kind: 'iteration' }]),
      beats: [{ id: 'x', event: 0, timeNs: 0 }],
      scenario: 's',
      seed: 1,
    };
    const document = JSON.parse(recordingToJson(recording)) as object;
    expect(Object.keys(document)).toEqual([
      'format',
      'version',
      'scenario',
      'seed',
      'reactor',
      'end',
      'count',
      'events',
      'beats',
    ]);
  });

  it('has beats beside the events, and reads those that version 1 had among them', () => {
    const recording = run([
      { timeNs: 1e6, turn: 1, kind: 'iteration' },
      { timeNs: 2e6, turn: 2, kind: 'iteration' },
    ]);
    const beats = [
      { id: 'first', event: 0, timeNs: 1e6 },
      { id: 'between', event: 0, timeNs: 1.5e6 },
      { id: 'second', event: 1, timeNs: 2e6 },
    ];
    const json = recordingToJson({ ...recording, beats });
    expect(JSON.parse(json)).toMatchObject({
      version: 2,
      beats: [
        { id: 'first', event: 0 },
        { id: 'between', event: 0, t: 1.5 },
        { id: 'second', event: 1 },
      ],
    });
    const events = [
      { t: 1, i: 1, kind: 'iteration' },
      { t: 1, i: 1, kind: 'beat', id: 'first' },
      { t: 1.5, i: 1, kind: 'beat', id: 'between' },
      { t: 2, i: 2, kind: 'iteration' },
      { t: 2, i: 2, kind: 'beat', id: 'second' },
    ];
    const old = {
      format: 'inside-the-reactor/recording',
      version: 1,
      end: 'idle',
      count: 5,
      events,
    };
    for (const source of [json, old]) {
      const read = parseRecording(source);
      expect(read.beats).toEqual(beats);
      expect(read.events.map(({ kind }) => kind)).toEqual(['iteration', 'iteration']);
    }
  });

  it.each<[string, unknown, string]>([
    ['no list', {}, 'beats: found an object, allowed a list of beats.'],
    ['no beat', [7], 'beats[0]: found 7, allowed a beat with id and event.'],
    ['no id', [{ event: 0 }], 'beats[0].id: found nothing, allowed text.'],
    [
      'no such event',
      [{ id: 'a', event: 2 }],
      'beats[0].event: found 2, allowed a whole number from 0 to 1.',
    ],
    [
      'one that goes back',
      [
        { id: 'a', event: 1 },
        { id: 'b', event: 0 },
      ],
      'beats[1].event: found 0, allowed a whole number from 1 to 1.',
    ],
    [
      'a time before its event',
      [{ id: 'a', event: 1, t: 1 }],
      'beats[0].t: found 1, allowed 2 or later.',
    ],
    [
      'a time after the next event',
      [{ id: 'a', event: 0, t: 3 }],
      'beats[0].t: found 3, allowed 1 to 2.',
    ],
  ])('refuses beats with %s', (_, beats, message) => {
    const events = [
      { t: 1, i: 1, kind: 'iteration' },
      { t: 2, i: 2, kind: 'iteration' },
    ];
    expect(() => parseRecording({ events, beats })).toThrow(message);
  });

  it('refuses a file that has beats only', () => {
    const events = [{ t: 1, i: 1, kind: 'beat', id: 'a' }];
    expect(() => parseRecording({ events })).toThrow(
      'events: found beats only, allowed one event or more.',
    );
  });

  it('lists the highest descriptor first when the reactor does', () => {
    const recording = withoutSets(fixture('01-echo'));
    const index = recording.events.findLastIndex((event) => event.kind === 'selectEnter');
    const upwards = interestSets(recording, index).reads;
    const downwards = interestSets({ ...recording, readyOrder: 'fdDesc' }, index).reads;
    expect(upwards.slice(0, 2)).toEqual(['waker', 'port']);
    expect(downwards).toEqual([...upwards].reverse());
  });
});

describe('a file from outside', () => {
  const good = { t: 0, i: 0, kind: 'iteration' };
  const cases: [string, string | object, string][] = [
    ['no JSON', 'hello', 'A recording is a JSON document; this text is not JSON'],
    ['a list', [], 'A recording is a JSON object; this is an empty list.'],
    ['no events', {}, 'events: found nothing, allowed a list of events.'],
    ['a workload', { server: {}, clients: [] }, 'This is a workload, not a recording'],
    ['another format', { format: 'har', events: [good] }, 'format: found "har", allowed'],
    ['a later version', { format: 'inside-the-reactor/recording', version: 9 }, 'version: found 9'],
    ['another reactor', { reactor: 'kqueue', events: [good] }, 'reactor: found "kqueue", allowed'],
    ['a wrong count', { count: 2, events: [good] }, 'count: found 2, allowed 1'],
    ['no kind', { events: [{ t: 0, i: 0 }] }, 'events[0].kind: found nothing, allowed text.'],
    ['time before 0', { events: [{ ...good, t: -1 }] }, 'events[0].t: found -1, allowed'],
    [
      'time back',
      { events: [{ ...good, t: 2 }, good] },
      'events[1].t: found 0, allowed 2 or later.',
    ],
    [
      'a wrong field',
      { events: [good, { t: 0, i: 0, kind: 'accept', conn: 'A', fd: 'six', queued: 0 }] },
      'events[1].fd: found "six", allowed a whole number, 0 or more.',
    ],
  ];
  it.each(cases)('says why: %s', (_, source, message) => {
    expect(() => parseRecording(source)).toThrow(RecordingError);
    expect(() => parseRecording(source)).toThrow(message);
  });

  it('keeps an event of a kind that it does not know', () => {
    const recording = parseRecording({
      events: [good, { t: 1, i: 0, kind: 'quantum', spin: 0.5 }],
    });
    expect(recording.events[1]).toEqual({ timeNs: 1e6, turn: 0, kind: 'quantum', spin: 0.5 });
  });

  it('lets a run on a real kernel leave out what only the virtual one knows', () => {
    const accept = { t: 0.5, i: 1, kind: 'accept', conn: 'A' };
    expect(() => parseRecording({ events: [accept] })).toThrow('events[0].fd');
    expect(parseRecording({ mode: 'real', events: [accept] }).events).toHaveLength(1);
  });

  it('refuses 200 MB before it is read', () => {
    expect(() => checkRecordingSize(200 * 1024 * 1024)).toThrow('at most 16 MB');
    expect(() => checkRecordingSize(maxRecordingBytes)).not.toThrow();
  });
});

function run(events: Recording['events']): Recording {
  return { reactor: 'select', end: 'idle', events };
}
