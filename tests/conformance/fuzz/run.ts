import { eventsToWire } from '../../../src/recording/json';
import { runWorkload } from '../../../src/workload/runWorkload';
import { parseWorkload, type Workload } from '../../../src/workload/workload';
import { firstDifference, type OracleTrace, type Run, type WireEvent } from '../compare';
import { runOracleBatch } from '../runOracle';
import type { ReactorName } from '../traces';

/** Our run of a workload, as a trace file would have it. */
export function ourRun(workload: Workload, reactor: ReactorName): Run {
  const recording = runWorkload(workload, { reactor });
  return { end: recording.end, events: eventsToWire(recording) as WireEvent[] };
}

/** Whether a workload is one at all: what shrinking leaves may not be. */
export function isWorkload(candidate: Workload): boolean {
  try {
    parseWorkload(candidate);
    return true;
  } catch {
    return false;
  }
}

/** What came of one comparison: null when there is no difference. */
export interface Compared {
  /** The first difference, or the error that ended one side; null when both sides agree. */
  report: string | null;
  /** Events that real Twisted recorded. */
  events: number;
}

/** Runs each workload on its own reactor, here and on real Twisted, and compares. */
export async function compareAll(
  workloads: readonly Workload[],
  done: (index: number, compared: Compared) => void,
  processes = 1,
): Promise<void> {
  const jobs = workloads.map((workload, index) => ({ id: String(index), workload }));
  await runOracleBatch(
    jobs,
    (result) => {
      const index = Number(result.id);
      if ('error' in result) {
        done(index, { report: `the oracle failed: ${result.error}`, events: 0 });
        return;
      }
      const theirs = JSON.parse(result.text) as OracleTrace;
      done(index, { report: compareWith(workloads[index]!, theirs), events: theirs.count });
    },
    processes,
  );
}

function compareWith(workload: Workload, theirs: OracleTrace): string | null {
  try {
    const ours = ourRun(parseWorkload(workload), theirs.reactor);
    return firstDifference(ours, theirs)?.report ?? null;
  } catch (error) {
    return `our run failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
