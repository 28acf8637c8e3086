import { preview } from '../../simulator/bytes';
import { Int32StringReceiver, NetstringReceiver } from '../../twisted/protocols/basic';
import type { Failure } from '../../twisted/python/failure';
import type { LineReceiver } from '../../twisted/protocols/basic';
import { TimeoutMixin, type TimesOut } from '../../twisted/protocols/policies';
import type { ITCPTransport } from '../../twisted/internet/interfaces';
import { Factory } from '../../twisted/internet/protocol';
import { named } from '../../twisted/python/pyName';
import { inFrame, needs } from '../../twisted/internet/pyStack';
import type { IDelayedCall } from '../../twisted/internet/reactorInterfaces';
import type { Connection } from '../../twisted/internet/tcp';
import type { Op, ScriptParams } from '../workload';
import type { LineParams } from '../workloadPrograms';
import type { Program, ProgramEnvironment } from './environment';
import { lineProtocol, traced, type LineProgramMembers } from './protocols';
import { connectOps } from './scriptConnect';
import { connectionOps, plainOps } from './scriptConnection';
import { deferredOps } from './scriptDeferreds';
import { jobOps } from './scriptJobs';
import { lostOps } from './scriptLost';
import { portOps, ScriptPort } from './scriptPort';
import type { OpTable, ScriptPeer, ScriptRunner, Where } from './scriptRunner';

type TimedBase = abstract new () => LineReceiver & LineProgramMembers & TimesOut;

/** The operations that the oracle's program asks for before the first `in (…)`: Python calls a comparison for that. */
const FIRST_ASKED: ReadonlySet<string> = new Set([
  'block',
  'cpu',
  'sendLine',
  'writeBytes',
  'writeSequence',
  'callLater',
]);

/** The longest text of a string in `handlerStart`. */
const WHAT_LENGTH = 40;

