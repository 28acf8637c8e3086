import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hearCopy, readTelling, type Mirroring, type Telling } from '../../src/embed/mirror';

const said = (parts: Partial<Telling> = {}): Telling => ({
  n: 1,
  depth: 1,
  who: 'b',
  query: '?step=2',
  playing: false,
  hands: [],
  settled: false,
  stands: false,
  auto: false,
  asks: false,
  ...parts,
});
const own = (parts: Partial<Mirroring> = {}): Mirroring => ({
  n: 0,
  who: 'a',
  depth: 1,
  follows: false,
  ...parts,
});

test('a copy beside it: the last to have done something wins', () => {
  expect(hearCopy(own(), said())).toEqual({ mirroring: own({ n: 1 }), obey: true });
  expect(hearCopy(own({ n: 2 }), said()).obey).toBe(false);
});

test('two at once: both decide alike who was last', () => {
  expect(hearCopy(own({ n: 1, who: 'a' }), said({ who: 'b' })).obey).toBe(true);
  expect(hearCopy(own({ n: 1, who: 'b' }), said({ who: 'a' })).obey).toBe(false);
});

test('what nobody did is not followed beside it, but in a copy of the deck', () => {
  expect(hearCopy(own(), said({ auto: true })).obey).toBe(false);
  const copy = own({ depth: 2 });
  expect(hearCopy(copy, said({ n: 0, auto: true }))).toEqual({
    mirroring: own({ depth: 2, follows: true }),
    obey: true,
  });
});

test('a copy that has done something later does not go back', () => {
  expect(hearCopy(own({ depth: 2, n: 3 }), said({ n: 2, auto: true })).obey).toBe(false);
});

test('the deck follows what is done in a copy of it, and never becomes one', () => {
  const { mirroring, obey } = hearCopy(own(), said({ depth: 2 }));
  expect(obey).toBe(true);
  expect(mirroring.follows).toBe(false);
});

test('copies of a deck that is framed itself are alone', () => {
  expect(hearCopy(own({ depth: 2 }), said({ depth: 2 })).mirroring.follows).toBe(false);
});

test('who asks is only heard', () => {
  expect(hearCopy(own({ depth: 2 }), said({ asks: true }))).toEqual({
    mirroring: own({ depth: 2, follows: true }),
    obey: false,
  });
});

test('nothing but a telling is read from the channel', () => {
  expect(readTelling(said())).toEqual(said());
  for (const wrong of [
    { n: -0.5 },
    { depth: 3 },
    { who: 7 },
    { query: null },
    { hands: 'many' },
    { hands: [1, 'x'] },
  ]) {
    expect(readTelling({ ...said(), ...wrong }), JSON.stringify(wrong)).toBeNull();
  }
  fc.assert(fc.property(fc.anything(), (data) => readTelling(data) === null));
});
