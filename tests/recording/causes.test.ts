import { describe, expect, it } from 'vitest';
import { parseRecording, recordingToJson } from '../../src/recording/json';
import { runWorkload } from '../../src/workload/runWorkload';

const recording = runWorkload({
  server: { program: 'defer-to-thread' },
  clients: [
    {
      name: 'A',
      connect: 0,
      actions: [
        { at: 100, send: 'work 2000\r\n' },
        { at: 300, send: 'ping\r\n' },
      ],
    },
  ],
});
const json = recordingToJson(recording);
const document = JSON.parse(json) as { causes: [number, number][] };

describe('the causes of a recording', () => {
  it('are those of its writes, timers, jobs and calls from threads', () => {
    const said = document.causes.map(([effect, delivery]) => {
      const { kind } = recording.events[effect]!;
      const line = recording.events[delivery]!;
      return [kind, line.kind === 'lineReceived' ? line.line : line.kind];
    });
    expect(said).toEqual([
      ['threadStart', 'work 2000'],
      ['block', 'work 2000'],
      ['write', 'ping'],
      ['callFromThread', 'work 2000'],
      ['fromThreadRun', 'work 2000'],
      ['write', 'work 2000'],
    ]);
  });

  it('go out and in', () => {
    expect(parseRecording(json).causes).toEqual(recording.causes);
    expect(recordingToJson(parseRecording(json))).toBe(json);
  });

  it('are absent where nobody knows them', () => {
    const { causes: _, ...rest } = recording;
    expect(recordingToJson(rest)).not.toContain('causes');
    expect(parseRecording(recordingToJson(rest)).causes).toBeUndefined();
  });

  const [first, second] = document.causes as [[number, number], [number, number]];
  const later = document.causes.find(([, delivery]) => delivery !== first[1])![1];
  const wrong: [string, unknown, RegExp][] = [
    ['no list', { 0: first }, /^causes: found an object/],
    ['no pair', [first, 7], /^causes\[1\]: found 7/],
    ['three places', [[...first, 1]], /^causes\[0\]: found a list/],
    ['a place beyond the end', [[1e9, first[1]]], /^causes\[0\]\[0\]: found 1000000000/],
    ['a place between two', [[first[0] + 0.5, first[1]]], /^causes\[0\]\[0\]/],
    ['a name', [['length', first[1]]], /^causes\[0\]\[0\]: found "length"/],
    ['an event that is no effect', [[0, first[1]]], /^causes\[0\]\[0\]: found 0/],
    ['the same effect twice', [first, first], /^causes\[1\]\[0\]/],
    ['effects out of order', [second, first], /^causes\[1\]\[0\]/],
    ['a cause that is no delivery', [[first[0], 0]], /^causes\[0\]\[1\]: found 0/],
    ['a cause that comes later', [[first[0], later]], /^causes\[0\]\[1\]/],
    ['nothing', null, /^causes: found null/],
  ];
  it.each(wrong)('are refused with the path: %s', (_, causes, message) => {
    expect(() => parseRecording({ ...document, causes })).toThrow(message);
  });
});
