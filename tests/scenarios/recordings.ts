import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceOf } from '../../src/scenario/pythonLines';
import { exportWorkload } from '../../src/workload/exportWorkload';
import type { OracleJob } from '../conformance/runOracle';
import type { Run, WireEvent } from '../conformance/compare';
import { positions, type Position } from './positions';

const FOLDER = dirname(fileURLToPath(import.meta.url));

/** Where the recording of real Twisted's run at a position is kept. */
export function recordingFile({ scenario, variant, name }: Position): string {
  return join(FOLDER, scenario.id, `${variant.id} ${name}.json.gz`);
}

/** Real Twisted's runs of every scenario's `server.py`, with the clients of our own run. */
export function scenarioJobs(): (OracleJob & { file: string; position: Position })[] {
  const sources = mkdtempSync(join(tmpdir(), 'servers-'));
  return positions.map((position) => {
    const { scenario, variant, values, name } = position;
    const arranged = variant.arranged === undefined ? '' : ` ${name}`;
    const server = join(sources, `${scenario.id} ${variant.id}${arranged}.py`);
    writeFileSync(server, sourceOf(variant, values));
    const file = recordingFile(position);
    mkdirSync(dirname(file), { recursive: true });
    const constants = Object.entries(scenario.parameters).flatMap(([id, { constant }]) =>
      // A variant whose file has no such line needs none: somebody else takes the time.
      constant !== undefined && variant.python.includes(`\n${constant} = `)
        ? [[constant, values[id]!] as const]
        : [],
    );
    const reactor = scenario.reactor?.(values);
    return {
      id: `${scenario.id}/${variant.id} ${name}`,
      workload: exportWorkload(scenario, variant.id, values),
      server,
      ...(reactor === undefined ? {} : { reactor }),
      constants: Object.fromEntries(constants),
      lines: true,
      file,
      position,
    };
  });
}

/**
 * A run from the first event of the reactor on: what the module's own lines do before it (imports,
 * definitions) is Python's, not the server's.
 */
export function fromTheReactorOn({
  end,
  events,
}: {
  end: string | null;
  events: readonly object[];
}): Run {
  const all = events as readonly WireEvent[];
  const first = all.findIndex((event) => event['kind'] !== 'line');
  return { end, events: all.slice(first) };
}
