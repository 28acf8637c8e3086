import { describe, expect, test } from 'vitest';
import { keyDeed, type KeyDeed, type Pressed, type Standing } from '../../src/embed/keys';

const codes: Record<string, number> = {
  ArrowRight: 39,
  ArrowLeft: 37,
  PageDown: 34,
  PageUp: 33,
  ' ': 32,
  Escape: 27,
  Tab: 9,
  F5: 116,
  '.': 190,
  Enter: 13,
};
const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  keyCode: codes[key] ?? key.toUpperCase().charCodeAt(0),
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});
const inDeck: Standing = {
  keys: 'deck',
  framed: true,
  focus: 'none',
  firstStop: false,
  hasNext: true,
  hasPrevious: true,
  shortcut: false,
  options: 0,
};
const next: KeyDeed = { kind: 'deck', deed: { method: 'next' } };
const prev: KeyDeed = { kind: 'deck', deed: { method: 'prev' } };
const trigger = (code: number): KeyDeed => ({
  kind: 'deck',
  deed: { method: 'triggerKey', args: [code] },
});

describe('keys=deck: every key is the deck’s', () => {
  test.each<[string, KeyDeed]>([
    ['ArrowRight', next],
    ['PageDown', next],
    [' ', next],
    ['ArrowLeft', prev],
    ['PageUp', prev],
    ['b', trigger(66)],
    ['.', trigger(190)],
    ['F5', trigger(116)],
    ['1', trigger(49)],
  ])('%s', (key, deed) => {
    expect(keyDeed(press(key), inDeck)).toEqual(deed);
  });

  test('Shift and Space go back', () => {
    expect(keyDeed(press(' ', { shiftKey: true }), inDeck)).toEqual(prev);
  });

  test('a focused button is pressed by its keys, and turns the slide by the others', () => {
    const standing: Standing = { ...inDeck, focus: 'control' };
    expect(keyDeed(press(' '), standing)).toBeNull();
    expect(keyDeed(press('Enter'), standing)).toBeNull();
    expect(keyDeed(press('PageDown'), standing)).toEqual(next);
    expect(keyDeed(press('ArrowRight'), standing)).toEqual(next);
  });

  test('a slider has its arrows, but never the clicker', () => {
    const standing: Standing = { ...inDeck, focus: 'field' };
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', '5', 'b', ' ']) {
      expect(keyDeed(press(key), standing), key).toBeNull();
    }
    expect(keyDeed(press('PageDown'), standing)).toEqual(next);
    expect(keyDeed(press('PageUp'), standing)).toEqual(prev);
  });
});

describe('keys=steps: the steps first, then the slides', () => {
  const standing: Standing = { ...inDeck, keys: 'steps' };

  test.each(['ArrowRight', 'PageDown'])('%s goes on', (key) => {
    expect(keyDeed(press(key), standing)).toEqual({ kind: 'step', direction: 1 });
    expect(keyDeed(press(key), { ...standing, hasNext: false })).toEqual(next);
  });
  test.each(['ArrowLeft', 'PageUp'])('%s goes back', (key) => {
    expect(keyDeed(press(key), standing)).toEqual({ kind: 'step', direction: -1 });
    expect(keyDeed(press(key), { ...standing, hasPrevious: false })).toEqual(prev);
  });
  test('with the focus on a slider the clicker still walks', () => {
    const field: Standing = { ...standing, focus: 'field' };
    expect(keyDeed(press('PageDown'), field)).toEqual({ kind: 'step', direction: 1 });
    expect(keyDeed(press('ArrowRight'), field)).toBeNull();
  });
  test('other keys are the deck’s', () => {
    expect(keyDeed(press('b'), standing)).toEqual(trigger(66));
  });
  test('also where there is no deck', () => {
    const alone: Standing = { ...standing, framed: false, hasNext: false };
    expect(keyDeed(press('ArrowRight'), { ...alone, hasNext: true })?.kind).toBe('step');
    expect(keyDeed(press('ArrowRight'), alone)).toBeNull();
  });
});

test('no key is taken that is nobody’s, nor one of the browser’s', () => {
  for (const keys of ['deck', 'steps', 'none'] as const) {
    const standing: Standing = { ...inDeck, keys };
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
      expect(keyDeed(press('ArrowRight', held), standing)).toBeNull();
    }
    for (const key of ['Shift', 'Control', 'Dead', 'Tab']) {
      expect(keyDeed(press(key), standing), key).toBeNull();
    }
  }
  for (const key of ['ArrowRight', 'PageDown', ' ', 'b', 'Escape']) {
    expect(keyDeed(press(key), { ...inDeck, keys: 'none' }), key).toBeNull();
    expect(keyDeed(press(key), { ...inDeck, framed: false }), key).toBeNull();
  }
});

test('the way out: Escape, and Shift+Tab at the first stop', () => {
  expect(keyDeed(press('Escape'), { ...inDeck, focus: 'field' })).toEqual({ kind: 'leave' });
  const back = press('Tab', { shiftKey: true });
  expect(keyDeed(back, { ...inDeck, firstStop: true })).toEqual({ kind: 'leave' });
  expect(keyDeed(back, inDeck)).toBeNull();
});

test('while a bet is open, a digit counts a hand', () => {
  const standing: Standing = { ...inDeck, options: 3 };
  expect(keyDeed(press('2'), standing)).toEqual({ kind: 'count', option: 1 });
  expect(keyDeed(press('4'), standing)).toBeNull();
  expect(keyDeed(press('2'), { ...standing, focus: 'field' })).toBeNull();
  expect(keyDeed(press('2'), { ...standing, framed: false, keys: 'none' })?.kind).toBe('count');
});
