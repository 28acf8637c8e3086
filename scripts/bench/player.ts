// A process of its own: how long a step back takes. Prints one line of JSON.
import { performance } from 'node:perf_hooks';
import { worldAt } from '../../src/player/world/world';
import { runWorkload } from '../../src/workload/runWorkload';
import { parseWorkload } from '../../src/workload/workload';
import { percentile } from './figure';
import { echoWorkload } from './workloads';

const recording = runWorkload(parseWorkload(echoWorkload(20, 40)), { reactor: 'select' });

/** How long in ms stepping back by one event takes, as for a reader who has just stepped on. */
function stepBack(index: number): number {
  worldAt(recording, index);
  const started = performance.now();
  worldAt(recording, index - 1);
  return performance.now() - started;
}

// By turns, so that whatever else the machine does hits both alike; the first ones warm the engine up.
const pairs = Array.from({ length: 1_000 }, () => [stepBack(100), stepBack(10_000)] as const);
const measured = pairs.slice(200);
console.log(
  JSON.stringify({
    events: recording.events.length,
    near: percentile(
      measured.map(([near]) => near),
      95,
    ),
    far: percentile(
      measured.map(([, far]) => far),
      95,
    ),
  }),
);
