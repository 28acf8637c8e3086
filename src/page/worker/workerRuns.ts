import type { RunWorker, RunAnswer, RunRequest } from '../../session/runWorker';

/** What the worker is told, and what it says. Each request has a number, and its answer the same. */
export type Asked = RunRequest & { number: number; scenarioId: string };
export type Answered = { number: number } & (RunAnswer | { error: string });

/** What is needed of a Worker; a test hands in its own. */
export interface Port {
  onmessage: ((event: MessageEvent<Answered>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(asked: Asked): void;
}

interface Pending {
  asked: Asked;
  resolve: (answer: RunAnswer) => void;
  reject: (error: Error) => void;
}

/**
 * Runs in a worker, one at a time. While one is made only the newest other request is kept: those between are never
 * begun, and an answer that is not to the newest request is dropped.
 */
export class WorkerRuns implements RunWorker {
  readonly #port: Port;
  readonly #scenarioId: string;
  #number = 0;
  #isBusy = false;
  #newest: Pending | null = null;
  #isBroken = false;

  constructor(scenarioId: string, port: Port = startWorker()) {
    this.#scenarioId = scenarioId;
    this.#port = port;
    port.onmessage = ({ data }) => this.#hear(data);
    port.onerror = (event) => {
      event.preventDefault();
      this.#isBroken = true;
      this.#newest?.reject(new Error(BROKEN));
    };
  }

  run(request: RunRequest): Promise<RunAnswer> {
    if (this.#isBroken) return Promise.reject(new Error(BROKEN));
    return new Promise((resolve, reject) => {
      const asked = { ...request, number: ++this.#number, scenarioId: this.#scenarioId };
      this.#newest = { asked, resolve, reject };
      if (!this.#isBusy) this.#send(asked);
    });
  }

  #send(asked: Asked): void {
    this.#isBusy = true;
    this.#port.postMessage(asked);
  }

  #hear(answer: Answered): void {
    this.#isBusy = false;
    const newest = this.#newest;
    if (newest === null) return;
    if (answer.number !== newest.asked.number) {
      this.#send(newest.asked);
      return;
    }
    this.#newest = null;
    if ('error' in answer) newest.reject(new Error(answer.error));
    else newest.resolve(answer);
  }
}

const BROKEN = 'the worker that makes the runs has stopped';

function startWorker(): Port {
  return new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module' });
}
