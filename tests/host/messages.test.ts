import { describe, expect, test } from 'vitest';
import { directionOf, keyFor } from '../../src/host/keys';
import { command, heard } from '../../src/host/messages';

describe('what a window hears', () => {
  test.each<[unknown, unknown]>([
    ['{"event":"ready"}', { event: 'ready' }],
    [{ event: 'ready' }, { event: 'ready' }],
    ['slide:start', null],
    ['{broken', null],
    ['[1]', null],
    ['', null],
    [null, null],
    [undefined, null],
    [7, null],
  ])('%j is %j', (data, expected) => {
    expect(heard(data)).toEqual(expected);
  });

  test('a command is a string in player.js’s envelope, and only what is given is in it', () => {
    expect(command('play')).toBe('{"context":"player.js","method":"play"}');
    expect(JSON.parse(command('goToStep', 'a"b', 'x'))).toEqual({
      context: 'player.js',
      method: 'goToStep',
      value: 'a"b',
      listener: 'x',
    });
  });
});

describe('keys', () => {
  const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  test.each<[string, Partial<typeof none>, number]>([
    ['ArrowRight', {}, 1],
    ['PageDown', {}, 1],
    [' ', {}, 1],
    ['ArrowLeft', {}, -1],
    ['PageUp', {}, -1],
    [' ', { shiftKey: true }, -1],
    ['ArrowRight', { shiftKey: true }, 0],
    ['ArrowRight', { ctrlKey: true }, 0],
    ['ArrowLeft', { altKey: true }, 0],
    ['PageDown', { metaKey: true }, 0],
    ['b', {}, 0],
    ['.', {}, 0],
    ['F5', {}, 0],
    ['Enter', {}, 0],
  ])('%s %j leads %d', (key, held, direction) => {
    expect(directionOf({ ...none, ...held, key })).toBe(direction);
  });

  test.each<[unknown, unknown, string | undefined]>([
    ['next', undefined, 'PageDown'],
    ['prev', undefined, 'PageUp'],
    ['triggerKey', [66], 'b'],
    ['triggerKey', [190], '.'],
    ['triggerKey', [49], '1'],
    ['triggerKey', [27], 'Escape'],
    ['triggerKey', [116], 'F5'],
    ['triggerKey', [36], 'Home'],
    ['triggerKey', [255], undefined],
    ['triggerKey', ['66'], undefined],
    ['triggerKey', undefined, undefined],
    ['togglePause', [], undefined],
    [undefined, undefined, undefined],
  ])('%j %j presses %j', (method, args, key) => {
    expect(keyFor(method, args)?.key).toBe(key);
  });
});
