import type { Trace } from '../trace';

/** The pool's name as an event has it. */
const of = (pool: string | null): { pool?: string } => (pool === null ? {} : { pool });

/** Records what pools of threads do with their jobs, which are numbered as they come, from 1. */
export class JobTrace {
  #count = 0;
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** A pool has these limits from now on. */
  sized(min: number, max: number, pool: string | null): void {
    this.#trace.emit('poolSize', { min, max, ...of(pool) });
  }

  /** A pool is given a job; returns the job's number. */
  given(name: string, pool: string | null): number {
    const call = ++this.#count;
    this.#trace.emit('callInThread', { call, name, ...of(pool) });
    return call;
  }

  /** The present thread begins the job. */
  begun(job: string, call: number): void {
    this.#trace.emit('threadStart', { job, call });
  }

  /** The job is done; `error` names the exception that it raised. */
  done(job: string, error?: string): void {
    this.#trace.emit('threadEnd', { job, ...(error === undefined ? {} : { error }) });
  }
}
