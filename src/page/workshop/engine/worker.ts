// A worker inside the frame: it warms up, says so, makes one run, and is ended. A classic one, as a module does not start from
// a blob of a frame without an origin.
import type { loadPyodide } from 'pyodide';
import { info } from 'pyodide/pyodide-lock.json';
import { ENVIRONMENT, giveFiles, runJob, threadsHere, warmUp, type Packs } from './interpreter';
import type { FromStart, FromWorker, JobMessage, ToWorker } from './messages';

/** Beside nothing: each of its files is answered for here. */
// eslint-disable-next-line no-restricted-syntax -- it is asked for by nobody but `serve`
const NOWHERE = 'https://files.invalid/';
/** A program that eats memory gets Python's MemoryError, not the end of the tab. */
const MAX_MEMORY = 256 * 1024 * 1024;

const REFUSED =
  'The program was stopped: JavaScript refused something that it asked for, and it did not look.';

/** Pyodide's own switch between workers: in a classic one it would ask for `importScripts`. */
function passForModule(): void {
  Object.assign(self, {
    importScripts: () => {
      throw new TypeError('not in a module');
    },
  });
}

/** @returns what lifts it, for a job that may take more */
function capMemory(): (bytes: number) => void {
  let most = MAX_MEMORY;
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + Number(pages) * 65_536 > most) {
      throw new RangeError('no more memory than this');
    }
    return grow.call(this, pages);
  };
  return (bytes) => (most = bytes);
}

/** Pyodide asks for its files by address: they are here. Returns the module that its wasm came to. */
function serve(files: ToWorker['files'], known: WebAssembly.Module | undefined) {
  let module = known;
  self.fetch = (address) => {
    const url = address instanceof Request ? address.url : String(address);
    const file = files[url.split('/').at(-1) as keyof typeof files];
    // What it is compiled to is here already: nothing of it is read.
    if (file === undefined && known !== undefined && url.endsWith('.wasm')) {
      return Promise.resolve(new Response());
    }
    if (file === undefined) return Promise.reject(new TypeError('nothing is fetched here'));
    return Promise.resolve(new Response(file));
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    module ??= await WebAssembly.compile(files['pyodide.asm.wasm']!);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return () => module!;
}

async function start({ entry, files, kept, port }: ToWorker): Promise<void> {
  const tell = (message: FromWorker): void => port.postMessage(message);
  const snapshot = kept?.snapshot ?? null;
  try {
    passForModule();
    const allow = capMemory();
    const module = serve(files, kept?.module);
    // eslint-disable-next-line no-restricted-syntax -- a blob of the frame's: Pyodide's own script
    const pyodide = (await import(/* @vite-ignore */ entry)) as {
      loadPyodide: typeof loadPyodide;
    };
    const options: NonNullable<Parameters<typeof loadPyodide>[0]> = {
      indexURL: NOWHERE,
      stdLibURL: `${NOWHERE}std.zip`,
      lockFileContents: { info, packages: {} } as never,
      checkAPIVersion: false,
      env: ENVIRONMENT,
      stdout: () => undefined,
      stderr: () => undefined,
      ...(snapshot === null ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
    };
    const python = await pyodide.loadPyodide(options);
    const { 'app.zip': app, 'web.zip': web } = files;
    const packs: Packs = {
      'app.zip': new Uint8Array(app),
      ...(web && { 'web.zip': new Uint8Array(web) }),
    };
    if (snapshot === null) {
      warmUp(python, packs);
      const { buffer } = (
        python as unknown as { makeMemorySnapshot(): Uint8Array<ArrayBuffer> }
      ).makeMemorySnapshot();
      giveBack({ module: module(), snapshot: buffer });
    } else {
      giveFiles(python, packs);
      giveBack({ module: module(), snapshot });
    }
    // After such a one Python may never come to the end of its run: whoever waits for it is told now.
    self.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      tell({ kind: 'broken', message: REFUSED });
    });
    port.onmessage = ({ data }: MessageEvent<JobMessage>) => {
      if (data.job.memory !== undefined) allow(data.job.memory);
      runJob(python, data.job).then(
        (text) => tell({ kind: 'done', text }),
        (error: unknown) => tell({ kind: 'broken', message: String(error).slice(0, 2000) }),
      );
    };
    tell({ kind: 'warm', threads: threadsHere() });
  } catch (error) {
    giveBack(snapshot && { module: kept!.module, snapshot });
    tell({ kind: 'broken', message: String(error).slice(0, 2000) });
  }
}

/** Before a reader's program could have a hand in it. */
function giveBack(made: FromStart): void {
  postMessage(made, { transfer: made === null ? [] : [made.snapshot] });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  self.onmessage = null;
  void start(data);
};
