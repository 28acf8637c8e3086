// A process of its own for each measurement of the simulator: `simulator.ts speed|growth|memory`.
// Prints one line of JSON.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { runWorkload } from '../../src/scenario/runWorkload';
import { parseWorkload } from '../../src/scenario/workload';
import { median } from './figure';
import { echoWorkload } from './workloads';

/** Wall milliseconds and recorded events of one run. */
interface Run {
  wallMs: number;
  events: number;
}

function run(workload: object, reactor: 'select' | 'epoll'): Run {
  const parsed = parseWorkload(workload);
  const started = performance.now();
  const recording = runWorkload(parsed, { reactor });
  return { wallMs: performance.now() - started, events: recording.events.length };
}

function medianRun(times: number, workload: object, reactor: 'select' | 'epoll'): Run {
  const runs = Array.from({ length: times }, () => run(workload, reactor));
  return { wallMs: median(runs.map((r) => r.wallMs)), events: runs[0]!.events };
}

const measures = {
  /** The workload file given, on the reactor given. */
  speed: (file: string, reactor: string) =>
    medianRun(
      5,
      JSON.parse(readFileSync(file, 'utf8')) as object,
      reactor === 'epoll' ? 'epoll' : 'select',
    ),
  growth: () => {
    run(echoWorkload(100, 20), 'epoll'); // warm up
    return [1_000, 10_000].map((clients) => medianRun(3, echoWorkload(clients, 2), 'epoll'));
  },
  memory: () => {
    const result = run(echoWorkload(100, 720), 'epoll');
    return { ...result, maxRssKb: process.resourceUsage().maxRSS };
  },
};

const [name = '', ...args] = process.argv.slice(2);
const measure = measures[name as keyof typeof measures] as (...args: string[]) => unknown;
console.log(JSON.stringify(measure(...args)));
