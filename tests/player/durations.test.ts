import { describe, expect, test } from 'vitest';
import {
  clockText,
  durationText,
  exactMs,
  exactText,
  millisecondsAt,
  momentText,
  progressText,
  pythonSeconds,
  secondsOf,
  settingText,
  shortMoment,
  spoken,
  tickText,
  waitSeconds,
  waitText,
} from '../../src/player/measures/durations';

const ms = (n: number): number => n * 1e6;
const s = (n: number): number => n * 1e9;

describe('how long something took', () => {
  test.each([
    [0, '0 ms'],
    [ms(0.05), '0.05 ms'],
    [ms(0.66), '0.7 ms'],
    [ms(1.24), '1.2 ms'],
    [ms(7), '7 ms'],
    [ms(9.96), '10 ms'],
    [ms(70), '70 ms'],
    [ms(99.4), '99 ms'],
    [ms(99.6), '0.1 s'],
    [ms(100), '0.1 s'],
    [s(2.5), '2.5 s'],
    [s(30), '30.0 s'],
    [s(59.94), '59.9 s'],
    [s(59.96), '1 min'],
    [s(90), '1 min 30 s'],
    [Infinity, 'for ever'],
    [-s(1.5), '−1.5 s'],
  ])('%d ns: %s', (ns, text) => expect(durationText(ns)).toBe(text));

  test('to the hundredth, the second decimal only where it says something', () => {
    expect([s(0.15), s(1), s(2.02), ms(50)].map((ns) => durationText(ns, 2))).toEqual([
      '0.15 s',
      '1.0 s',
      '2.02 s',
      '50 ms',
    ]);
  });

  test.each([
    [s(2.2), s(3), '2.2 of 3.0 s'],
    [ms(20), ms(50), '20 of 50 ms'],
    [ms(20), s(3), '0.0 of 3.0 s'],
    [s(4), s(3), '3.0 of 3.0 s'],
    [-1, s(3), '0.0 of 3.0 s'],
  ])('%d of %d ns: %s', (passed, whole, text) => expect(progressText(passed, whole)).toBe(text));
});

test.each([
  [0, '< 0.1'],
  [ms(70), '< 0.1'],
  [ms(99.9), '< 0.1'],
  [ms(100), '0.1'],
  [s(2.5), '2.5'],
  [s(120), '120.0'],
])('a wait of %d ns is %s in the table, and the same with its unit elsewhere', (ns, seconds) => {
  expect([waitSeconds(ns), waitText(ns)]).toEqual([seconds, `${seconds} s`]);
});

test('a moment has a fixed number of decimals', () => {
  expect([momentText(s(3.2)), momentText(s(1.5), 2), momentText(s(1), 3), secondsOf(0)]).toEqual([
    '3.2 s',
    '1.50 s',
    '1.000 s',
    '0.0',
  ]);
  expect([shortMoment(s(1), 3), shortMoment(s(1.02), 3), shortMoment(s(10), 3)]).toEqual([
    '1.0 s',
    '1.02 s',
    '10.0 s',
  ]);
});

test.each([
  [s(4.6), '4.6 s'],
  [s(10), '10 s'],
  [s(75), '1 min 15 s'],
  [s(300), '5 min'],
  [s(3600), '1 h'],
  [s(7860), '2 h 11 min'],
])('in a run that takes hours, %d ns is %s', (ns, text) => expect(clockText(ns)).toBe(text));

test('what was asked for keeps all its digits', () => {
  expect([s(3), s(0.25), ms(20), ms(100)].map(exactText)).toEqual([
    '3.0 s',
    '0.25 s',
    '20 ms',
    '0.1 s',
  ]);
  expect([millisecondsAt(s(3)), millisecondsAt(ms(0.5))]).toEqual(['3000', '0.500']);
  expect([exactMs(s(3)), exactMs(ms(0.5))]).toEqual(['3000 ms', '0.5 ms']);
  expect([settingText(3, 's'), settingText(300, 'ms'), settingText(0.05, 's', 2)]).toEqual([
    '3.0 s',
    '300 ms',
    '0.05 s',
  ]);
  expect([pythonSeconds(s(3)), pythonSeconds(s(0.25))]).toEqual(['3', '0.25']);
});

test('a tick of the axis groups its thousands', () => {
  expect([tickText(1.5, 1), tickText(10800, 0), tickText(2, 0)]).toEqual([
    '1.5 s',
    '10,800 s',
    '2 s',
  ]);
});

test.each([
  ['3.2 s', '3.2 seconds'],
  ['70 ms', '70 milliseconds'],
  ['1 ms', '1 millisecond'],
  ['1.0 s', '1.0 seconds'],
  ['< 0.1 s', 'less than 0.1 seconds'],
  ['1 min 30 s', '1 minute 30 seconds'],
  ['2 h 11 min', '2 hours 11 minutes'],
  ['2.2 of 3.0 s', '2.2 of 3.0 seconds'],
  ['no answer', 'no answer'],
])('%s is spoken %s', (text, heard) => expect(spoken(text)).toBe(heard));
