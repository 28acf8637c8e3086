// What is made again, and what stands stored of it.
import { readFileSync } from 'node:fs';
import type { Job } from '../../../src/page/workshop/engine/job';
import {
  readTraceText,
  REACTORS,
  traceFile,
  workloadFile,
  workloadNames,
} from '../../conformance/traces';
import { positions } from '../../scenarios/positions';
import { recordingFile } from '../../scenarios/recordings';
import { programs } from '../programs';
import { runServers } from '../solutions';

/** One run; `run` is a job, or the place of a position. */
export interface Stored {
  id: string;
  run: Job | number;
  /** The stored trace. */
  text(): string;
  /** It imports twisted.web. */
  needsWeb?: true;
}

/** Of all stored recordings. */
export function* storedRuns(): Generator<Stored> {
  for (const reactor of REACTORS) {
    for (const name of workloadNames) {
      const workload = JSON.parse(readFileSync(workloadFile(name), 'utf8')) as Job['workload'];
      const text = (): string => readTraceText(traceFile(name, reactor));
      yield {
        id: `workload ${name}, ${reactor}`,
        run: { workload, reactor, budget: 1e6 } as unknown as Job,
        text,
      };
    }
  }
  for (const [place, position] of positions.entries()) {
    const { scenario, variant, name } = position;
    const text = (): string => readTraceText(recordingFile(position));
    yield { id: `${scenario.id}, ${variant.id} ${name}`, run: place, text };
  }
}

/** Of the small programs, by CPython here and now: those that import twisted.web come last. */
export async function programRuns(): Promise<Stored[]> {
  const traces = await runServers(programs);
  const runs = programs.map(({ id, server, workload }): Stored => {
    const text = (): string => traces.find((one) => one.id === id)!.text;
    const needsWeb = id.startsWith('web');
    const run = { workload, server, reactor: 'select' } as const;
    return { id: `program ${id}`, run, text, ...(needsWeb && { needsWeb }) };
  });
  return runs.sort((a, b) => Number(a.needsWeb ?? 0) - Number(b.needsWeb ?? 0));
}
