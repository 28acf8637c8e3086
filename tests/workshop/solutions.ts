import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOracleBatch } from '../conformance/runOracle';

/** Runs texts of servers on real Twisted, each with its workload; their traces. @throws Error where one is refused */
export async function runServers(
  jobs: readonly { id: string; server: string; workload: unknown }[],
): Promise<{ id: string; text: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'servers-'));
  const traces: { id: string; text: string }[] = [];
  try {
    const files = jobs.map(({ id, server, workload }) => {
      const file = join(folder, `${id}.py`);
      writeFileSync(file, server);
      return { id, workload, server: file };
    });
    await runOracleBatch(files, (result) => {
      if ('error' in result) throw new Error(`${result.id}: ${result.error}`);
      traces.push(result);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return traces;
}
