// npm run verify:twisted [-- --update]: makes every stored trace again with the Twisted that is here,
// compares it with the stored one and with our own run, and says what differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { eventsToWire } from '../../src/recording/json';
import { runScenario } from '../../src/scenario/runScenario';
import { runWorkload } from '../../src/workload/runWorkload';
import { parseWorkload } from '../../src/workload/workload';
import { fromTheReactorOn, scenarioJobs } from '../scenarios/recordings';
import { firstDifference, type OracleTrace, type Run, type WireEvent } from './compare';
import { runOracleBatch, twistedPython, type OracleJob, type OracleResult } from './runOracle';
import { serverJobs } from './servers';
import {
  compressTrace,
  readTrace,
  REACTORS,
  traceFile,
  workloadFile,
  workloadNames,
} from './traces';

/** A stored trace, and how real Twisted makes it. Paths are the project's. */
interface Stored extends OracleJob {
  file: string;
  /** Our own run, where it can be made from the workload alone. */
  ours?: () => Run | Promise<Run>;
  /** Leaves out what is not compared with our run. */
  trim?: (run: Run) => Run;
}

/** The Twisted that made the stored traces. */
const STORED_WITH = '26.4.0';

/**
 * Where an older Twisted (before 24.10) logs unhandled errors earlier: a Failure that a callback raised did not keep its
 * traceback, so that Python dropped it with the Deferred. There everything but the log must still agree.
 */
const LOGS_EARLIER_BEFORE: readonly string[] = REACTORS.flatMap((reactor) => [
  `${reactor}/23-deferreds`,
  `${reactor}/53-unhandled`,
]);

/**
 * Where Python's stack is full: what the stored traces say holds for their Twisted and for CPython 3.11, which counts
 * calls of C; others meet the limit some calls earlier or later. There both must meet it, and the server must go on as well.
 */
const FULL_STACKS: readonly string[] = REACTORS.map((reactor) => `${reactor}/51-recursion-limit`);

const aroundTheLimit = ({ end, events }: Run): Run => ({
  end,
  events: events
    .filter((event) => event['kind'] === 'logError' || event['kind'] === 'client.recv')
    .map(({ kind, error, data }) => ({ kind, met: error === 'RecursionError', data }))
    .filter(({ met, data }) => met || data === 'pong ping\r\n')
    .filter((event, n, all) => n === 0 || event.met !== all[n - 1]!.met),
});

const textOf = (file: string): string => gunzipSync(readFileSync(file)).toString('utf8');

/** @param twisted a version: `22.4.0` */
function isOlder(twisted: string): boolean {
  const [major = 0, minor = 0] = twisted.split('.').map(Number);
  return major < 24 || (major === 24 && minor < 10);
}

const withoutLog = ({ end, events }: Run): Run => ({
  end,
  events: events.filter((event) => event['kind'] !== 'logError'),
});

function conformanceTraces(): Stored[] {
  return REACTORS.flatMap((reactor) =>
    workloadNames.map((name) => {
      const workload: unknown = JSON.parse(readFileSync(workloadFile(name), 'utf8'));
      return {
        id: `${reactor}/${name}`,
        workload,
        reactor,
        file: traceFile(name, reactor),
        ours: () => {
          const recording = runWorkload(parseWorkload(workload), { reactor });
          return { end: recording.end, events: eventsToWire(recording) as WireEvent[] };
        },
      };
    }),
  );
}

function scenarioTraces(): Stored[] {
  return scenarioJobs().map(({ position, ...job }) => ({
    ...job,
    ours: () => {
      const { scenario, variant, values } = position;
      const recording = runScenario(scenario, variant.id, values);
      return { end: recording.end, events: eventsToWire(recording) as WireEvent[] };
    },
    trim: fromTheReactorOn,
  }));
}

/** Compares one fresh trace; the reports of what differs. */
async function check(stored: Stored, fresh: OracleTrace): Promise<string[]> {
  const reports: string[] = [];
  const logsEarlier = isOlder(fresh.twisted) && LOGS_EARLIER_BEFORE.includes(stored.id);
  const countsElsewhere =
    FULL_STACKS.includes(stored.id) &&
    (fresh.twisted !== STORED_WITH || !fresh.python.startsWith('3.11.'));
  const against = async (
    what: string,
    run: () => Run | Promise<Run>,
    trim = (whole: Run): Run => whole,
  ): Promise<void> => {
    const compared = (whole: Run): Run => {
      if (countsElsewhere) return aroundTheLimit(whole);
      return logsEarlier ? withoutLog(trim(whole)) : trim(whole);
    };
    try {
      const difference = firstDifference(compared(await run()), compared(fresh));
      if (difference !== null) reports.push(`${stored.id}, ${what}: ${difference.report}`);
    } catch (error) {
      reports.push(`${stored.id}, ${what}: ${String(error)}`);
    }
  };
  if (logsEarlier) {
    console.log(
      `${stored.id}: compared without its log, which Twisted ${fresh.twisted} writes earlier`,
    );
  }
  if (countsElsewhere) {
    console.log(
      `${stored.id}: compared around the recursion limit, which Twisted ${fresh.twisted} on Python ${fresh.python} meets elsewhere`,
    );
  }
  await against('the stored trace', () => readTrace(stored.file));
  if (stored.ours !== undefined) await against('our run', stored.ours, stored.trim);
  return reports;
}

async function verify(update: boolean): Promise<number> {
  const found = twistedPython();
  if (update && found.twisted !== STORED_WITH) {
    console.log(`--update: found Twisted ${found.twisted}; allowed: ${STORED_WITH}`);
    return 2;
  }
  console.log(`Twisted ${found.twisted}, ${found.python}`);
  const stored: Stored[] = [...conformanceTraces(), ...serverJobs(), ...scenarioTraces()];
  const byId = new Map(stored.map((one) => [one.id, one]));
  const reports: string[] = [];
  const checks: Promise<string[]>[] = [];
  const written: string[] = [];
  const take = (result: OracleResult): void => {
    const one = byId.get(result.id)!;
    if ('error' in result) {
      reports.push(`${result.id}: the oracle failed: ${result.error}`);
      return;
    }
    if (update) {
      // The text counts: another zlib packs the same one into other bytes.
      if (!existsSync(one.file) || textOf(one.file) !== result.text) {
        writeFileSync(one.file, compressTrace(result.text));
        written.push(result.id);
      }
    }
    checks.push(check(one, JSON.parse(result.text) as OracleTrace));
  };
  await runOracleBatch(stored, take);
  reports.push(...(await Promise.all(checks)).flat());
  for (const report of reports) console.log(`\n${report}`);
  if (update)
    console.log(`${written.length} traces written${written.map((id) => `\n  ${id}`).join('')}`);
  console.log(`${stored.length} traces made again, ${reports.length} differences`);
  return reports.length === 0 ? 0 : 1;
}

const argv = process.argv.slice(2);
const unknown = argv.find((argument) => argument !== '--update');
if (unknown !== undefined) {
  console.error(`verify:twisted: ${unknown}: found an unknown option; allowed: --update`);
  process.exitCode = 2;
} else {
  process.exitCode = await verify(argv.includes('--update'));
}
