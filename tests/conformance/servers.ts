import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsToWire } from '../../src/recording/json';
import { runServer } from '../../src/workload/runWorkload';
import type { ServerProgram } from '../../src/scenario/types';
import { parseServerWorkload } from '../../src/workload/workload';
import type { Run, WireEvent } from './compare';
import type { OracleJob } from './runOracle';
import { CONFORMANCE_FOLDER, REACTORS, type ReactorName } from './traces';

/** Ordinary programs, each a server.py that real Twisted runs and the same in server.ts. */
const FOLDER = join(CONFORMANCE_FOLDER, 'servers');

/** One program on one reactor. */
export interface ServerJob extends OracleJob {
  name: string;
  reactor: ReactorName;
  /** Where the trace of real Twisted is kept. */
  file: string;
  /** The same program on our simulator. */
  ours(): Promise<Run>;
}

export function serverJobs(): ServerJob[] {
  const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'server.py')));
  return names.sort().flatMap((name) => REACTORS.map((reactor) => jobOf(name, reactor)));
}

function jobOf(name: string, reactor: ReactorName): ServerJob {
  const folder = join(FOLDER, name);
  const json = JSON.parse(readFileSync(join(folder, 'workload.json'), 'utf8')) as object;
  return {
    id: `server/${reactor}/${name}`,
    name,
    workload: { ...json, server: {} },
    reactor,
    server: join(folder, 'server.py'),
    file: join(folder, `${reactor}.json.gz`),
    ours: async () => {
      const module = (await import(join(folder, 'server.ts'))) as { server: ServerProgram };
      const recording = runServer(module.server, parseServerWorkload(json), { reactor });
      return { end: recording.end, events: eventsToWire(recording) as WireEvent[] };
    },
  };
}
