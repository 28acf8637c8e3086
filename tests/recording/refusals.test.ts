import { describe, expect, it } from 'vitest';
import { foreignBytes } from '../../src/recording/foreign';
import { parseRecording, RecordingError } from '../../src/recording/json';

/** What a source is refused with; null if it is not. @throws what is no refusal. */
function refusalOf(source: string | object): string | null {
  try {
    parseRecording(source);
    return null;
  } catch (error) {
    if (error instanceof RecordingError) return error.message;
    throw error;
  }
}

const good = { t: 0, i: 0, kind: 'iteration' };
const of = (...events: unknown[]): object => ({ events });
/** As text: JSON has names and numbers that an object of JavaScript loses. */
const written = (fields: string): string => `{"events":[{"t":0,"i":0,"kind":"strange",${fields}}]}`;
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const connect = (conn: string, more: object = {}): object => ({
  t: 0,
  i: 0,
  kind: 'client.connect',
  conn,
  ...more,
});
const accept = (conn: string): object => ({ t: 0, i: 1, kind: 'accept', conn, fd: 6, queued: 0 });
const days104 =
  'at most 9,007,199,254 ms (104 days): times count from the beginning of the run, exact to the nanosecond';
const reserved =
  'this name is reserved; an event has its time in t, its turn in i, its thread in thr.';

