// The frame in which readers' programs run: without an origin, so that they reach nothing of the page’s, and with a policy
// that lets nothing out. It starts and ends workers, and keeps for them what one of them made.
import type { EngineFiles, FromFrame, FromStart, Kept, ToFrame, ToWorker } from './messages';

let blobs: { entry: string; worker: string; files: EngineFiles } | undefined;
let kept: Kept | null = null;
/**
 * The worker that starts: it has the snapshot, or makes it. No reader's program runs in it yet, and what others send is not taken.
 */
let starting: number | null = null;
/** Those that start after it. */
const queue: [id: number, port: MessagePort][] = [];
/** The page asked for its end: it comes when the snapshot is back. */
let isUnwanted = false;
const workers = new Map<number, Worker>();

const tell = (message: FromFrame): void => parent.postMessage(message, '*');

function address(script: BlobPart): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

function take(files: EngineFiles): void {
  const asm = address(files['pyodide.asm.mjs']);
  const loader = new TextDecoder().decode(files['pyodide.mjs']);
  // It asks for its other script beside itself, and there is no such place.
  const found = loader.replace(/`\$\{\w+\.indexURL\}pyodide\.asm\.mjs`/, JSON.stringify(asm));
  blobs = { entry: address(found), worker: address(files['worker.js']), files };
  tell({ kind: 'ready' });
}

/** Starts the next one, if it may. */
function next(): void {
  if (starting !== null) return;
  const [first] = queue.splice(0, 1);
  if (first) start(...first);
}

function start(id: number, port: MessagePort): void {
  const { entry, worker: script, files } = blobs!;
  const worker = new Worker(script);
  workers.set(id, worker);
  starting = id;
  worker.onmessage = ({ data }: MessageEvent<FromStart>) => started(id, data);
  // It is gone with what it had.
  worker.onerror = () => started(id, null);
  const { 'pyodide.asm.wasm': wasm, 'std.zip': std, 'app.zip': app, 'web.zip': web } = files;
  const message: ToWorker = {
    entry,
    files: {
      'std.zip': std,
      'app.zip': app,
      ...(web && { 'web.zip': web }),
      ...(kept === null && { 'pyodide.asm.wasm': wasm }),
    },
    kept,
    port,
  };
  // A copy of the snapshot would hold the page up: it is handed over.
  const loan = kept?.snapshot ?? null;
  if (kept !== null) kept = { ...kept, snapshot: null };
  worker.postMessage(message, loan === null ? [port] : [port, loan]);
}

function started(id: number, made: FromStart): void {
  if (id !== starting) return;
  starting = null;
  if (made !== null) kept = made;
  if (isUnwanted) end(id);
  isUnwanted = false;
  next();
}

/** Python with twisted.web has another memory: the next worker makes it. */
function takeWeb(file: ArrayBuffer): void {
  for (const worker of workers.values()) worker.terminate();
  workers.clear();
  queue.length = 0;
  blobs!.files['web.zip'] = file;
  if (kept !== null) kept = { ...kept, snapshot: null };
  starting = null;
  isUnwanted = false;
}

function end(id: number): void {
  const place = queue.findIndex(([one]) => one === id);
  if (place >= 0) queue.splice(place, 1);
  else if (id === starting) isUnwanted = true;
  else {
    workers.get(id)?.terminate();
    workers.delete(id);
  }
}

// Outside of a sandbox this would run whatever another site's page sends, as this site: it does nothing there.
if (self.origin === 'null') {
  self.onmessage = ({ source, data, ports }: MessageEvent<ToFrame>) => {
    if (source !== parent) return;
    if (data.kind === 'files') take(data.files);
    else if (data.kind === 'web') takeWeb(data.file);
    else if (data.kind === 'start') {
      queue.push([data.id, ports[0]!]);
      next();
    } else end(data.id);
  };
  tell({ kind: 'awake' });
}
