import { at, frame } from 'virtual:workshop';
import type { Job, Threads } from './engine/job';
import type { EngineFiles, FromFrame, FromWorker, ToFrame } from './engine/messages';

/** A program that computes, or waits, longer without an end is stopped. */
export const PATIENCE_MS = 10_000;
/** A run that goes on for so long may have to be ended: the next worker starts beside it. */
const SPARE_AFTER_MS = 150;

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
 * Real Twisted in this page: a frame without an origin, and workers in it. Each run has a worker of its own. After a run the next one
 * warms up, and beside one that takes long, so that the next run begins at once even when this one has to be ended.
 */
export class Engine {
  readonly #frame: HTMLIFrameElement;
  readonly #patienceMs: number;
  #count = 0;
  #standby: Warm | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | null = null;

  /**
   * @param patienceMs how long a run may take
   * @throws Error when the frame or Python in it cannot be started.
   */
  static async start(files: EngineFiles, patienceMs = PATIENCE_MS): Promise<Engine> {
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
    const engine = new Engine(element, patienceMs);
    await engine.#spare().warm;
    return engine;
  }

  private constructor(element: HTMLIFrameElement, patienceMs: number) {
    this.#frame = element;
    this.#patienceMs = patienceMs;
  }

  /** The worker that stands by; where there is none, one that starts. */
  #spare(): Warm {
    return (this.#standby ??= this.#startWorker());
  }

  #spareIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#spare(), ms);
  }

  /**
   * Runs a job; one that still runs is stopped.
   *
   * @returns the text that Python made of it.
   * @throws Stopped, TooLong, or Error when Python itself fails.
   */
  async run(job: Job): Promise<string> {
    this.stop();
    clearTimeout(this.#timer);
    const worker = this.#spare();
    this.#standby = null;
    let patience: ReturnType<typeof setTimeout> | undefined;
    let isUsed = false;
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(patience);
      if (isUsed) {
        this.#tell({ kind: 'end', id: worker.id });
        this.#spareIn(0);
      } else this.#standby = worker;
    };
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#stop = () => {
          over();
          reject(new Stopped());
        };
        const begin = (): void => {
          if (isOver) return;
          isUsed = true;
          patience = setTimeout(() => reject(new TooLong()), this.#patienceMs);
          this.#spareIn(SPARE_AFTER_MS);
          worker.port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
            if (data.kind === 'done') resolve(data.text);
            else if (data.kind === 'broken') reject(new Error(data.message));
          };
          worker.port.postMessage({ job });
        };
        worker.warm.then(begin, (error: Error) => {
          isUsed = true;
          reject(error);
        });
      });
    } finally {
      over();
    }
  }

  /** Programs may import twisted.web from now on. @throws Error when Python does not start with it */
  async addWeb(file: ArrayBuffer): Promise<void> {
    this.stop();
    this.#tell({ kind: 'web', file }, [file]);
    this.#standby = null;
    await this.#spare().warm;
  }

  /** Ends the run that goes on, if any. */
  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Ends everything. */
  close(): void {
    this.stop();
    clearTimeout(this.#timer);
    this.#frame.remove();
  }

  #startWorker(): Warm {
    const id = this.#count++;
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise<Threads>((resolve, reject) => {
      port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'warm') resolve(data.threads);
        else reject(new Error(data.kind === 'broken' ? data.message : data.kind));
      };
    });
    this.#tell({ kind: 'start', id }, [port2]);
    const warm = inTime(heard, 'Python does not start');
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
