// Real Twisted in Node: the same interpreter and packs as in a page, without CPython.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import { packsFolder, pyodide } from '../../scripts/workshop/packs.mjs';
import {
  ENVIRONMENT,
  giveFiles,
  runJob,
  warmUp,
} from '../../src/page/workshop/engine/interpreter';
import type { Job } from '../../src/page/workshop/engine/job';

interface WithSnapshots extends PyodideAPI {
  makeMemorySnapshot(): Uint8Array;
}

let snapshot: Uint8Array | undefined;

/** Runs a job in an interpreter of its own; the text of the trace, or of what came instead. */
export async function runInNode(job: Job): Promise<string> {
  const packs = packsFolder();
  const app = readFileSync(join(packs, 'app.zip'));
  const start = (how: object): Promise<PyodideAPI> =>
    loadPyodide({
      indexURL: `${pyodide}/`,
      stdLibURL: join(packs, 'std.zip'),
      env: ENVIRONMENT,
      stdout: () => undefined,
      stderr: () => undefined,
      ...how,
    });
  if (snapshot === undefined) {
    const first = await start({ _makeSnapshot: true });
    warmUp(first, app);
    snapshot = (first as WithSnapshots).makeMemorySnapshot();
  }
  const python = await start({ _loadSnapshot: snapshot });
  giveFiles(python, app);
  return runJob(python, job);
}
