import { describe, expect, it } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import { formatWait, longestWaits, waitsOf } from '../../src/player/measures/waits';
import type { RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { runWorkload } from '../../src/workload/runWorkload';
import type { Workload } from '../../src/workload/workload';

describe('a wait that is lost', () => {
  const endedBy = (end: object): ReturnType<typeof waitsOf> & { row?: unknown } => {
    const recording = runWorkload({
      net: { latencyMs: 10 },
      server: { program: 'echo', params: {} },
      clients: [
        {
          name: 'A',
          connect: 0,
          actions: [
            { at: 100, send: 'a' },
            { at: 1000, send: 'b' },
            { at: 1005, ...end },
          ],
        },
      ],
    } as Workload);
    return Object.assign(waitsOf(recording), { row: longestWaits(recording)[0] });
  };

  it.each([
    ['the client closes', { close: true }],
    ['the client resets', { reset: true }],
  ])('has its end there: %s', (_, end) => {
    const waits = endedBy(end);
    expect(waits.map(({ answeredNs, lostNs }) => [answeredNs, lostNs])).toEqual([
      [120e6, null],
      [null, 1005e6],
    ]);
    // Shorter than the wait that had an answer: that is the longest.
    expect(waits.row).toEqual({ client: 'A', waitNs: 20e6, state: 'answered' });
  });

  it('is the longest when it was, at least as long as to the end of the connection', async () => {
    const { scenario } = await loaders['after-the-block']!();
    const rows = longestWaits(runScenario(scenario));
    expect(rows.map((row) => [row.client, formatWait(row)])).toEqual([
      ['A', 'lost'],
      ['B', 'lost'],
      ['C', '3.0 s'],
      ['D', '1.4 s'],
    ]);
    expect(rows[0]!.waitNs).toBe(3040e6);
  });
});

it('finds the longest waits in one pass, however many clients there are', () => {
  const clients = 400;
  const events: RecordedEvent[] = [];
  for (let i = 0; i < clients; i++) {
    events.push({ timeNs: i, turn: 1, conn: `c${i}`, kind: 'client.connect' });
    events.push({ timeNs: i, turn: 1, conn: `c${i}`, kind: 'client.send', n: 1, data: 'x' });
  }
  const recording: Recording = { reactor: 'select', end: 'idle', events };
  let looks = 0;
  for (const wait of waitsOf(recording)) {
    const { client } = wait;
    Object.defineProperty(wait, 'client', {
      get: () => {
        looks++;
        return client;
      },
    });
  }
  expect(longestWaits(recording)).toHaveLength(clients);
  expect(looks).toBeLessThan(3 * clients);
});
