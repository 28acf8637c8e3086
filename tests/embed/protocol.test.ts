import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDeed,
  formatEvent,
  formatResize,
  METHODS,
  readMessage,
  SIGNALS,
} from '../../src/embed/protocol';

test('reads the signals of reveal.js', () => {
  for (const method of SIGNALS) {
    expect(readMessage(method)).toEqual({ method, value: undefined, listener: undefined });
  }
});

test('reads every method, as a string and as an object, with or without the context', () => {
  for (const method of METHODS) {
    const command = { method, value: 3, listener: 'a' };
    expect(readMessage(command)).toEqual(command);
    expect(readMessage(JSON.stringify({ context: 'player.js', ...command }))).toEqual(command);
  }
});

describe('everything else is nobody’s', () => {
  test.each<[unknown]>([
    [''],
    ['play'],
    ['slide:start '],
    ['{"method":"play"'],
    ['{"method":"eval","value":"1"}'],
    ['{"method":"constructor"}'],
    ['{"method":["play"]}'],
    ['{"event":"ready"}'],
    ['{"context":"iframe.resize","method":"play"}'],
    [JSON.stringify({ method: 'setState', value: 'x'.repeat(10_001) })],
    [{ method: 'setState', value: 'x'.repeat(10_001) }],
    [{ method: 'addEventListener', value: 'play', listener: 'x'.repeat(10_001) }],
    ['null'],
    ['7'],
    ['"play"'],
    [null],
    [undefined],
    [42],
    [() => 'play'],
    [[]],
    [{}],
    [{ method: 'togglePause' }],
  ])('%s', (data) => {
    expect(readMessage(data)).toBeNull();
  });

  test('whatever arrives, reading it does not throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.object(), fc.anything()), (data) => {
        const command = readMessage(data);
        expect(command === null || [...METHODS, ...SIGNALS].includes(command.method)).toBe(true);
      }),
    );
  });
});

test('a listener that is no text is left out', () => {
  expect(readMessage({ method: 'play', listener: 7 })?.listener).toBeUndefined();
});

test('what goes out is JSON, and has a method only where a deck is to obey', () => {
  expect(JSON.parse(formatEvent('stepchange', { number: 2, id: 'a', caption: 'A' }, 'x'))).toEqual({
    context: 'player.js',
    version: '1',
    event: 'stepchange',
    value: { number: 2, id: 'a', caption: 'A' },
    listener: 'x',
  });
  expect(JSON.parse(formatEvent('play', undefined))).not.toHaveProperty('method');
  expect(JSON.parse(formatResize(540, 'a'))).toEqual({
    context: 'iframe.resize',
    height: 540,
    src: 'a',
  });
  expect(formatDeed({ method: 'triggerKey', args: [66] })).toBe(
    '{"method":"triggerKey","args":[66]}',
  );
});
