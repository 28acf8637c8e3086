import { describe, expect, test } from 'vitest';
import type { SimulationOptions } from '../../src/scenario/simulation';
import { Simulation } from '../../src/scenario/simulation';
import { connect, of, play, send, timesMs, type Scene } from './run';

type Order = NonNullable<SimulationOptions['order']>;

const REACTORS = ['select', 'epoll'] as const;

describe.each(REACTORS)('%s', (reactor) => {
  test('with nothing to come it is the end', () => {
    const events = play({ options: { reactor }, clients: {} });
    expect(of(events, 'end')).toMatchObject([{ why: 'idle' }]);
  });

  test('until: the run stops at that time', () => {
    const events = play({
      options: { reactor, untilNs: 5e6 },
      clients: { A: { acts: [[10, connect]] } },
    });
    expect(of(events, 'end')).toMatchObject([{ why: 'until', timeNs: 5e6 }]);
  });

  test('time that never passes: the run stops after so many turns', () => {
    const simulation = new Simulation({ reactor, maxIterations: 100 });
    const again = (): void => {
      simulation.reactor.callLater(0, again);
    };
    const { events, end } = simulation.run(() => {
      again();
      simulation.reactor.run();
    });
    expect(end).toBe('maxIterations');
    expect(of(events, 'iteration')).toHaveLength(100);
  });

  test('what arrives at the very deadline is reported with it', () => {
    const scene: Scene = {
      options: { reactor },
      clients: {
        A: {
          acts: [
            [0, connect],
            [10, send('x')],
          ],
        },
      },
      made: (_, simulation) => simulation.reactor.callLater(0.008, () => undefined),
    };
    const events = play(scene);
    const answer = of(events, 'select').find((e) => e.timeNs === 11e6);
    expect(answer).toMatchObject({ readable: ['A'], timeoutNs: 8e6 });
  });

  test('the price of system calls passes', () => {
    const events = play({
      options: { reactor, costs: { accept: 1, recv: 2, send: 3, select: 0.5 } },
      clients: {
        A: {
          acts: [
            [0, connect],
            [20, send('x')],
          ],
        },
      },
      received: (transport) => transport.write('y'),
    });
    expect(timesMs(events, 'accept')).toEqual([4]);
    const [asked, read] = [of(events, 'select')[1]!.timeNs, of(events, 'recv')[0]!.timeNs];
    expect(read - asked).toBe(2e6);
    expect(of(events, 'send')[0]!.timeNs - of(events, 'select')[2]!.timeNs).toBe(3e6);
  });
});

test.each([
  [0.0004, 1e6],
  [0.001, 1e6],
  [0.0010001, 2e6],
  [0.0000005, 500],
])('epoll: a timeout of %s s asks for %s ns', (delay, timeoutNs) => {
  const simulation = new Simulation({ reactor: 'epoll' });
  const { events } = simulation.run(() => {
    simulation.reactor.callLater(delay, () => undefined);
    simulation.reactor.run();
  });
  expect(of(events, 'selectEnter')[0]!.timeoutNs).toBe(timeoutNs);
});

describe('the order of what is ready at once', () => {
  const arrivals = (order: Order, reactor: 'select' | 'epoll'): (string | null)[] => {
    const events = play({
      options: { order, reactor },
      made: (_, simulation) => {
        if (of(simulation.trace.events, 'accept').length === 3) {
          simulation.reactor.callLater(0.001, () => simulation.block(50e6));
        }
      },
      clients: {
        A: {
          acts: [
            [0, connect],
            [30, send('a')],
          ],
        },
        B: {
          acts: [
            [1, connect],
            [20, send('b')],
          ],
        },
        C: {
          acts: [
            [2, connect],
            [25, send('c')],
          ],
        },
      },
    });
    return of(events, 'recv').map((e) => e.conn);
  };

  test.each([
    ['fd', 'select', ['A', 'B', 'C']],
    ['fdDesc', 'select', ['C', 'B', 'A']],
    ['arrival', 'select', ['B', 'C', 'A']],
    ['fd', 'epoll', ['A', 'B', 'C']],
    ['fdDesc', 'epoll', ['C', 'B', 'A']],
  ] as const)('%s on %s', (order, reactor, names) => {
    expect(arrivals(order, reactor)).toEqual(names);
  });
});

test('descriptors: the lowest free number, from 6 for the first client', () => {
  const events = play({
    clients: {
      A: {
        acts: [
          [0, connect],
          [20, (c) => c.close()],
        ],
      },
      B: { acts: [[5, connect]] },
      C: { acts: [[40, connect]] },
    },
  });
  expect(of(events, 'accept').map((e) => [e.conn, e.fd])).toEqual([
    ['A', 6],
    ['B', 7],
    ['C', 6],
  ]);
});

test('select refuses descriptors from 1,024 on: those clients are lost, epoll serves them all', () => {
  const lost = (reactor: 'select' | 'epoll'): string[] => {
    const clients: Scene['clients'] = {};
    for (let n = 0; n < 1030; n++) {
      clients[`c${n}`] = { acts: [[n * 0.01, connect]] };
    }
    const events = play({ options: { reactor, fdSetSize: 1024, backlog: 2000 }, clients });
    return of(events, 'connectionLost').map((e) => e.reason);
  };
  // 1,018 have the descriptors 6 to 1,023.
  expect(lost('select')).toEqual(Array.from({ length: 12 }, () => 'ValueError'));
  expect(lost('epoll')).toEqual([]);
});
