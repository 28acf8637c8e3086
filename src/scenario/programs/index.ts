import type { Simulation } from '../simulation';
import type { WorkloadServer } from '../workload';
import { chat, echo, framing, lineEcho } from './basics';
import { ProgramEnvironment, type Program } from './environment';
import {
  blockingHandler,
  callLaterChunks,
  cooperator,
  deferToThreads,
  inlineCallbacksProgram,
} from './workers';

export type { Program } from './environment';

/** Makes the server program that a workload names, with its parameters. */
export function makeProgram(server: WorkloadServer, simulation: Simulation): Program {
  const env = new ProgramEnvironment(simulation);
  switch (server.program) {
    case 'echo':
      return echo(env, server.params ?? {});
    case 'line-echo':
      return lineEcho(env, server.params ?? {});
    case 'chat':
      return chat(env, server.params ?? {});
    case 'framing':
      return framing(env, server.params ?? {});
    case 'blocking-handler':
      return blockingHandler(env, server.params ?? {});
    case 'call-later-chunks':
      return callLaterChunks(env, server.params ?? {});
    case 'cooperator':
      return cooperator(env, server.params ?? {});
    case 'defer-to-thread':
      return deferToThreads(env, server.params ?? {});
    case 'inline-callbacks':
      return inlineCallbacksProgram(env, server.params ?? {});
    default:
      throw new Error(`program ${server.program} is not here yet`);
  }
}
