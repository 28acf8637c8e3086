import type { CausePair } from './causes';
import type { RecordedEvent, RunEnd } from './events';

/** What a run was made from: enough to make it again. */
export interface RecordingHeader {
  /** Of a scenario: its id. Of a workload: absent. */
  scenario?: string;
  /** Of a workload or a trace of real Twisted: its name. */
  workload?: string;
  variant?: string;
  parameters?: Record<string, number | string>;
  seed?: number;
  net?: NetOptions;
  reactor: 'select' | 'epoll';
  /** Order in which `select` looks at descriptors; absent is `fd`. Needed to write out the interest sets. */
  readyOrder?: 'fd' | 'fdDesc' | 'arrival';
  end: RunEnd;
}

/** A run, complete: plain data, never changed after it was made. */
export interface Recording extends RecordingHeader {
  events: readonly RecordedEvent[];
  /** What the handling of which data led to, by index of the effect. Absent: the recording does not say. */
  causes?: readonly CausePair[];
}

/** The network and kernel of a run. Times in ms, sizes in bytes, `rate` in bytes per ms (null: infinite). */
export interface NetOptions {
  latencyMs: number;
  serverRecvBuffer: number;
  serverSendBuffer: number;
  clientRecvBuffer: number;
  rate: number | null;
  mss: number;
  writableRule: 'free' | 'linux';
}
