import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  choices,
  eventTable,
  wireNames,
  type FieldType,
  type FieldValues,
} from '../../src/recording/eventTable';

/** An event or a document as a file has it. */
export type Wire = Record<string, unknown>;

const trace = (name: string): Wire =>
  JSON.parse(
    gunzipSync(readFileSync(`tests/conformance/traces/select/${name}.json.gz`)).toString(),
  ) as Wire;

/** Traces of real Twisted that between them have most kinds of events. */
const traces = [
  '02-blocking-handler',
  '05-defer-to-thread',
  '10-big-write-push',
  '19-closing',
  '26-backlog-full',
  '47-one-way-cut',
].map(trace);

/** Names that mean something to JavaScript, to a page or to us, and some that are hard to write. */
const names = fc.constantFrom(
  ...['A', 'B', 'C', 'A#2', 'A#2#2', 'port', 'waker', '', ' ', '#1', '\ud83d', '😀😀', 'a\u0000b'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length'],
  ...['timeNs', 'turn', 'thread', 'conn', 'n'],
  ...['<svg onload=x>', '"&\'', 'x'.repeat(300), 'two words'],
);

const texts = fc.oneof(
  names,
  fc.constantFrom('\r\n', '\\', 'hello\r\n', '%s', '{{}}', '\u2028', 'é', 'quit'),
  fc.string({ maxLength: 50, unit: 'binary-ascii' }),
);
const counts = fc.oneof(
  fc.nat(20),
  fc.constantFrom(0, 1, 65_536, 1e6, 2 ** 31, 2 ** 32 + 1, 999_999_999_999, 1e12),
);
const times = fc.oneof(
  fc.nat(3_000),
  fc.constantFrom(0, 1e-6, 0.1, 1e3, 86_400_000, 9_007_199_254),
);

/** What no field of any kind is, or what only some are. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, -1, 0.5, 1e13, 1e300, -1e300, 1_700_000_000_000, [], {}, [[]]],
    ...[{ toString: 0 }, { length: -1 }, ['A', 7], { __proto__: null }],
  ),
  names,
  counts,
  fc.jsonValue({ maxDepth: 3 }),
);

const ofType: Record<keyof FieldValues, fc.Arbitrary<unknown>> = {
  conn: fc.oneof({ weight: 6, arbitrary: names }, fc.constant(null)),
  text: texts,
  int: counts,
  bytes: counts,
  bool: fc.boolean(),
  names: fc.array(names, { maxLength: 6 }),
  ns: times,
  'ns|null': fc.oneof(times, fc.constant(null)),
  'int|text': fc.oneof(counts, texts),
  any: fc.jsonValue({ maxDepth: 2 }),
  way: fc.constantFrom(...choices.way),
  side: fc.constantFrom(...choices.side),
  box: fc.constantFrom(...choices.box),
  known: fc.constantFrom(...choices.known),
  why: fc.constantFrom(...choices.why),
};

const kinds = Object.keys(eventTable) as (keyof typeof eventTable)[];

/** An event of a known kind whose fields are all of the right type, whatever they say. */
const typed: fc.Arbitrary<Wire> = fc.constantFrom(...kinds).chain((kind) => {
  const fields = Object.entries(eventTable[kind] as Record<string, FieldType>);
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [field, type] of fields) {
    const value = ofType[type.replace('?', '') as keyof FieldValues];
    shape[wireNames[field] ?? field] = type.endsWith('?')
      ? fc.option(value, { nil: undefined })
      : value;
  }
  return fc
    .record({ ...shape, i: fc.nat(50), dt: fc.oneof({ weight: 9, arbitrary: fc.nat(99) }, times) })
    .chain((event) =>
      fc.option(names, { freq: 4, nil: undefined }).map((thr) => ({ ...event, kind, thr })),
    );
});

/** A field of any name, `__proto__` too. */
const setField = (event: Wire, name: string, value: unknown): Wire =>
  Object.defineProperty(event, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });

/** An event of a kind that nobody knows, with a field or two of any name. */
const strange: fc.Arbitrary<Wire> = fc
  .tuple(
    fc.oneof(names, fc.constantFrom('client.odd', 'net.odd', 'handlerOdd')),
    fc.array(fc.tuple(names, anything), { maxLength: 2 }),
    fc.nat(99),
  )
  .map(([kind, fields, dt]) => {
    const event: Wire = {};
    for (const [name, value] of fields) setField(event, name, value);
    return Object.assign(event, { i: 1, dt, kind });
  });

/** Right in its types and impossible as a run: bytes from nowhere, ends without beginnings, times far apart. */
export const impossible: fc.Arbitrary<Wire> = fc
  .tuple(fc.array(typed, { maxLength: 60 }), fc.array(strange, { minLength: 1, maxLength: 2 }))
  .map(([known, odd]) => [...known.slice(0, 20), ...odd, ...known.slice(20)])
  .map((events) => {
    let t = 0;
    return {
      events: events.map(({ dt, ...event }) => {
        t = Math.min(9_007_199_254, t + (dt as number));
        return { t, ...event };
      }),
    };
  });

type Change = (document: Wire, place: number) => void;

/** One change to a trace: a field, its name, an event's place, a name everywhere, the header. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(9), anything).map(([which, value]): Change => (document, place) => {
    const event = eventAt(document, place);
    const keys = Object.keys(event);
    event[keys[which % keys.length]!] = value;
  }),
  fc.tuple(names, anything).map(([name, value]): Change => (document, place) => {
    setField(eventAt(document, place), name, value);
  }),
  fc.nat(9).map((which): Change => (document, place) => {
    const event = eventAt(document, place);
    const keys = Object.keys(event);
    delete event[keys[which % keys.length]!];
  }),
  fc.tuple(fc.constantFrom(...kinds), names).map(([kind, odd]): Change => (document, place) => {
    eventAt(document, place)['kind'] = place % 2 ? kind : odd;
  }),
  fc.constantFrom<Change>(
    (document, place) => (document['events'] as unknown[]).splice(place, 1),
    (document, place) =>
      (document['events'] as unknown[]).splice(place, 0, eventAt(document, place)),
    (document, place) => (document['events'] as unknown[]).splice(place),
  ),
  fc
    .tuple(fc.constantFrom('A', 'B', 'port', 'waker'), names)
    .map(([from, to]): Change => (document) => {
      for (const event of document['events'] as Wire[]) {
        if (event['conn'] === from) event['conn'] = to;
      }
    }),
  fc
    .tuple(
      fc.constantFrom('reactor', 'end', 'net', 'parameters', 'seed', 'scenario', 'mode', 'causes'),
      anything,
    )
    .map(
      ([key, value]): Change =>
        (document) =>
          (document[key] = value),
    ),
);

function eventAt(document: Wire, place: number): Wire {
  const events = document['events'] as Wire[];
  return events[place % Math.max(1, events.length)] ?? {};
}

/** A trace of real Twisted with some changes; a count that is wrong would hide them all. */
export const changed: fc.Arbitrary<Wire> = fc
  .tuple(
    fc.constantFrom(...traces),
    fc.array(fc.tuple(change, fc.nat(400)), { minLength: 1, maxLength: 5 }),
  )
  .map(([whole, changes]) => {
    const document = structuredClone(whole);
    delete document['count'];
    for (const [make, place] of changes) make(document, place);
    return document;
  });

/** A trace as text that ends somewhere. */
export const cut: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...traces), fc.double({ min: 0, max: 0.999, noNaN: true }))
  .map(([whole, share]) => {
    const text = JSON.stringify(whole);
    return text.slice(0, Math.floor(share * text.length));
  });
