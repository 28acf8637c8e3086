// A process of its own: how long a step back takes. Prints one line of JSON.
import { performance } from 'node:perf_hooks';
import { worldAt } from '../../src/player/world';
import { runWorkload } from '../../src/scenario/runWorkload';
import { parseWorkload } from '../../src/scenario/workload';
import { percentile } from './figure';
import { echoWorkload } from './workloads';

const recording = runWorkload(parseWorkload(echoWorkload(20, 40)), { reactor: 'select' });

/** p95 in ms of stepping back by one event from `index`, as a reader does who has just stepped on. */
function stepBack(index: number): number {
  const times = Array.from({ length: 200 }, () => {
    worldAt(recording, index);
    const started = performance.now();
    worldAt(recording, index - 1);
    return performance.now() - started;
  });
  return percentile(times, 95);
}

stepBack(5_000); // warm up
const near = stepBack(100);
const far = stepBack(10_000);
console.log(JSON.stringify({ events: recording.events.length, near, far }));
