import type { CausePair } from './causes';
import type { RecordedEvent, RunEnd, VirtualNs } from './events';

/** What a run was made from: enough to make it again. */
export interface RecordingHeader {
  /** Of a scenario: its id. Of a workload: absent. */
  scenario?: string;
  /** Of a workload or a trace of real Twisted: its name. */
  workload?: string;
  variant?: string;
  parameters?: Record<string, number | string>;
  seed?: number;
  /** What a reader typed besides, in the order of the times; absent where nothing. */
  typed?: readonly TypedLine[];
  net?: NetOptions;
  /** `poll` and `asyncio`: of recorded servers only. */
  reactor: 'select' | 'epoll' | 'poll' | 'asyncio';
  /** Order in which `select` looks at descriptors; absent is `fd`. Needed to write out the interest sets. */
  readyOrder?: 'fd' | 'fdDesc' | 'arrival';
  end: RunEnd;
  /** A server of somebody's, recorded in real time; absent for a run in virtual time. */
  mode?: 'real';
  /** How it was recorded. */
  recorder?: RecorderOptions;
  /** The file ends in the middle: what is here goes up to its last whole event. Never in a file. */
  cut?: true;
}

/** What a recorder says of itself. */
export interface RecorderOptions {
  version?: string;
  python?: string;
  platform?: string;
  /** `base` tells of single reads and handlers around holds only. */
  tier?: 'full' | 'base';
  /** A handler that holds the thread for longer is a hold. */
  limitMs?: number;
  /** Seconds around holds, where only those were kept. */
  around?: number;
  /** What the reader has to know, a sentence each. */
  notes?: string[];
}

/** A line that a client sends because a reader typed it: without its CR LF, at a whole ms. */
export interface TypedLine {
  client: string;
  atMs: number;
  text: string;
}

/** A run, complete: plain data, never changed after it was made. */
export interface Recording extends RecordingHeader {
  events: readonly RecordedEvent[];
  /** What the handling of which data led to, by index of the effect. Absent: the recording does not say. */
  causes?: readonly CausePair[];
  /** The beats of the story that was told of it, in order; absent where none was. */
  beats?: readonly ToldBeat[];
}

/** A beat of a story, and the moment at which it became true. */
export interface ToldBeat {
  id: string;
  /** Index of the event that made it true, or of the last one before its time. */
  event: number;
  /** At or after that event, before the next one that is later. */
  timeNs: VirtualNs;
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
