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
      ...run([{ timeNs: 0, turn: 0, kind: 'beat', id: 'x' }]),
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
    ]);
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
    ['a list', [], 'A recording is a JSON object; this is a list.'],
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
