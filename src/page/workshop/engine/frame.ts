// The frame in which readers' programs run: without an origin, so that they reach nothing of the page’s, and with a policy
// that lets nothing out. It starts and ends workers, and keeps for them what one of them made.
import type { EngineFiles, FromFrame, Kept, ToFrame, ToWorker } from './messages';

let blobs: { entry: string; worker: string; files: EngineFiles } | undefined;
let kept: Kept | null = null;
/** The worker that makes it: it comes before any reader's program runs in it, and what others send is not taken. */
let maker: number | null = null;
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

function start(id: number, port: MessagePort): void {
  const { entry, worker: script, files } = blobs!;
  const worker = new Worker(script);
  workers.set(id, worker);
  maker ??= id;
  worker.onmessage = ({ data }: MessageEvent<Kept>) => {
    if (id === maker) kept ??= data;
  };
  const message: ToWorker = { entry, files, kept, port };
  worker.postMessage(message, [port]);
}

/** Python with twisted.web has another memory: the next worker makes it. */
function takeWeb(file: ArrayBuffer): void {
  for (const id of [...workers.keys()]) end(id);
  blobs!.files['web.zip'] = file;
  kept = maker = null;
}

function end(id: number): void {
  workers.get(id)?.terminate();
  workers.delete(id);
}

// Outside of a sandbox this would run whatever another site's page sends, as this site: it does nothing there.
if (self.origin === 'null') {
  self.onmessage = ({ source, data, ports }: MessageEvent<ToFrame>) => {
    if (source !== parent) return;
    if (data.kind === 'files') take(data.files);
    else if (data.kind === 'web') takeWeb(data.file);
    else if (data.kind === 'start') start(data.id, ports[0]!);
    else end(data.id);
  };
  tell({ kind: 'awake' });
}
