import fc from 'fast-check';
import { scenarios } from '../../scenarios/all';
import { scenario as sharedDict } from '../../scenarios/shared-dict/scenario';
import { describe, expect, test } from 'vitest';
import {
  defaultAddress,
  formatAddress,
  parseAddress,
  toStep,
  type Address,
  type Place,
} from '../../src/session/address';
import { EMBED_OPTIONS } from '../../src/session/embedOptions';
import { scenario } from './fixture';

const parse = (query: string) => parseAddress(query, scenario);

test('an empty query is the default; written out, it names the parameters and nothing else', () => {
  expect(parse('')).toEqual({ address: defaultAddress(scenario), corrections: [] });
  expect(formatAddress(defaultAddress(scenario), scenario)).toBe('?block=3&ask=1');
});

test('every key is read', () => {
  const { address, corrections } = parse(
    '?block=2.5&ask=0&variant=thread&compare=block:0&seed=7&reactor=epoll&typed=A:2000:hi%3A+there&t=2200&by=event&speed=0.5&theme=dark&motion=reduce',
  );
  expect(corrections).toEqual([]);
  expect(address).toEqual({
    variantId: 'thread',
    values: { block: 2.5, ask: 0 },
    compare: { parameterId: 'block', value: 0 },
    seed: 7,
    reactor: 'epoll',
    typed: [{ client: 'A', atMs: 2000, text: 'hi: there' }],
    place: { kind: 'time', timeMs: 2200 },
    by: 'event',
    speed: 0.5,
    theme: 'dark',
    motion: 'reduce',
  });
});

test('a step is a name or a number, and t wins over it', () => {
  expect(parse('step=os-knows').address.place).toEqual({ kind: 'named', beatId: 'os-knows' });
  expect(parse('step=5').address.place).toEqual({ kind: 'number', number: 5 });
  expect(parse('step=5&t=100').address.place).toEqual({ kind: 'time', timeMs: 100 });
  expect(parse('step=5&t=soon').address.place).toEqual({ kind: 'number', number: 5 });
});

test('compare names a variant or a value', () => {
  expect(parse('compare=thread').address.compare).toEqual({ variantId: 'thread' });
  expect(parse('compare=ask:2').address.compare).toEqual({ parameterId: 'ask', value: 2 });
});

test('no parameter has the name of a key, `reactor` aside, which steps back where it is one', () => {
  const keys = [
    'variant',
    'compare',
    'seed',
    'typed',
    't',
    'by',
    ...EMBED_OPTIONS.map((o) => o.name),
  ];
  const taken = scenarios.flatMap(({ id, parameters }) =>
    keys.filter((key) => key in parameters).map((key) => `${id}: ${key}`),
  );
  expect(taken).toEqual([]);
});

describe('a bad value is put right and named once', () => {
  test.each<[string, (address: Address) => unknown, unknown]>([
    ['block=9', (a) => a.values.block, 5],
    ['block=-1', (a) => a.values.block, 0],
    ['block=abc', (a) => a.values.block, 3],
    ['block=', (a) => a.values.block, 3],
    ['block=Infinity', (a) => a.values.block, 3],
    ['block=0x1', (a) => a.values.block, 3],
    ['block=2.34', (a) => a.values.block, 2.3],
    ['variant=none', (a) => a.variantId, 'blocking'],
    ['compare=block', (a) => a.compare, null],
    ['compare=toString:1', (a) => a.compare, null],
    ['compare=block:99', (a) => a.compare, { parameterId: 'block', value: 5 }],
    ['seed=-4', (a) => a.seed, 0],
    ['seed=1.5', (a) => a.seed, 2],
    ['reactor=kqueue', (a) => a.reactor, 'select'],
    ['typed=A:60001:late', (a) => a.typed, []],
    ['typed=B:1:hi', (a) => a.typed, []],
    ['typed=A:1:', (a) => a.typed, []],
    ['typed=A:1:caf%C3%A9', (a) => a.typed, []],
    ['by=line', (a) => a.by, 'beat'],
    ['speed=100', (a) => a.speed, 4],
    ['theme=pink', (a) => a.theme, null],
    ['motion=no', (a) => a.motion, 'auto'],
    ['t=now', (a) => a.place, { kind: 'start' }],
  ])('%s', (query, of, expected) => {
    const { address, corrections } = parse(query);
    expect(of(address)).toEqual(expected);
    expect(corrections).toHaveLength(1);
    expect(corrections[0]).toContain(query.split('=')[0]);
  });

  test('unknown keys are ignored in silence', () => {
    expect(parse('?utm_source=x&block_=3&__proto__=1')).toEqual(parse(''));
  });
});

