import { at, frame } from 'virtual:workshop';
import type { Job, Threads } from './engine/job';
import type { EngineFiles, FromFrame, FromWorker, ToFrame } from './engine/messages';

/** A program that computes, or waits, longer without an end is stopped. */
export const PATIENCE_MS = 10_000;

/** Another run was asked for meanwhile, or the reader stopped it. */
export class Stopped extends Error {}

/** A program that had to be stopped from outside. */
export class TooLong extends Error {}

interface Warm {
  id: number;
  port: MessagePort;
  /** Resolves when it can take its job. */
  warm: Promise<Threads>;
}

/**
 * Real Twisted in this page: a frame without an origin, and workers in it. Each run has a worker of its own; a warm one stands by,
 * so that the next run begins at once even when this one has to be ended.
 */
export class Engine {
  readonly #frame: HTMLIFrameElement;
  #count = 0;
  /** Of the first worker: it has what makes the others fast. */
  #first: Promise<Threads>;
  #standby: Warm;
  #stop: (() => void) | null = null;

  /** @throws Error when the frame or Python in it cannot be started. */
  static async start(files: EngineFiles): Promise<Engine> {
    const element = document.createElement('iframe');
    element.setAttribute('sandbox', 'allow-scripts');
    element.hidden = true;
    element.title = 'Python';
    element.src = new URL(frame, at).href;
    const says = (kind: FromFrame['kind']): Promise<void> =>
      new Promise((resolve) => {
        const hear = ({ source, data }: MessageEvent<FromFrame>): void => {
          if (source !== element.contentWindow || data.kind !== kind) return;
          removeEventListener('message', hear);
          resolve();
        };
        addEventListener('message', hear);
      });
    const awake = says('awake');
    document.body.append(element);
    await inTime(awake, 'its frame cannot be loaded');
    const ready = says('ready');
    const message: ToFrame = { kind: 'files', files };
    element.contentWindow!.postMessage(message, '*', Object.values(files));
    await ready;
    const engine = new Engine(element);
    await engine.#standby.warm;
    return engine;
  }

  private constructor(element: HTMLIFrameElement) {
    this.#frame = element;
    this.#standby = this.#startWorker();
    this.#first = this.#standby.warm;
  }

  /** How threads are made here. */
  get threads(): Promise<Threads> {
    return this.#standby.warm;
  }

  /**
   * Runs a job; one that still runs is stopped.
   *
   * @returns the text that Python made of it.
   * @throws Stopped, TooLong, or Error when Python itself fails.
   */
  async run(job: Job): Promise<string> {
    this.stop();
    const worker = this.#standby;
    this.#standby = this.#startWorker(this.#first);
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#stop = () => reject(new Stopped());
        worker.warm.then(() => {
          timer = setTimeout(() => reject(new TooLong()), PATIENCE_MS);
          worker.port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
            if (data.kind === 'done') resolve(data.text);
            else if (data.kind === 'broken') reject(new Error(data.message));
          };
          worker.port.postMessage({ job });
        }, reject);
      });
    } finally {
      clearTimeout(timer);
      this.#tell({ kind: 'end', id: worker.id });
    }
  }

  /** Programs may import twisted.web from now on. @throws Error when Python does not start with it */
  async addWeb(file: ArrayBuffer): Promise<void> {
    this.stop();
    this.#tell({ kind: 'web', file }, [file]);
    this.#standby = this.#startWorker();
    this.#first = this.#standby.warm;
    await this.#first;
  }

  /** Ends the run that goes on, if any. */
  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Ends everything. */
  close(): void {
    this.stop();
    this.#frame.remove();
  }

  /** @param after it waits for this; not for a worker that may be ended before it is warm. */
  #startWorker(after: Promise<unknown> = Promise.resolve()): Warm {
    const id = this.#count++;
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise<Threads>((resolve, reject) => {
      port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'warm') resolve(data.threads);
        else reject(new Error(data.kind === 'broken' ? data.message : data.kind));
      };
    });
    const warm = after
      .catch(() => undefined)
      .then(() => {
        this.#tell({ kind: 'start', id }, [port2]);
        return inTime(heard, 'Python does not start');
      });
    warm.catch(() => undefined); // whoever runs something is told
    return { id, port: port1, warm };
  }

  #tell(message: ToFrame, transfer: Transferable[] = []): void {
    this.#frame.contentWindow?.postMessage(message, '*', transfer);
  }
}

/** Nothing that is on this machine already takes so long. */
const START_MS = 60_000;

function inTime<T>(promise: Promise<T>, otherwise: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(otherwise)), START_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