describe('every refusal, word for word', () => {
  const header: [string, string | object, string][] = [
    ['nothing', '', 'A recording is a JSON document; this text is empty.'],
    ['a list', '[1, 2]', 'A recording is a JSON object; this is a list of 2.'],
    ['a number', '7', 'A recording is a JSON object; this is 7.'],
    ['no events', {}, 'events: found nothing, allowed a list of events.'],
    ['an empty list', of(), 'events: found an empty list, allowed one event or more.'],
    [
      'a workload',
      { server: {}, clients: [] },
      'This is a workload, not a recording: run it first and open what comes out.',
    ],
    [
      'a count of text',
      { count: 'two', events: [good] },
      'count: found "two", allowed 1, as many as there are events.',
    ],
    [
      'a reactor of another kind',
      { reactor: Infinity, events: [good] },
      'reactor: found a number too large to hold (above 1.8e308), allowed one of select, epoll, poll, asyncio.',
    ],
    ['a title that is none', { scenario: 3, events: [good] }, 'scenario: found 3, allowed text.'],
    [
      'a seed that is none',
      '{"seed":1e400,"events":[]}',
      'events: found an empty list, allowed one event or more.',
    ],
    [
      'an endless seed',
      '{"seed":-1e400,"events":[{"t":0,"i":0,"kind":"iteration"}]}',
      'seed: found a number too large to hold (below -1.8e308), allowed a number.',
    ],
    [
      'an unknown order',
      { readyOrder: 'random', events: [good] },
      'readyOrder: found "random", allowed one of fd, fdDesc, arrival.',
    ],
    [
      'parameters as a list',
      { parameters: [], events: [good] },
      'parameters: found an empty list, allowed an object of numbers and text.',
    ],
    [
      'a parameter that is none',
      { parameters: { block: {} }, events: [good] },
      'parameters.block: found an object, allowed a number or text.',
    ],
    [
      'a parameter with a reserved name',
      '{"parameters":{"__proto__":1},"events":[{"t":0,"i":0,"kind":"end","why":""}]}',
      'parameters.__proto__: this name is reserved.',
    ],
    [
      'a network as text',
      { net: 'fast', events: [good] },
      'net: found "fast", allowed an object with the network of the run.',
    ],
    [
      'a latency before 0',
      { net: { latencyMs: -1 }, events: [good] },
      'net.latencyMs: found -1, allowed milliseconds from 0 to 1,000,000,000.',
    ],
    [
      'a rate of 0',
      { net: { rate: 0 }, events: [good] },
      'net.rate: found 0, allowed a number of bytes per ms above 0, or null.',
    ],
    [
      'a buffer of none',
      { net: { serverSendBuffer: null }, events: [good] },
      'net.serverSendBuffer: found null, allowed a number of bytes from 1.',
    ],
    [
      'another rule',
      { net: { writableRule: 'bsd' }, events: [good] },
      'net.writableRule: found "bsd", allowed one of free, linux.',
    ],
  ];
  const events: [string, string | object, string][] = [
    [
      'an event as text',
      of('recv'),
      'events[0]: found "recv", allowed an event with t, i and kind.',
    ],
    [
      'a time of day',
      of({ ...good, t: 1_700_000_000_000 }),
      `events[0].t: found 1700000000000, allowed ${days104}; this looks like a time of day.`,
    ],
    [
      'a time beyond the clock',
      of({ ...good, t: 9_007_199_255 }),
      `events[0].t: found 9007199255, allowed ${days104}.`,
    ],
    [
      'an endless time',
      '{"events":[{"t":1e400,"i":0,"kind":"iteration"}]}',
      `events[0].t: found a number too large to hold (above 1.8e308), allowed ${days104}.`,
    ],
    [
      'a time before 0',
      of({ ...good, t: -1 }),
      'events[0].t: found -1, allowed milliseconds, 0 or more.',
    ],
    [
      'a turn and a half',
      of({ ...good, i: 1.5 }),
      'events[0].i: found 1.5, allowed a whole number, 0 or more.',
    ],
    [
      'a turn beyond counting',
      of({ ...good, i: 1e13 }),
      'events[0].i: found 10000000000000, allowed a whole number, at most 1,000,000,000,000.',
    ],
    [
      'a thread that is none',
      of({ ...good, thr: { toString: 0 } }),
      'events[0].thr: found an object, allowed the name of a thread.',
    ],
    [
      'a kind that is none',
      of({ ...good, kind: {} }),
      'events[0].kind: found an object, allowed text.',
    ],
    [
      'a timeout of text',
      of({ ...good, kind: 'selectEnter', timeout: 'long' }),
      'events[0].timeout: found "long", allowed milliseconds, 0 or more, or null.',
    ],
    [
      'a direction that is none',
      of({ ...good, kind: 'net.cut', conn: 'A', way: 'sideways' }),
      'events[0].way: found "sideways", allowed one of up, down, both.',
    ],
    [
      'a name in a list that is none',
      of({ ...good, kind: 'select', timeout: null, readable: ['A', 7], writable: [], waited: 0 }),
      'events[0].readable[1]: found 7, allowed a name.',
    ],
    [
      'a name of 16 MB',
      of(connect('x'.repeat(16_000_000))),
      'events[0].conn: found 16,000,000 characters, allowed at most 100,000.',
    ],
    [
      'a list of names without end',
      of({ ...good, kind: 'selectEnter', timeout: null, reads: Array(100_001).fill('A') }),
      'events[0].reads: found 100,001 names, allowed at most 100,000.',
    ],
    [
      'a value of 50,000 levels',
      `{"events":[{"t":0,"i":0,"kind":"callback","name":"f","got":${nested(50_000)}}]}`,
      'events[0].got: nested deeper than 100 levels.',
    ],
    [
      'a field of 50,000 levels',
      written(`"deep":${nested(50_000)}`),
      'events[0].deep: nested deeper than 100 levels.',
    ],
    [
      'a value of very many',
      of({ ...good, kind: 'callback', name: 'f', got: Array(10_000).fill(0) }),
      'events[0].got[9999]: more than 10,000 values in one event are not allowed.',
    ],
    [
      'an endless number in a value',
      written('"far":[1e400]'),
      'events[0].far[0]: found a number too large to hold (above 1.8e308), allowed a number between -1.8e308 and 1.8e308.',
    ],
    ['its own time in memory', written('"timeNs":5'), `events[0].timeNs: ${reserved}`],
    ['its own turn in memory', written('"turn":5'), `events[0].turn: ${reserved}`],
    [
      'its own thread in memory',
      written('"thread":{"toString":0}'),
      `events[0].thread: ${reserved}`,
    ],
    ['another prototype', written('"__proto__":{"timeNs":5}'), `events[0].__proto__: ${reserved}`],
    [
      'a name that no path can hold',
      written('"a b":[1e400]'),
      'events[0]["a b"][0]: found a number too large to hold (above 1.8e308), allowed a number between -1.8e308 and 1.8e308.',
    ],
    [
      'two of one name',
      of(connect('A'), connect('A')),
      'events[1].conn: found a second connection named "A"; allowed one of each name, as "A" and then "A#2" for A\'s second.',
    ],
    [
      'two accepted under one name',
      of(accept('B'), accept('B')),
      'events[1].conn: found a second connection named "B"; allowed one of each name, as "A" and then "A#2" for A\'s second.',
    ],
    [
      'a client named as the port',
      of(connect('port')),
      'events[0].conn: found "port", the name of the listening socket: a client needs another.',
    ],
    [
      'a client of an unknown kind named as the port',
      written('"conn":"port"').replace('strange', 'client.strange'),
      'events[0].conn: found "port", the name of the listening socket: a client needs another.',
    ],
    [
      'a client named as the waker',
      of(accept('waker')),
      'events[0].conn: found "waker", the name of the reactor\'s waker: a client needs another.',
    ],
  ];
  it.each([...header, ...events])('%s', (_, source, message) => {
    expect(refusalOf(source)).toBe(message);
  });

  it('a text that is no JSON, with what the engine says of it', () => {
    expect(refusalOf('import this')).toMatch(
      /^A recording is a JSON document; this text is not JSON \(.+\)\.$/,
    );
  });
});

