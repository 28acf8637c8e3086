// npm run fuzz -- --seeds A..B [--processes N] [--keep-going]: random workloads on our simulator and on real
// Twisted, side by side. The first difference is shown and shrunk to a small workload; --keep-going shows them all.
// npm run fuzz -- --digests: makes the digests of the seeds that `npm test` runs.
import { writeFileSync } from 'node:fs';
import type { Workload } from '../../../src/workload/workload';
import type { OracleTrace } from '../compare';
import { twistedPython, runOracleBatch } from '../runOracle';
import { REACTORS, type ReactorName } from '../traces';
import { DIGESTS_FILE, digestOf, digestsText, KEPT_SEEDS } from './digests';
import { GENERATOR, generateWorkload } from './generate';
import { compareAll, isWorkload } from './run';
import { shrink } from './shrink';

interface Options {
  from: number;
  to: number;
  processes: number;
  keepGoing: boolean;
  digests: boolean;
}

class UsageError extends Error {}

function parseOptions(argv: readonly string[]): Options {
  const options: Options = { from: 1, to: 100, processes: 1, keepGoing: false, digests: false };
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]!;
    if (argument === '--keep-going') options.keepGoing = true;
    else if (argument === '--digests') options.digests = true;
    else if (argument === '--seeds') {
      const range = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(argv[++i] ?? '');
      if (range === null) throw wrong(argument, argv[i], 'A..B, as 1..300');
      options.from = Number(range[1]);
      options.to = Number(range[2] ?? range[1]);
      if (options.to < options.from) throw wrong(argument, argv[i], 'A..B with A at most B');
    } else if (argument === '--processes') {
      if (!/^[1-9]\d?$/.test(argv[++i] ?? '')) throw wrong(argument, argv[i], '1 to 99');
      options.processes = Number(argv[i]);
    } else {
      throw wrong(argument, 'an unknown option', '--seeds, --processes, --keep-going, --digests');
    }
  }
  return options;
}

const wrong = (argument: string, found: string | undefined, allowed: string): UsageError =>
  new UsageError(`fuzz: ${argument}: found ${found ?? 'nothing'}; allowed: ${allowed}`);

/** Seeds are handed to the oracle so many at a time, to show how far it got. */
const CHUNK = 250;

async function fuzz({ from, to, processes, keepGoing }: Options): Promise<number> {
  const started = performance.now();
  const failed: number[] = [];
  let events = 0;
  for (let first = from; first <= to; first += CHUNK) {
    const count = Math.min(CHUNK, to - first + 1);
    const workloads = Array.from({ length: count }, (_, n) => generateWorkload(first + n));
    await compareAll(
      workloads,
      (index, compared) => {
        events += compared.events;
        if (compared.report === null) return;
        failed.push(first + index);
        if (keepGoing || failed.length === 1) {
          console.log(`seed ${first + index} (${workloads[index]!.reactor}): ${compared.report}\n`);
        }
      },
      processes,
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `seeds ${from}..${first + count - 1}: ${events} events, ${failed.length} different, ${seconds} s`,
    );
    if (failed.length > 0 && !keepGoing) break;
  }
  if (failed.length === 0) return 0;
  console.log(`different: ${failed.join(' ')}`);
  if (!keepGoing) await showSmallest(Math.min(...failed));
  return 1;
}

async function showSmallest(seed: number): Promise<void> {
  console.log(`shrinking seed ${seed} ...`);
  const smallest = await shrink(generateWorkload(seed), async (candidates: Workload[]) => {
    const right = candidates.filter(isWorkload);
    const failing = new Set<Workload>();
    await compareAll(right, (index, { report }) => {
      if (report !== null && !report.startsWith('the oracle failed')) failing.add(right[index]!);
    });
    return candidates.map((candidate) => failing.has(candidate));
  });
  await compareAll([smallest], (_, { report }) => console.log(report));
  console.log(`\n${JSON.stringify(smallest)}`);
}

async function makeDigests(twisted: string): Promise<number> {
  const by: Record<ReactorName, string[]> = { select: [], epoll: [] };
  const jobs = REACTORS.flatMap((reactor) =>
    Array.from({ length: KEPT_SEEDS }, (_, n) => ({
      id: `${reactor} ${n}`,
      workload: generateWorkload(n + 1),
      reactor,
    })),
  );
  await runOracleBatch(jobs, (result) => {
    if ('error' in result) throw new Error(`${result.id}: ${result.error}`);
    const [reactor, n] = result.id.split(' ') as [ReactorName, string];
    by[reactor][Number(n)] = digestOf(JSON.parse(result.text) as OracleTrace);
  });
  writeFileSync(DIGESTS_FILE, digestsText({ generator: GENERATOR, twisted }, by));
  console.log(`${jobs.length} digests written`);
  return 0;
}

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv);
  return options.digests ? makeDigests(twistedPython().twisted) : fuzz(options);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
