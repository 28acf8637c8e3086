import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonPath, withVirtualKernel } from '../python.mjs';
import type { Figure, Group } from './figure';
import { median } from './figure';
import { echoWorkload } from './workloads';

const here = fileURLToPath(new URL('.', import.meta.url));

const simulator = (...args: string[]): Promise<unknown> =>
  promisify(execFile)(
    process.execPath,
    [...process.execArgv, join(here, 'simulator.ts'), ...args],
    { maxBuffer: 1e8 },
  ).then(({ stdout }) => JSON.parse(stdout) as unknown);

const thousands = (value: number): string => Math.round(value).toLocaleString('en');

export const simulatorGroups: Group[] = [
  {
    what: 'simulator speed',
    async measure() {
      const folder = mkdtempSync(join(tmpdir(), 'reactor-bench-'));
      try {
        const file = join(folder, 'workload.json');
        writeFileSync(file, JSON.stringify(echoWorkload(100, 80)));
        return await speed(file, folder);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
  {
    what: 'growth, epoll, 1,000 to 10,000 clients',
    async measure() {
      const [small, large] = (await simulator('growth')) as { wallMs: number; events: number }[];
      const factor = large!.wallMs / small!.wallMs;
      return [
        {
          what: 'growth, epoll, 1,000 to 10,000 clients',
          measured: `${factor.toFixed(1)} × (${small!.wallMs.toFixed(0)} to ${large!.wallMs.toFixed(0)} ms)`,
          goal: '≤ 8 ×',
          reached: factor <= 8,
        },
      ];
    },
  },
  {
    what: '100,000 clients, epoll',
    async measure() {
      const { wallMs, events } = (await simulator('crowd')) as { wallMs: number; events: number };
      return [
        {
          what: '100,000 clients, epoll',
          measured: `${thousands(events)} events in ${(wallMs / 1000).toFixed(1)} s`,
          goal: 'they run',
          reached: events > 100_000,
        },
      ];
    },
  },
  {
    what: 'growth, select, 500 to 4,000 clients',
    async measure() {
      const { select, epoll, lost } = (await simulator('select')) as Record<
        'select' | 'epoll',
        [number, number]
      > & { lost: number };
      const factor = ([few, many]: [number, number]): string => `${(many / few).toFixed(0)} ×`;
      return [
        {
          what: 'growth, select, 500 to 4,000 clients',
          measured: `${factor(select)}; epoll ${factor(epoll)}`,
          goal: 'none: real select is quadratic',
          reached: undefined,
        },
        {
          what: 'of 1,100 clients, lost by select (1,024 descriptors)',
          measured: String(lost),
          goal: 'none: real Twisted lost 87',
          reached: undefined,
        },
      ];
    },
  },
  {
    what: 'memory of a run of 1,000,000 events',
    async measure() {
      const { events, maxRssKb } = (await simulator('memory')) as {
        events: number;
        maxRssKb: number;
      };
      return [
        {
          what: `memory of a run of ${thousands(events)} events`,
          measured: `${thousands(maxRssKb / 1000)} MB, whole process`,
          goal: '< 1,000 MB',
          reached: events >= 1e6 && maxRssKb < 1e6,
        },
      ];
    },
  },
];

async function speed(file: string, folder: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const reactor of ['select', 'epoll']) {
    const ours = (await simulator('speed', file, reactor)) as { wallMs: number; events: number };
    const rate = (ours.events / ours.wallMs) * 1000;
    figures.push({
      what: `simulator speed, ${reactor}, ${thousands(ours.events)} events`,
      measured: `${thousands(rate)} events/s`,
      goal: '≥ 1,000,000 events/s',
      reached: ours.events >= 100_000 && rate >= 1_000_000,
    });
    const wall = Array.from({ length: 3 }, () => {
      const started = performance.now();
      const run = ['-m', 'virtual_kernel', file, '--reactor', reactor];
      execFileSync(pythonPath(), [...run, '-o', join(folder, 'trace.json')], {
        stdio: 'ignore',
        env: withVirtualKernel(process.env),
      });
      return performance.now() - started;
    });
    const factor = median(wall) / ours.wallMs;
    figures.push({
      what: `the same run by the oracle, ${reactor}`,
      measured: `${median(wall).toFixed(0)} ms to our ${ours.wallMs.toFixed(0)} ms: ${factor.toFixed(1)} ×`,
      goal: '≥ 15 ×',
      reached: factor >= 15,
    });
  }
  return figures;
}
