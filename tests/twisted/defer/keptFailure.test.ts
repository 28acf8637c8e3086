import { expect, it } from 'vitest';
import { runWorkload } from '../../../src/workload/runWorkload';
import { parseWorkload } from '../../../src/workload/workload';
import { REACTORS } from '../reactorFixture';

/** What is logged, by time in ms, of operations that run when the reactor starts. */
function logOf(onStart: unknown, reactor: 'select' | 'epoll'): string[] {
  const server = { program: 'script', params: { onStart } };
  const { events } = runWorkload(parseWorkload({ name: 'log', server, clients: [] }), { reactor });
  return events.flatMap((event) =>
    event.kind === 'logError' ? [`${event.timeNs / 1e6} ${event.message}`] : [],
  );
}

// What real Twisted 26.4.0 with CPython 3.11 logs of the same operations under the oracle.
it.each(REACTORS)(
  'a timer that raised keeps the turn’s last timer until another raises, %s',
  (reactor) => {
    const raise = (text: string): unknown[] => [['raise', text]];
    const onStart = [
      ['callLater', 5, raise('first'), 'T0'],
      ['lose', 'errback', 5],
      ['callLater', 20, [['note', 'nothing']], 'T1'],
      ['callLater', 40, raise('second'), 'T2'],
    ];
    expect(logOf(onStart, reactor)).toEqual([
      '5 first',
      '40 Unhandled error in Deferred:',
      '40 lost',
      '40 second',
    ]);
  },
);
