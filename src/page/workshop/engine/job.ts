import type { TypedLine } from '../../../recording/recording';
import type { Values } from '../../../scenario/types';
import type { ServerWorkload } from '../../../scenario/workloadOf';

/** One run of real Twisted: what the virtual kernel is given, and who its clients are. */
export interface Job {
  /** As a workload file has it; with `cast`, its clients have no actions. */
  workload: ServerWorkload & { clients: object[] };
  reactor: 'select' | 'epoll';
  /** The text of a `server.py`. */
  server: string;
  /** Values for constants of the file, instead of its own. */
  constants?: Readonly<Record<string, number | string>>;
  /** How many events it may have, where that is not what any program may have. */
  budget?: number;
  /** Bytes that its Python may take, where that is not what any program may take. */
  memory?: number;
  /** Clients that a scenario's machine plays while the run is made. */
  cast?: CastOfJob;
}

/** What a scenario's machine of clients is started with. */
export interface CastOfJob {
  scenario: string;
  names: readonly string[];
  values: Values;
  seed: number;
  variant: string;
  /** The run stops then; null: when nothing can happen any more. */
  untilMs: number | null;
  typed: readonly TypedLine[];
}

/** Where a program went wrong: `line` and `column` of the file, from 1, where they are known. */
export interface Trouble {
  /** Null: Python raised nothing, but what was called is refused. */
  type: string | null;
  message: string;
  line: number | null;
  column: number | null;
}

/** What comes of a job, as the JSON that Python makes of it: a trace of the oracle, or one of these. */
export type Failed =
  /** A budget is used up: what happened until then. */
  | { cut: 'events' | 'output'; t: number; turn: number; events: object[] }
  /** There is no run: the virtual kernel's own sentence, and what the program raised. */
  | { error: string; trouble: Trouble | null };

/** How simulated threads are made: stacks that are switched; or a program that starts one is refused. */
export type Threads = 'stacks' | 'none';
