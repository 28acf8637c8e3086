import { at, files } from 'virtual:workshop';
import type { EngineFiles } from './engine/messages';

export interface LoadRequest {
  files: readonly { url: string; name: string }[];
}

export type Loaded =
  | { kind: 'bytes'; count: number }
  | { kind: 'file'; name: string; buffer: ArrayBuffer }
  | { kind: 'all' }
  | { kind: 'failed'; message: string };

/** How much is loaded, compressed. */
export const totalBytes = files.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0);

/**
 * Loads what Python needs.
 *
 * @param progress told how many of `totalBytes` have come.
 * @throws Error when it cannot be had; what `signal` says when it is aborted.
 */
export function loadFiles(
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<EngineFiles> {
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
      else if (data.kind === 'all') end(() => resolve(found as unknown as EngineFiles));
      else end(() => reject(new Error(data.message)));
    };
    const request: LoadRequest = {
      files: files.map(({ name, file }) => ({ name, url: new URL(file, at).href })),
    };
    worker.postMessage(request);
  });
}
