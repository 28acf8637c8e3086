import type { Job, Made } from './job';
import type { Raster } from './raster';
import { delayCs, frameCount, shots, type Schedule } from './schedule';
import type { Size } from './sizes';

/** What the worker that writes a GIF is told: its size, each frame, the end. */
export type ToGif =
  Size | { pixels: Uint8ClampedArray<ArrayBuffer>; delayCs: number } | { finish: true };
export type FromGif = { added: true } | { bytes: Uint8Array<ArrayBuffer> } | { error: string };

/**
 * Writes a film as a GIF: each picture once, for as long as it stays. The colours are sorted out in a worker, one
 * picture while the next is drawn; more would only fill the memory.
 */
export async function gifFile(
  film: Schedule,
  fps: number,
  raster: Raster,
  name: string,
  job: Job,
): Promise<Made> {
  const total = frameCount(film, fps);
  const worker = new Worker(new URL('./gif.worker.ts', import.meta.url), { type: 'module' });
  const port = new Port(worker, job.signal);
  let written: Promise<FromGif> | null = null;
  let held: { pixels: Uint8ClampedArray<ArrayBuffer>; from: number } | null = null;
  const write = async (to: number): Promise<void> => {
    if (held === null) return;
    await written;
    const { pixels, from } = held;
    written = port.ask({ pixels, delayCs: delayCs(from, to, fps) }, [pixels.buffer]);
  };
  try {
    port.tell(raster.size);
    let frame = 0;
    for (const { position, frames } of shots(film, fps)) {
      job.signal.throwIfAborted();
      job.onprogress(frame, total);
      // Time went on and nothing moved: the picture before stays.
      if ((await raster.draw(position)) || held === null) {
        await write(frame);
        held = { pixels: raster.pixels(), from: frame };
      }
      frame += frames;
    }
    await write(frame);
    await written;
    const answer = await port.ask({ finish: true });
    if (!('bytes' in answer)) throw new Error('The worker that writes the GIF gave no file.');
    const blob = new Blob([answer.bytes], { type: 'image/gif' });
    return { blob, name: `${name}.gif`, note: '' };
  } finally {
    worker.terminate();
  }
}

/** A worker that answers each question before the next. */
class Port {
  readonly #worker: Worker;
  readonly #signal: AbortSignal;

  constructor(worker: Worker, signal: AbortSignal) {
    this.#worker = worker;
    this.#signal = signal;
  }

  tell(message: ToGif): void {
    this.#worker.postMessage(message);
  }

  /** @throws what the worker throws, or that the work was cancelled. */
  ask(message: ToGif, transfer: Transferable[] = []): Promise<FromGif> {
    const answer = new Promise<FromGif>((resolve, reject) => {
      const cancel = (): void => reject(this.#signal.reason as Error);
      if (this.#signal.aborted) cancel();
      this.#signal.addEventListener('abort', cancel, { once: true });
      this.#worker.onmessage = ({ data }: MessageEvent<FromGif>) => {
        this.#signal.removeEventListener('abort', cancel);
        if ('error' in data) reject(new Error(data.error));
        else resolve(data);
      };
      this.#worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error('The worker that writes the GIF has stopped.'));
      };
      this.#worker.postMessage(message, transfer);
    });
    // It is awaited only after the next frame is drawn: until then nobody hears it fail.
    answer.catch(() => undefined);
    return answer;
  }
}
