import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { runWorkload } from '../../src/workload/runWorkload';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('a recording of a large transfer does not hold on to its bytes', () => {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const recording = runWorkload({
    maxIterations: 1e6,
    server: { program: 'big-write', params: { mode: 'push', chunk: 20_000 } },
    clients: [{ name: 'A', actions: [{ at: 10, send: 'get 100000000\r\n' }] }],
  });
  collectGarbage();
  const heldBytes = process.memoryUsage().heapUsed - before;
  expect(recording.events.length).toBeGreaterThan(20_000);
  expect(heldBytes).toBeLessThan(40e6);
});
