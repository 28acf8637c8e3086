import { grouped } from '../../src/recording/digits';
import { describe, expect, test } from 'vitest';
import { jsonLoads } from '../../scenarios/find-the-marker/json';
import { framed, messageOf } from '../../scenarios/find-the-marker/messages';
import { scenario } from '../../scenarios/find-the-marker/scenario';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { beatIds } from '../../src/player/playback/steps';

const run = (variant: string, size = 5): Recording => runScenario(scenario, variant, { size });
const beats = beatIds;
const reads = ({ events }: Recording): number[] =>
  events.flatMap((event) => (event.kind === 'dataReceived' ? [event.n] : []));
const calls = ({ events }: Recording): string[] =>
  events.flatMap((event) => {
    if (event.kind === 'lineReceived') return [event.line];
    return event.kind === 'stringReceived' ? [event.data] : [];
  });
const answer = (recording: Recording, size: number): string =>
  scenario.bet.options(recording, { size })[scenario.bet.answer(recording, { size })]!;

const FIVE = ['[1,2]', '[3,4]', '[5,6]', '[7,8]', '[9,1]'];

test('the cuts of the first scenario come back, and five whole messages come out', () => {
  const recording = run('crlf');
  expect(reads(recording)).toEqual([3, 7, 4, 21, 6000, 6000, 6000]);
  expect(calls(recording)).toEqual(FIVE);
  expect(beats(recording)).toEqual([
    'first-read',
    'no-call',
    'first-call',
    'reply',
    'second-call',
    'three-calls',
    'no-marker',
    'too-long',
    'gone',
  ]);
});

test.each([
  ['lf', [3, 6, 3, 18]],
  ['int32', [3, 9, 6, 27]],
])('%s: other reads, the same calls', (variant, first) => {
  expect(reads(run(variant)).slice(0, 4)).toEqual(first);
  expect(calls(run(variant))).toEqual(FIVE);
});

test('without framing the first read raises, and the connection is gone', () => {
  expect(beats(run('raw'))).toEqual(['first-read', 'raises', 'gone']);
  expect(reads(run('raw'))).toEqual([3]);
});

test('a lucky read is a message, until one is not', () => {
  expect(beats(run('raw', 3))).toEqual(['first-read', 'lucky', 'raises', 'gone']);
});

test('beyond 16,384 a line is too long; a length prefix takes it', () => {
  expect(calls(run('crlf', 16_384))).toHaveLength(5);
  expect(calls(run('crlf', 16_385))).toHaveLength(0);
  expect(beats(run('crlf', 16_385))).toEqual(['first-read', 'no-call', 'too-long', 'gone']);
  expect(calls(run('int32', 20_000))).toHaveLength(5);
  expect(beats(run('int32', 20_000))).toContain('bad-length');
});

test.each([
  ['crlf', 1, 'In the same read'],
  ['lf', 2, 'In the same read'],
  ['crlf', 2, 'The rest is there'],
  ['int32', 1, 'The rest is there'],
])('%s, %d bytes: how the second message came', (variant, size, how) => {
  const recording = run(variant, size);
  const second = scenario.beats.find(({ id }) => id === 'second-call')!;
  expect(second.caption(recording, { size })).toContain(`${how}: `);
});

test('a forgotten length is read from the first four letters', () => {
  const recording = run('int32');
  const caption = scenario.beats
    .find(({ id }) => id === 'no-marker')!
    .caption(recording, { size: 5 });
  const read = [...'[1,1'].reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0);
  expect(caption).toContain(grouped(read));
});

describe('the bet', () => {
  test.each<[string, number, string]>([
    ['crlf', 5, 'lineReceived, once: for the complete message'],
    ['crlf', 1, 'lineReceived, 3 times: for each complete message'],
    ['crlf', 20_000, 'nothing more: the connection is dropped'],
    ['lf', 5, 'lineReceived, once: for the complete message'],
    ['int32', 20_000, 'stringReceived, once: for the complete message'],
    ['raw', 5, 'json.loads, and it raises'],
    ['raw', 3, 'json.loads, and it works'],
  ])('%s, %d bytes: the right answer is %j', (variant, size, expected) => {
    expect(answer(run(variant, size), size)).toBe(expected);
  });
});

describe('the messages', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 40, 41, 20_000])('%d bytes of JSON', (size) => {
    for (let number = 0; number < 5; number++) {
      const message = messageOf(number, size);
      expect(message).toHaveLength(size);
      expect(jsonLoads(message)).toEqual(JSON.parse(message));
    }
  });

  test('have their length before them', () => {
    expect(framed(messageOf(0, 20_000), 'int32').slice(0, 4)).toBe('\0\0\x4e\x20');
  });

  test.each([
    ['[1,', 'Expecting value: line 1 column 4 (char 3)'],
    ['[12', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
    ['2]\r\n[3,', 'Extra data: line 1 column 2 (char 1)'],
    ['\n', 'Expecting value: line 2 column 1 (char 1)'],
    ['1\r\n3\r\n', 'Extra data: line 2 column 1 (char 3)'],
  ])('%j: Python’s own words', (text, message) => {
    expect(() => jsonLoads(text)).toThrow(message);
  });
});
