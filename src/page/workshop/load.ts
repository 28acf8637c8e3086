import { at, files, web, type WorkshopFile } from 'virtual:workshop';

export interface LoadRequest {
  files: readonly { url: string; name: string }[];
}

export type Loaded =
  | { kind: 'bytes'; count: number }
  | { kind: 'file'; name: string; buffer: ArrayBuffer }
  | { kind: 'all' }
  | { kind: 'failed'; message: string };

/** What is loaded together. */
export interface Load {
  /** The beginning of a sentence that goes on with how much it is. */
  what: string;
  files: readonly WorkshopFile[];
  /** Of all of it, compressed. */
  bytes: number;
}

const loadOf = (what: string, files: readonly WorkshopFile[]): Load => ({
  what,
  files,
  bytes: files.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0),
});

/** What every program needs, and what one that imports twisted.web needs besides. */
export const PYTHON = loadOf('Python and Twisted are loaded', files);
export const WEB = loadOf('twisted.web is loaded', [web]);

/**
 * Loads it.
 *
 * @param progress told how many of its bytes have come.
 * @returns the files by their names, unpacked.
 * @throws Error when it cannot be had; what `signal` says when it is aborted.
 */
export function loadFiles(
  load: Load,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Record<string, ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load.worker.ts', import.meta.url), { type: 'module' });
    const found: Record<string, ArrayBuffer> = {};
    let bytes = 0;
    const end = (then: () => void): void => {
      worker.terminate();
      then();
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason as Error)));
    worker.onerror = () => end(() => reject(new Error('its files cannot be loaded')));
    worker.onmessage = ({ data }: MessageEvent<Loaded>) => {
      if (data.kind === 'bytes') progress((bytes += data.count));
      else if (data.kind === 'file') found[data.name] = data.buffer;
      else if (data.kind === 'all') end(() => resolve(found));
      else end(() => reject(new Error(data.message)));
    };
    const request: LoadRequest = {
      files: load.files.map(({ name, file }) => ({ name, url: new URL(file, at).href })),
    };
    worker.postMessage(request);
  });
}