test('what is written is read back the same', () => {
  const value = (min: number, max: number) =>
    fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths / 10);
  const place = fc.oneof(
    fc.constant<Place>({ kind: 'start' }),
    fc.constant<Place>({ kind: 'named', beatId: 'os-knows' }),
    fc.nat(900).map((number): Place => ({ kind: 'number', number })),
    fc.nat(9000000).map((us): Place => ({ kind: 'time', timeMs: us / 1000 })),
  );
  const address = fc.record<Address>({
    variantId: fc.constantFrom('blocking', 'thread'),
    values: fc.record({ block: value(0, 5), ask: value(0, 3) }),
    compare: fc.oneof(
      fc.constant(null),
      fc.constant({ variantId: 'thread' }),
      value(0, 5).map((block) => ({ parameterId: 'block', value: block })),
    ),
    seed: fc.nat(),
    reactor: fc.constantFrom('select', 'epoll'),
    typed: fc
      .array(
        fc.record({
          client: fc.constantFrom('A', 'C'),
          atMs: fc.nat(60_000),
          text: fc.stringMatching(/^[ -~]{0,39}[!-~]$/),
        }),
        { maxLength: 20 },
      )
      .map((lines) => lines.toSorted((a, b) => a.atMs - b.atMs)),
    place,
    by: fc.constantFrom('beat', 'event', 'turn'),
    speed: fc.constantFrom(0.25, 0.5, 1, 2, 4),
    theme: fc.constantFrom(null, 'light', 'dark'),
    motion: fc.constantFrom('auto', 'reduce'),
  });
  fc.assert(
    fc.property(address, (one) => {
      expect(parse(formatAddress(one, scenario))).toEqual({ address: one, corrections: [] });
    }),
  );
});

test('any query at all gives an address', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (query) => {
      const { address } = parse(query);
      expect(address.values.block).toBeGreaterThanOrEqual(0);
      expect(address.values.block).toBeLessThanOrEqual(5);
    }),
  );
});

test('a value snaps to the slider without noise in its digits', () => {
  const { block } = scenario.parameters;
  expect(toStep(0.30000000000000004, block!)).toBe(0.3);
  expect(toStep(4.96, block!)).toBe(5);
});

describe('an order of threads', () => {
  const read = (query: string) => {
    const { address, corrections } = parseAddress(query, sharedDict);
    return { query: formatAddress(address, sharedDict), corrections };
  };

  test('is a word in the address, and comes back as it was', () => {
    const order = '?each=1&tea=1&receipt=1&schedule=RWWR';
    expect(read(order)).toEqual({ query: order, corrections: [] });
    expect(read('?schedule=rw').query).toContain('schedule=RW');
  });

  test('of other letters, too long or empty is put right in words', () => {
    const allowed = 'at most 22 letters, each R or W';
    for (const [text, used] of [
      ['RXW', 'RW'],
      ['12', ''],
      ['RW'.repeat(20), 'RW'.repeat(11)],
    ] as const) {
      const { query, corrections } = read(`?schedule=${text}`);
      expect(corrections).toHaveLength(1);
      expect(corrections[0]).toContain(allowed);
      expect(query).toBe(`?each=1&tea=1&receipt=1&schedule=${used}`);
    }
    expect(read('?schedule=').corrections).toEqual([]);
  });
});
