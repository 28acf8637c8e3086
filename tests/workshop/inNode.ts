// Real Twisted in Node: the same interpreter and packs as in a page, without CPython.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import { packsFolder, pyodide, WEB } from '../../scripts/workshop/packs.mjs';
import {
  ENVIRONMENT,
  giveFiles,
  runJob,
  warmUp,
  type Packs,
} from '../../src/page/workshop/engine/interpreter';
import type { Job } from '../../src/page/workshop/engine/job';

interface WithSnapshots extends PyodideAPI {
  makeMemorySnapshot(): Uint8Array;
}

/** Memories of warm interpreters, without twisted.web and with it. */
const snapshots: (Uint8Array | undefined)[] = [];

/**
 * Runs a job in an interpreter of its own; the text of the trace, or of what came instead.
 *
 * @param web whether it has twisted.web
 */
export async function runInNode(job: Job, web = false): Promise<string> {
  const folder = packsFolder();
  const packs: Packs = {
    'app.zip': readFileSync(join(folder, 'app.zip')),
    ...(web && { 'web.zip': readFileSync(join(folder, WEB)) }),
  };
  const start = (how: object): Promise<PyodideAPI> =>
    loadPyodide({
      indexURL: `${pyodide}/`,
      stdLibURL: join(folder, 'std.zip'),
      env: ENVIRONMENT,
      stdout: () => undefined,
      stderr: () => undefined,
      ...how,
    });
  if (snapshots[Number(web)] === undefined) {
    const first = await start({ _makeSnapshot: true });
    warmUp(first, packs);
    snapshots[Number(web)] = (first as WithSnapshots).makeMemorySnapshot();
  }
  const python = await start({ _loadSnapshot: snapshots[Number(web)] });
  giveFiles(python, packs);
  return runJob(python, job);
}
