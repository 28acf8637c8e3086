// Real Twisted in Node: the same interpreter and packs as in a page, without CPython.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPyodide } from 'pyodide';
import { packsFolder, pyodide } from '../../scripts/workshop/packs.mjs';
import { ENVIRONMENT, runJob, warmUp } from '../../src/page/workshop/engine/interpreter';
import type { Job } from '../../src/page/workshop/engine/job';

/** Runs a job in an interpreter of its own; the text of the trace, or of what came instead. */
export async function runInNode(job: Job): Promise<string> {
  const packs = packsFolder();
  const python = await loadPyodide({
    indexURL: `${pyodide}/`,
    stdLibURL: join(packs, 'std.zip'),
    env: ENVIRONMENT,
    stdout: () => undefined,
    stderr: () => undefined,
  });
  warmUp(python, readFileSync(join(packs, 'app.zip')));
  return runJob(python, job);
}
