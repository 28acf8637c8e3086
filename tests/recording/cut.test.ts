import { describe, expect, it } from 'vitest';
import { parseRecording, recordingToJson, RecordingError } from '../../src/recording/json';
import type { RecordedEvent } from '../../src/recording/events';

const events: RecordedEvent[] = [
  { timeNs: 0, turn: 0, kind: 'note', text: 'a "quoted" } ] { [ \\' },
  { timeNs: 1, turn: 1, kind: 'iteration' },
  {
    timeNs: 2,
    turn: 1,
    kind: 'select',
    timeoutNs: null,
    readable: ['A'],
    writable: [],
    waitedNs: 1,
  },
  { timeNs: 3, turn: 1, kind: 'deferredFire', ok: true, value: { events: [{ a: [1] }] } },
];
const whole = recordingToJson({
  workload: 'of "events":[{} inside',
  reactor: 'epoll',
  end: null,
  events,
  causes: [],
  beats: [{ id: 'one', event: 1, timeNs: 1 }],
});

/** Where each event ends. */
const ends = [...whole.matchAll(/^\{"t".*\}/gm)].map(({ index, 0: line }) => index + line.length);

describe('a recording that was cut', () => {
  it('opens at any byte up to its last whole event, and says that it is cut', () => {
    expect(ends).toHaveLength(events.length);
    const last = whole.trimEnd().length;
    for (let size = 1; size < last; size++) {
      const expected = ends.filter((end) => end <= size).length;
      const open = (): unknown => parseRecording(whole.slice(0, size));
      if (expected === 0) expect(open, `${size} bytes`).toThrow(RecordingError);
      else {
        const opened = parseRecording(whole.slice(0, size));
        expect(opened.cut, `${size} bytes`).toBe(true);
        expect(opened.events, `${size} bytes`).toEqual(events.slice(0, expected));
      }
    }
  });

  it('is not what a whole one is, nor what holds a fault before its end', () => {
    expect(parseRecording(whole)).not.toHaveProperty('cut');
    expect(() => parseRecording(whole.replace('"kind"', 'kind'))).toThrow(/not JSON/);
    expect(() => parseRecording(whole.replace('"kind"', 'kind').slice(0, -9))).toThrow(/not JSON/);
  });
});