describe("another program's file is called what it is", () => {
  const not = (what: string): string => `This is ${what}, not a recording of a reactor's run.`;
  const trace = 'a trace for Perfetto or chrome://tracing';
  const files: [string, string, string][] = [
    ['Perfetto, JSON', '{"traceEvents":[{"ph":"X","ts":1}],"displayTimeUnit":"ms"}', trace],
    ['Chrome, a bare list', '[{"name":"a","ph":"B","ts":1,"pid":1,"tid":1}]', trace],
    ['Chrome, a list without its end', '[{"name":"a","ph":"B","ts":1},\n', trace],
    [
      'HAR',
      '{"log":{"version":"1.2","creator":{},"entries":[]}}',
      'a HAR file (HTTP requests of a browser)',
    ],
    [
      'asciinema v1',
      '{"version":1,"width":80,"height":24,"stdout":[[0.1,"a"]]}',
      'an asciinema recording of a terminal (asciicast v1)',
    ],
    [
      'asciinema v2',
      '{"version": 2, "width": 80, "height": 24}\n[0.1, "o", "hi"]\n',
      'an asciinema recording of a terminal (asciicast v2)',
    ],
    [
      'asciinema v3',
      '{"version":3,"term":{"cols":80,"rows":24}}\n[0.1, "o", "hi"]\n',
      'an asciinema recording of a terminal (asciicast v3)',
    ],
    [
      'asciinema v2, only its header',
      '{"version": 2, "width": 80, "height": 24}',
      'an asciinema recording of a terminal (asciicast v2)',
    ],
    [
      'speedscope',
      '{"$schema":"https://www.speedscope.app/file-format-schema.json","profiles":[],"shared":{"frames":[]}}',
      'a profile in speedscope’s format (py-spy writes it)',
    ],
    [
      'collapsed stacks',
      'MainThread;<module> (server.py:30);run (base.py:1) 12\nMainThread;sleep 3\n',
      'a profile of collapsed stacks (py-spy’s raw format)',
    ],
    [
      'a flame graph',
      '<?xml version="1.0" standalone="no"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg><title>py-spy record</title></svg>',
      'a flame graph (an SVG picture of py-spy)',
    ],
    ['a picture', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG picture'],
    ['a page', '<!doctype html><title>x</title>', 'a web page'],
  ];
  it.each(files)('%s', (_, text, what) => {
    expect(refusalOf(text)).toBe(not(what));
  });

  it.each([
    ['Perfetto', [0x0a, 0x12, 0x08, 0x01, 0x50, 0x01], not('a trace for Perfetto')],
    [
      'packets',
      [0xd4, 0xc3, 0xb2, 0xa1],
      not('a capture of network packets (tcpdump or Wireshark)'),
    ],
    ['ZIP', [0x50, 0x4b, 3, 4], 'This is a ZIP archive: unpack it and open the recording in it.'],
    [
      'xz',
      [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
      'This file is compressed with xz: unpack it and open what comes out.',
    ],
  ])('by its first bytes: %s', (_, bytes, what) => {
    expect(foreignBytes(Uint8Array.from(bytes))).toBe(what);
  });

  it('a recording is not taken for one', () => {
    for (const text of ['\n{"events":[]}', '\n\n> a@1 simulate\n> node a\n\n{"events":[]}', '{}']) {
      expect(foreignBytes(new TextEncoder().encode(text))).toBeNull();
    }
  });
});

describe('what stands before the document is skipped', () => {
  const recording = '{"events":[{"t":0,"i":0,"kind":"iteration"}]}';
  it.each([
    ['a byte order mark', `\ufeff${recording}`],
    [
      'what npm run says',
      `\n> inside-the-reactor@0.1.0 simulate\n> node scripts/simulate.mjs a --json\n\n${recording}`,
    ],
    ['both, as Windows ends lines', `\ufeff\r\n> a@1 simulate\r\n> node a\r\n\r\n${recording}`],
  ])('%s', (_, text) => {
    expect(refusalOf(text)).toBeNull();
  });
  it('and nothing else is', () => {
    expect(refusalOf(`npm warn old\n${recording}`)).toMatch(/this text is not JSON/);
    expect(refusalOf('> only this')).toBe('A recording is a JSON document; this text is empty.');
  });
});

describe('one name is one connection', () => {
  it('asked for again, and once more after its first broke', () => {
    expect(
      refusalOf(of(connect('A'), connect('A', { retry: 1 }), accept('A'), connect('A#2'))),
    ).toBeNull();
  });
});

it('what a run in real time leaves out follows from what it tells', () => {
  const timer = { t: 1, i: 0, kind: 'callLater', id: 1, name: 'f', delay: 20 };
  const [event] = parseRecording({ mode: 'real', events: [timer] }).events;
  expect(event).toMatchObject({ dueNs: 21e6 });
  expect(
    refusalOf({ mode: 'real', events: [{ t: 1, i: 0, kind: 'write', conn: 'A', data: '' }] }),
  ).toBe('events[0].n: found nothing, allowed a whole number, 0 or more.');
});
