import type { Job, Threads } from './job';

/** The files that a worker needs, by name. A frame without an origin can fetch nothing: they come by message. */
export interface EngineFiles {
  'pyodide.mjs': ArrayBuffer;
  'pyodide.asm.mjs': ArrayBuffer;
  'pyodide.asm.wasm': ArrayBuffer;
  'std.zip': ArrayBuffer;
  'app.zip': ArrayBuffer;
  /** Where a program imports twisted.web. */
  'web.zip'?: ArrayBuffer;
  'worker.js': ArrayBuffer;
}

/** The page to the frame. A worker's own port comes with `start`. */
export type ToFrame =
  | { kind: 'files'; files: EngineFiles }
  /** One more, for the workers that start from now on; those that there are end. */
  | { kind: 'web'; file: ArrayBuffer }
  | { kind: 'start'; id: number }
  | { kind: 'end'; id: number };

/** The frame to the page. */
export type FromFrame = { kind: 'awake' } | { kind: 'ready' };

/**
 * What a worker makes once, and those that come after it start with: it can leave the frame as little as the frame can leave its
 * origin. The snapshot is large: there is one, which a worker has while it starts, and gives back.
 */
export interface Kept {
  module: WebAssembly.Module;
  /** Null: the worker is to make it. */
  snapshot: ArrayBuffer | null;
}

/** A worker to the frame, once, before any reader's program runs in it; null: nothing came of its start. */
export type FromStart = { module: WebAssembly.Module; snapshot: ArrayBuffer } | null;

/** The frame to a worker, once. */
export interface ToWorker {
  /** Addresses of Pyodide's two scripts, and its other files. */
  entry: string;
  files: Pick<EngineFiles, 'std.zip' | 'app.zip' | 'web.zip'> & {
    /** Where no module of it is kept. */
    'pyodide.asm.wasm'?: ArrayBuffer;
  };
  kept: Kept | null;
  /** The page’s: jobs come in, what comes of them goes out. */
  port: MessagePort;
}

/** A worker to the page. A job is the one that its worker makes. */
export type FromWorker =
  | { kind: 'warm'; threads: Threads }
  | { kind: 'done'; text: string }
  | { kind: 'broken'; message: string };

/** The page to a worker. */
export type JobMessage = { job: Job };
