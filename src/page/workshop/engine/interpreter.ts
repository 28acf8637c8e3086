import type { PyodideAPI } from 'pyodide';
import type { Job, Threads } from './job';
import { liveClients } from './live';
import { machineOf } from './machines';

/** Zips of Python files: Twisted with the virtual kernel, and where it is wanted, twisted.web. */
export interface Packs {
  'app.zip': Uint8Array;
  'web.zip'?: Uint8Array;
}

/** Where the interpreter finds them. */
const PACKS = '/lib/';

const IMPORT = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, ${JSON.stringify(`${PACKS}app.zip`)})
from browser_kernel import platform
platform.warm_up()
import browser_kernel.run
`;
const IMPORT_WEB = 'platform.warm_up_web()';

/** Variables of the environment that Python starts with: strings of a set have the same order in every run. */
export const ENVIRONMENT = { HOME: '/', PYTHONHASHSEED: '0' };

/** Gives an interpreter Twisted and the virtual kernel, and imports what every run needs. */
export function warmUp(python: PyodideAPI, packs: Packs): void {
  giveFiles(python, packs);
  python.runPython(IMPORT);
  if (packs['web.zip'] !== undefined) python.runPython(IMPORT_WEB);
}

/** What remains for an interpreter whose memory is a snapshot of a warm one: the file system is not in it. */
export function giveFiles(python: PyodideAPI, packs: Packs): void {
  for (const [name, data] of Object.entries(packs)) python.FS.writeFile(PACKS + name, data);
}

/** Whether this engine can switch between stacks: JavaScript Promise Integration. */
export function threadsHere(): Threads {
  return 'Suspending' in WebAssembly ? 'stacks' : 'none';
}

/** A Python function, called as one that may wait for promises. */
interface Promising {
  (...args: unknown[]): unknown;
  callPromising(...args: unknown[]): Promise<unknown>;
}

/** What `browser_kernel.stacks` needs of JavaScript. */
const switching = {
  /** Calls a Python function on a stack of its own. */
  begin(run: Promising): void {
    run.callPromising().catch(() => undefined);
  },
};

/**
 * Makes the one run of an interpreter that is warm.
 *
 * @returns the text of the trace, or the JSON of `Failed`.
 * @throws Error when the clients' machine fails, or Python itself does.
 */
export function runJob(
  python: PyodideAPI,
  job: Job,
  threads: Threads = threadsHere(),
): Promise<string> {
  const { cast, ...plain } = job;
  const live = cast && liveClients(machineOf(cast.scenario), cast, job.server);
  const run = (python.pyimport('browser_kernel.run') as { run: Promising }).run;
  return new Promise((resolve, reject) => {
    const post = (text: string): void => {
      try {
        live?.check();
        resolve(text);
      } catch (error) {
        reject(error as Error);
      }
    };
    const args = [JSON.stringify(plain), post, threads, switching, live];
    const lost = (error: unknown): void => reject(error instanceof Error ? error : new Error(LOST));
    try {
      if (threads === 'stacks') run.callPromising(...args).then(lost, lost);
      else lost(run(...args));
    } catch (error) {
      lost(error);
    }
  });
}

const LOST = 'the run ended without a result';
