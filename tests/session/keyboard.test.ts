import { expect, test } from 'vitest';
import { keyCommand } from '../../src/session/keyboard';
import { throttle } from '../../src/session/throttle';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

test('the keys of the page', () => {
  expect(keyCommand({ ...plain, key: ' ' })).toEqual({ kind: 'playPause' });
  expect(keyCommand({ ...plain, key: 'ArrowRight' })).toEqual({ kind: 'step', direction: 1 });
  expect(keyCommand({ ...plain, key: 'ArrowLeft' })).toEqual({ kind: 'step', direction: -1 });
  expect(keyCommand({ ...plain, key: 'ArrowLeft', shiftKey: true })).toEqual({
    kind: 'step',
    direction: -1,
    by: 'event',
  });
  expect(keyCommand({ ...plain, key: 'Home' })).toEqual({ kind: 'first' });
  expect(keyCommand({ ...plain, key: 'End' })).toEqual({ kind: 'last' });
});

test('no key of the browser or of a clicker is taken', () => {
  for (const key of ['PageDown', 'PageUp', '.', 'b', 'F5', 'Escape', 'Tab', 'Enter']) {
    expect(keyCommand({ ...plain, key })).toBeNull();
  }
  expect(keyCommand({ ...plain, key: 'ArrowLeft', altKey: true })).toBeNull();
  expect(keyCommand({ ...plain, key: ' ', shiftKey: true })).toBeNull();
});

test('a throttle delivers the first at once and always the last', () => {
  const due: (() => void)[] = [];
  const seen: number[] = [];
  const put = throttle((n: number) => seen.push(n), 350, { setTimeout: (run) => due.push(run) });
  for (const n of [1, 2, 3]) put(n);
  expect(seen).toEqual([1]);
  due.shift()!();
  expect(seen).toEqual([1, 3]);
  due.shift()!();
  put(4);
  expect(seen).toEqual([1, 3, 4]);
  expect(due).toHaveLength(1);
});
