// A process of its own for each measurement of the simulator: `simulator.ts speed|growth|crowd|select|memory`.
// Prints one line of JSON.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { runWorkload } from '../../src/workload/runWorkload';
import { Simulation } from '../../src/scenario/simulation';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';
import { parseWorkload } from '../../src/workload/workload';
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

/** How many of 1,100 clients Twisted's SelectReactor loses where select ends at 1,024 descriptors. */
function lostBeyond1024(): number {
  const simulation = new Simulation({ reactor: 'select', fdSetSize: 1024, backlog: 1100 });
  for (let n = 0; n < 1100; n++) simulation.addClient(`c${n}`).connect();
  const { events } = simulation.run(() => {
    class Listener extends Protocol {}
    simulation.reactor.listenTCP(8000, Factory.forProtocol(Listener));
    simulation.reactor.run();
  });
  return events.filter((e) => e.kind === 'connectionLost' && e.reason === 'ValueError').length;
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
  crowd: () => run(echoWorkload(100_000, 2), 'epoll'),
  /** The same clients on both reactors: select looks at every descriptor in every turn. */
  select: () => {
    const clients = [500, 4_000];
    run(echoWorkload(100, 20), 'select'); // warm up
    const walls = (reactor: 'select' | 'epoll'): number[] =>
      clients.map((count) => run(echoWorkload(count, 2), reactor).wallMs);
    return { select: walls('select'), epoll: walls('epoll'), lost: lostBeyond1024() };
  },
  memory: () => {
    const result = run(echoWorkload(100, 720), 'epoll');
    return { ...result, maxRssKb: process.resourceUsage().maxRSS };
  },
};

const [name = '', ...args] = process.argv.slice(2);
const measure = measures[name as keyof typeof measures] as (...args: string[]) => unknown;
console.log(JSON.stringify(measure(...args)));
