import type { Simulation } from '../../scenario/simulation';
import type { ProgramName, ProgramParams } from '../workloadPrograms';
import type { WorkloadServer } from '../workload';
import { chat, echo, framing, lineEcho } from './basics';
import { bigWrite } from './bigWrite';
import { closing, rawMode, threadWrite } from './connections';
import { dbPool } from './dbPool';
import { deferreds } from './deferreds';
import { ProgramEnvironment, type Program } from './environment';
import { script } from './script';
import { startup, timeout, timers } from './timing';
import {
  blockingHandler,
  callLaterChunks,
  cooperator,
  deferToThreads,
  inlineCallbacksProgram,
} from './workers';

export type { Program } from './environment';

const PROGRAMS: {
  [P in ProgramName]: (env: ProgramEnvironment, params: ProgramParams[P]) => Program;
} = {
  echo,
  'line-echo': lineEcho,
  chat,
  'blocking-handler': blockingHandler,
  'call-later-chunks': callLaterChunks,
  cooperator,
  'defer-to-thread': deferToThreads,
  'inline-callbacks': inlineCallbacksProgram,
  'db-pool': dbPool,
  timers,
  'big-write': bigWrite,
  'thread-write': threadWrite,
  timeout,
  closing,
  framing,
  'raw-mode': rawMode,
  deferreds,
  startup,
  script,
};

/** Makes the server program that a workload names, with its parameters. */
export function makeProgram(server: WorkloadServer, simulation: Simulation): Program {
  const make = PROGRAMS[server.program] as (env: ProgramEnvironment, params: unknown) => Program;
  return make(new ProgramEnvironment(simulation), server.params ?? {});
}