/** A mini language: lists of operations for each occasion. What each does, ORACLE.md says. */
export function script(env: ProgramEnvironment, params: ScriptParams): Program {
  const peers: ScriptPeer[] = [];
  const port = new ScriptPort();
  const runner: ScriptRunner = { env, run };
  const Script = scriptProtocol(env, params, peers, run);

  class Outgoing extends Script {
    readonly #onConnect: readonly Op[];

    constructor(onConnect: readonly Op[]) {
      super();
      this.#onConnect = onConnect;
    }

    override connectionMade(): void {
      super.connectionMade();
      run(this.#onConnect, { peer: this, line: '' });
    }

    override handle(line: string): void {
      env.emit('note', { text: `${this.name} says ${line.slice(0, WHAT_LENGTH)}` });
    }
  }

  const table: OpTable = {
    ...connectOps(runner, (onConnect) => new Outgoing(onConnect)),
    ...plainOps(runner),
    ...connectionOps(runner, peers),
    ...deferredOps(runner),
    ...jobOps(runner),
    ...lostOps(runner),
    ...portOps(runner, port),
  };

  function run(ops: readonly Op[], where: Where): void {
    inFrame(() => {
      for (const op of ops) {
        if (!FIRST_ASKED.has(op[0])) needs('=');
        (table[op[0]] as (op: Op, where: Where) => void)(op, where);
      }
    });
  }

  env.reactor.callWhenRunning(() => run(params.onStart ?? [], { peer: null, line: '' }));
  const { poolMax } = params;
  return {
    factory: Factory.forProtocol(Script),
    listening: (first, again) => port.open(first, again),
    ...(poolMax ? { started: () => env.reactor.suggestThreadPoolSize(poolMax) } : {}),
  };
}

function scriptProtocol(
  env: ProgramEnvironment,
  params: ScriptParams,
  peers: ScriptPeer[],
  run: ScriptRunner['run'],
) {
  class Script extends baseOf(env, params) implements ScriptPeer {
    readonly isHalfCloseable = params.halfCloseable === true;
    declare transport: Connection;
    #inRawMode = false;
    #need = 0;

    #on(ops: readonly Op[] | undefined, line = ''): void {
      run(ops ?? [], { peer: this, line });
    }

    override connectionMade(): void {
      super.connectionMade();
      if (params.peers !== true) return;
      peers.push(this);
      inFrame(() => this.#on(params.onConnect)); // the oracle's `joined`
    }

    override handle(line: string): void {
      const table = params.onLine ?? {};
      const first = line.split(' ')[0]!;
      this.#on(Object.hasOwn(table, first) ? table[first] : table['*'], line);
    }

    override connectionLost(reason: Failure): void {
      super.connectionLost(reason);
      if (params.peers !== true) return;
      this.setTimeout(null);
      peers.splice(peers.indexOf(this), 1);
      inFrame(() => this.#on(params.onLost)); // the oracle's `left`
    }

    readConnectionLost(): void {
      env.emit('readConnectionLost', { conn: this.name });
      this.#on(params.onReadLost);
    }

    writeConnectionLost(): void {
      env.emit('writeConnectionLost', { conn: this.name });
      this.#on(params.onWriteLost);
    }

    override callLater(period: number, func: () => void): IDelayedCall {
      return env.reactor.callLater(
        period,
        named(`timeout:${this.name}`, () => inFrame(func)),
      );
    }

    override timeoutConnection(): void {
      env.emit('timeoutConnection', { conn: this.name });
      if (params.onTimeout === undefined) super.timeoutConnection();
      else this.#on(params.onTimeout);
    }

    beginRaw(n: number): void {
      if (this.#inRawMode || !('setRawMode' in this)) return;
      this.#need = n;
      this.#inRawMode = true;
      this.setRawMode();
    }

    override raw(data: string): void {
      const taken = data.slice(0, this.#need);
      this.#need -= taken.length;
      if (this.#need > 0) return;
      this.#on(params.onRaw);
      this.#inRawMode = false;
      this.setLineMode(data.slice(taken.length));
    }
  }
  return Script;
}

function baseOf(env: ProgramEnvironment, params: ScriptParams) {
  const { receiver } = params;
  const Base =
    receiver === 'int32' || receiver === 'netstring'
      ? stringProtocol(env, receiver, params.maxLength)
      : lineProtocol(env, params as LineParams);
  return pausable(TimeoutMixin(Base) as unknown as TimedBase);
}

/** Not every receiver can pause; the transport can. */
function pausable(Base: TimedBase) {
  abstract class Pausable extends Base {
    override makeConnection(transport: ITCPTransport): void {
      inFrame(() => super.makeConnection(transport)); // the oracle's program has one of its own
    }

    pause(): void {
      if ('pauseProducing' in this) this.pauseProducing();
      else (this as Pausable).transport!.pauseProducing();
    }

    resume(): void {
      if ('resumeProducing' in this) this.resumeProducing();
      else (this as Pausable).transport!.resumeProducing();
    }
  }
  return Pausable;
}

/** A string stands for a line: what has no meaning for strings is not called. */
function stringProtocol(
  env: ProgramEnvironment,
  receiver: 'int32' | 'netstring',
  maxLength = 99999,
): ReturnType<typeof lineProtocol> {
  // Both have what is used of them here.
  const Receiver = (receiver === 'netstring'
    ? NetstringReceiver
    : Int32StringReceiver) as unknown as new () => Int32StringReceiver;

  abstract class StringProgram extends traced(env, Receiver) {
    override MAX_LENGTH = maxLength;

    abstract handle(text: string): unknown;

    override stringReceived(string: string): void {
      env.emit('stringReceived', { conn: this.name, n: string.length, data: preview(string) });
      this.handler(string.slice(0, WHAT_LENGTH), () => inFrame(() => this.handle(string)));
    }

    say(text: string): void {
      inFrame(() => this.sendString(text));
    }
  }
  return StringProgram as unknown as ReturnType<typeof lineProtocol>;
}
