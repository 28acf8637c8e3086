import { cpu, sleep, type ThreadCode } from '../../simulator/threads';
import { msToNs } from '../../simulator/units';
import type { DelayedCall } from '../../twisted/base';
import { succeed } from '../../twisted/defer';
import { RuntimeError } from '../../twisted/exceptions';
import { Factory } from '../../twisted/protocol';
import { named } from '../../twisted/pyName';
import { deferToThread } from '../../twisted/threads';
import type { Op, ScriptParams } from '../workload';
import { filler } from './bigWrite';
import type { Program, ProgramEnvironment } from './environment';
import { lineProtocol } from './protocols';

/** A mini language: lists of operations for each occasion. */
export function script(env: ProgramEnvironment, params: ScriptParams): Program {
  const { reactor } = env;
  const calls = new Map<string, DelayedCall>();

  function* job(conn: string, ms: number, burn: typeof sleep): ThreadCode<number> {
    env.emit('threadStart', { job: `${conn}/${ms}` });
    yield* burn(msToNs(ms));
    env.emit('threadEnd', { job: `${conn}/${ms}` });
    return ms;
  }

  function run(ops: readonly Op[], p: Script | null, line: string): void {
    for (const op of ops) runOp(op, p, line);
  }

  /** Connections of the operations that need one: `onStart` has none, and real Python fails. */
  function runOp(op: Op, p: Script | null, line: string): void {
    switch (op[0]) {
      case 'block':
        return env.block(op[1]);
      case 'cpu':
        return env.cpu(op[1]);
      case 'sendLine':
        return p!.say(op[1].replaceAll('{line}', line));
      case 'writeBytes':
        return p!.transport.write(filler(op[1]));
      case 'callLater': {
        const name = op[3] ?? 'script';
        calls.set(
          name,
          env.later(op[1], name, () => run(op[2], p, line)),
        );
        return;
      }
      case 'cancel': {
        const call = calls.get(op[1]);
        if (call?.active() === true) call.cancel();
        return;
      }
      case 'callFromThread':
        return reactor.callFromThread(named('script', () => run(op[1], p, line)));
      case 'deferToThread':
      case 'deferToThreadCpu': {
        const burn = op[0] === 'deferToThread' ? sleep : cpu;
        deferToThread(job, p!.name, op[1], burn).addCallback(() => run(op[2], p, line));
        return;
      }
      case 'fire':
        succeed(null).addCallback(() => run(op[1], p, line));
        return;
      case 'broadcast':
        // Nobody: the oracle's list of peers is filled in `opened`, which is never called.
        return;
      case 'loseConnection':
        return p!.transport.loseConnection();
      case 'abortConnection':
        return p!.transport.abortConnection();
      case 'pause':
        return p!.pauseProducing();
      case 'resume':
        return p!.resumeProducing();
      case 'raise':
        throw new RuntimeError(op[1] ?? 'script');
      case 'note':
        return env.emit('note', { text: op[1] });
      case 'stop':
        return reactor.stop();
      default:
        throw new Error(`unknown operation ${op[0]}`);
    }
  }

  class Script extends lineProtocol(env, params as ScriptParams & { receiver?: 'line' }) {
    override handle(line: string): void {
      const table = params.onLine ?? {};
      const first = line.split(' ')[0]!;
      const ops = Object.hasOwn(table, first) ? table[first]! : (table['*'] ?? []);
      run(ops, this, line);
    }
  }

  reactor.callWhenRunning(() => run(params.onStart ?? [], null, ''));
  const { poolMax } = params;
  return {
    factory: Factory.forProtocol(Script),
    ...(poolMax ? { started: () => reactor.suggestThreadPoolSize(poolMax) } : {}),
  };
}
