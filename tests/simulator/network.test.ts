import { describe, expect, test } from 'vitest';
import { close, connect, of, play, reset, send, timesMs, type Scene } from './run';

const x = (n: number): string => 'x'.repeat(n);

/** One client that connects at 0, latency 1 ms, and what it does afterwards. */
const one = (
  acts: Scene['clients'][string]['acts'],
  more: Omit<Partial<Scene>, 'clients'> & { client?: object } = {},
): Scene => ({ ...more, clients: { A: { ...more.client, acts: [[0, connect], ...acts] } } });

describe('connecting', () => {
  test.each([
    [1, 2, 3],
    [20, 40, 60],
    [0.5, 1, 1.5],
  ])(
    'latency %s ms: connected after 2, acceptable after 3 of them',
    (latencyMs, connected, acceptable) => {
      const events = play(one([], { client: { latencyMs } }));
      expect(timesMs(events, 'client.connected')).toEqual([connected]);
      expect(timesMs(events, 'net.acceptable')).toEqual([acceptable]);
    },
  );

  test('bytes sent before that wait in the client', () => {
    const events = play(one([[1, send('early')]]));
    expect(timesMs(events, 'net.arrive')).toEqual([3]);
  });

  test('bytes may arrive before accept: they are read after it', () => {
    const events = play({
      made: (_, simulation) => {
        if (of(simulation.trace.events, 'accept').length === 1) simulation.block(10e6);
      },
      clients: {
        A: { acts: [[0, connect]] },
        B: {
          acts: [
            [2, connect],
            [2, send('hello')],
          ],
        },
      },
    });
    const kinds = events.filter((e) => 'conn' in e && e.conn === 'B').map((e) => e.kind);
    expect(kinds.indexOf('net.arrive')).toBeLessThan(kinds.indexOf('accept'));
    expect(of(events, 'recv').find((e) => e.conn === 'B')).toMatchObject({ n: 5, left: 0 });
  });

  test('a SYN beyond backlog + 1 is dropped and sent again after 1, 2, 4, … seconds, six times', () => {
    const clients: Scene['clients'] = {};
    for (const name of ['A', 'B', 'C', 'D']) clients[name] = { acts: [[0, connect]] };
    const events = play({
      options: { backlog: 1 },
      clients,
      made: (_, simulation) => {
        if (of(simulation.trace.events, 'accept').length === 1) simulation.block(200e9);
      },
    });
    const ofD = of(events, 'client.connect').filter((e) => e.conn === 'D');
    expect(ofD.map((e) => e.timeNs / 1e9)).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect(ofD.map((e) => e.retry ?? 0)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(of(events, 'net.synDropped').filter((e) => e.conn === 'C')).toHaveLength(1);
  });
});

describe('the way to the server', () => {
  test('two sends of one moment are two arrivals and one read', () => {
    const events = play(
      one([
        [10, send('one')],
        [10, send('two')],
      ]),
    );
    expect(of(events, 'net.arrive').map((e) => [e.n, e.buffered])).toEqual([
      [3, 3],
      [3, 6],
    ]);
    expect(of(events, 'recv').map((e) => e.n)).toEqual([6]);
  });

  test('the receive buffer is a window: the rest leaves when the server has read', () => {
    const events = play(one([[10, send(x(250))]], { options: { net: { serverRecvBuffer: 100 } } }));
    expect(of(events, 'net.arrive').map((e) => [e.timeNs / 1e6, e.n])).toEqual([
      [11, 100],
      [13, 100],
      [15, 50],
    ]);
  });

  test('one read takes at most 64 KiB', () => {
    const events = play(
      one([[10, send(x(100_000))]], { options: { net: { serverRecvBuffer: 200_000 } } }),
    );
    expect(of(events, 'recv').map((e) => [e.n, e.left])).toEqual([
      [65536, 34464],
      [34464, 0],
    ]);
  });

  test.each([
    [1460, 1000, [11 + 1, 12 + 1, 12.5 + 1]],
    [1000, 1000, [12, 13, 13.5]],
  ])('rate 1000 bytes/ms, segments of %s: each after the other', (mss, rate) => {
    const events = play(one([[10, send(x(2500))]], { client: { mss, rate } }));
    const sizes = of(events, 'net.arrive').map((e) => e.n);
    expect(sizes.reduce((a, b) => a + b)).toBe(2500);
    expect(sizes[0]).toBe(mss);
    const last = timesMs(events, 'net.arrive').at(-1);
    expect(last).toBe(13.5);
  });

  test('a rate that is no whole number is exact: 100 bytes at 0.3 bytes/ms', () => {
    const events = play(one([[10, send(x(100))]], { client: { rate: 0.3 } }));
    expect(of(events, 'net.arrive')[0]!.timeNs).toBe(10e6 + 333_333_333 + 1e6);
  });
});

describe('the way to the client', () => {
  const answer: Scene['received'] = (transport) => transport.write(x(250));

  test('the send buffer takes what it has room for; the rest waits for acknowledgements', () => {
    const events = play(
      one([[10, send('go')]], { received: answer, options: { net: { serverSendBuffer: 100 } } }),
    );
    expect(of(events, 'send').map((e) => [e.timeNs / 1e6, e.offered, e.n])).toEqual([
      [11, 250, 100],
      [13, 150, 100],
      [15, 50, 50],
    ]);
    expect(of(events, 'net.ack').map((e) => e.kernelFree)).toEqual([100, 100, 100]);
  });

  test('bytes arrive after one latency, their ACK after two', () => {
    const events = play(one([[10, send('go')]], { received: answer, client: { latencyMs: 20 } }));
    const sent = timesMs(events, 'send')[0]!;
    expect(timesMs(events, 'client.recv')).toEqual([sent + 20]);
    expect(timesMs(events, 'net.ack')).toEqual([sent + 40]);
  });

  test('a client that does not read stops the stream at its window, and starts it again', () => {
    const events = play(
      one(
        [
          [5, (client) => client.pauseReading()],
          [10, send('go')],
          [50, (client) => client.resumeReading()],
        ],
        { received: answer, client: { clientRecvBuffer: 100 } },
      ),
    );
    expect(of(events, 'client.recv').map((e) => [e.timeNs / 1e6, e.n])).toEqual([
      [50, 100],
      [52, 100],
      [54, 50],
    ]);
  });

  test('a slow reader takes a chunk at each tick', () => {
    const events = play(
      one([[10, send('go')]], { received: answer, client: { read: { everyMs: 5, chunk: 100 } } }),
    );
    expect(of(events, 'client.recv').map((e) => [e.timeNs / 1e6, e.n])).toEqual([
      [17, 100],
      [22, 100],
      [27, 50],
    ]);
  });

  test.each([
    ['free', 13],
    ['linux', 13],
  ] as const)('writable again, rule %s: at the first ACK', (writableRule, at) => {
    const events = play(
      one([[10, send('go')]], {
        received: answer,
        options: { net: { serverSendBuffer: 100, writableRule } },
      }),
    );
    expect(timesMs(events, 'send')[1]).toBe(at);
  });

  test('rule linux: not writable before a third of the buffer is free', () => {
    const events = play(
      one([[10, send('go')]], {
        received: answer,
        client: { read: { everyMs: 1, chunk: 10 }, clientRecvBuffer: 10 },
        options: { net: { serverSendBuffer: 100, writableRule: 'linux' } },
      }),
    );
    const second = of(events, 'send')[1]!;
    expect(second.n).toBe(40);
  });
});

describe('ends', () => {
  test('close: FIN after what was sent', () => {
    const events = play(
      one([
        [10, send(x(10))],
        [10, close],
      ]),
    );
    const kinds = events.map((e) => e.kind);
    expect(kinds.indexOf('net.arrive')).toBeLessThan(kinds.indexOf('net.fin'));
    expect(of(events, 'connectionLost').map((e) => e.reason)).toEqual(['ConnectionDone']);
  });

  test('close with unread bytes resets', () => {
    const events = play(
      one(
        [
          [5, (client) => client.pauseReading()],
          [10, send('go')],
          [20, close],
        ],
        { received: (transport) => transport.write('answer') },
      ),
    );
    expect(timesMs(events, 'client.reset')).toEqual([20]);
    expect(timesMs(events, 'net.rst')).toEqual([21]);
    expect(of(events, 'connectionLost').map((e) => e.reason)).toEqual(['ConnectionLost']);
  });

  test('reset: the server reads ECONNRESET', () => {
    const events = play(one([[10, reset]]));
    expect(of(events, 'recv')).toMatchObject([{ err: 'ECONNRESET' }]);
  });

  test('loseConnection: FIN to the client, which closes', () => {
    const events = play(one([[10, send('x')]], { received: (t) => t.loseConnection() }));
    expect(of(events, 'sockClose')[0]).not.toHaveProperty('rst');
    expect(timesMs(events, 'client.eof')).toEqual([12]);
    expect(timesMs(events, 'client.close')).toEqual([12]);
  });

  test('a client that keeps does not close at the end of the server', () => {
    const events = play(
      one([[10, send('x')]], { client: { onEof: 'keep' }, received: (t) => t.loseConnection() }),
    );
    expect(of(events, 'client.close')).toEqual([]);
  });

  test('abortConnection: RST, and buffered bytes are gone', () => {
    const events = play(
      one([[10, send('x')]], {
        received: (t) => {
          t.write('lost');
          t.abortConnection();
        },
      }),
    );
    expect(of(events, 'sockClose')).toMatchObject([{ rst: true }]);
    expect(of(events, 'client.recv')).toEqual([]);
    expect(timesMs(events, 'client.connectionReset')).toEqual([12]);
  });

  test('bytes that come to a closed socket are answered with RST', () => {
    const events = play(
      one(
        [
          [10, send('x')],
          [11.5, send('late')],
        ],
        { client: { onEof: 'keep' }, received: (t) => t.loseConnection() },
      ),
    );
    expect(timesMs(events, 'client.connectionReset')).toEqual([13.5]);
  });

  test('half close: EOF is read in the turn in which the answer would be sent, and reads come first', () => {
    const events = play(
      one(
        [
          [10, send('x')],
          [10, (client) => client.shutdownWrite()],
        ],
        { received: (t) => t.write('answer') },
      ),
    );
    expect(timesMs(events, 'net.fin')).toEqual([11]);
    expect(of(events, 'write')).toHaveLength(1);
    expect(of(events, 'client.recv')).toEqual([]);
  });
});
