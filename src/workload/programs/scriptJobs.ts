import { cpu, sleep, type ThreadCode } from '../../simulator/threads';
import { msToNs } from '../../simulator/units';
import { inlineCallbacks } from '../../twisted/internet/defer';
import { RuntimeError } from '../../twisted/python/exceptions';
import { named } from '../../twisted/python/pyName';
import { inFrame, needs } from '../../twisted/internet/pyStack';
import { cooperate, deferLater, LoopingCall } from '../../twisted/internet/task';
import { blockingCallFromThread, deferToThread } from '../../twisted/internet/threads';
import type { InlineStep, Op } from '../workload';
import { seconds, type ProgramEnvironment } from './environment';
import { lateFailure } from './scriptDeferreds';
import { got, seen, type OpTable, type ScriptRunner, type Where } from './scriptRunner';

interface JobOptions {
  burn?: typeof sleep;
  /** Ends with a RuntimeError. */
  fails?: boolean;
  /** What the job does after its time; what it gives is the job's result. */
  inside?: () => ThreadCode<unknown>;
}

/** What a thread does: `ms` of sleep or CPU. Its result is `ms`, unless `inside` gives another. */
export function* job(
  env: ProgramEnvironment,
  { peer }: Where,
  ms: number,
  { burn = sleep, fails = false, inside }: JobOptions = {},
): ThreadCode<unknown> {
  const name = `${peer === null ? 'start' : peer.name}/${ms}`;
  env.emit('threadStart', { job: name });
  yield* burn(msToNs(ms));
  const result: unknown = inside === undefined ? undefined : yield* inside();
  if (fails) {
    env.emit('threadEnd', { job: name, error: 'RuntimeError' });
    throw new RuntimeError('job failed');
  }
  env.emit('threadEnd', { job: name });
  return result ?? ms;
}

const connOf = ({ peer }: Where): { conn: string | null } => ({ conn: peer?.name ?? null });

/** Operations on threads, and those that go on by themselves: generators and loops. */
export const jobOps = (runner: ScriptRunner) => ({
  ...threadOps(runner),
  ...inlineOps(runner),
  ...loopOps(runner),
});

type ThreadOps =
  | 'callFromThread'
  | 'callInThread'
  | 'deferToThread'
  | 'deferToThreadCpu'
  | 'deferToThreadFail'
  | 'blockingCall'
  | 'poolSize';

function threadOps({ env, run }: ScriptRunner): Pick<OpTable, ThreadOps> {
  const { reactor } = env;
  const deferJob = (at: Where, ms: number, options: JobOptions) =>
    deferToThread(() => job(env, at, ms, options));
  const fromThread = (ops: readonly Op[], at: Where): void =>
    reactor.callFromThread(named('script', () => run(ops, at)));

  return {
    callFromThread: ([, ops], at) => fromThread(ops, at),
    callInThread: ([, ms, ops], at) => {
      const inside = function* (): ThreadCode<void> {
        fromThread(ops, at);
      };
      reactor.callInThread(() => job(env, at, ms, { inside }));
    },
    deferToThread: ([, ms, ops], at) => {
      deferJob(at, ms, {}).addCallback(() => run(ops, at));
    },
    deferToThreadCpu: ([, ms, ops], at) => {
      deferJob(at, ms, { burn: cpu }).addCallback(() => run(ops, at));
    },
    deferToThreadFail: ([, ms, ops], at) => {
      deferJob(at, ms, { fails: true }).addBoth(seen(env, 'thread', () => run(ops, at)));
    },
    blockingCall: ([, ms, ops], at) => {
      const answer = (): string => {
        run(ops, at);
        return 'answer';
      };
      const inside = () => blockingCallFromThread(reactor, answer);
      deferJob(at, ms, { inside }).addBoth(seen(env, 'blockingCall'));
    },
    poolSize: ([, n]) => reactor.suggestThreadPoolSize(n),
  };
}

function inlineOps({ env, run }: ScriptRunner): Pick<OpTable, 'inline'> {
  function* steps(list: readonly InlineStep[], at: Where) {
    for (const [n, step] of list.entries()) {
      const result: unknown = yield* inlineStep(step, at);
      env.emit('step', { ...connOf(at), at: n, ...got(result) });
    }
    return 'end';
  }

  function* inlineStep([kind, x]: InlineStep, at: Where) {
    if (kind !== 'sleep' && kind !== 'thread') needs('='); // `kind in (…)`
    switch (kind) {
      case 'sleep':
        return (yield* deferLater(env.reactor, seconds(x), () => 'slept')) as unknown;
      case 'thread':
        return yield* deferToThread(() => job(env, at, x));
      case 'threadFail':
      case 'caught':
        try {
          yield* kind === 'caught'
            ? lateFailure(env, x)
            : deferToThread(() => job(env, at, x, { fails: true }));
          return null;
        } catch (error) {
          if (error instanceof RuntimeError) return error.message;
          throw error;
        }
      case 'value':
        return (yield x) as unknown;
      default:
        run(x, at);
        return null;
    }
  }

  return {
    inline: ([, list], at) => {
      inFrame(() => inlineCallbacks(steps)(list, at).addBoth(seen(env, 'inline')));
    },
  };
}

function loopOps({ env, run }: ScriptRunner): Pick<OpTable, 'loop' | 'stopLoop' | 'cooperate'> {
  const loops = new Map<string, LoopingCall>();

  function loop(name: string, ms: number, times: number, ops: readonly Op[], at: Where): void {
    let n = 0;
    const body = named(name, () => {
      const call = ++n;
      env.emit('loopCall', { name, n: call });
      run(ops, at);
      if (call === times && looping.running) looping.stop();
    });
    needs('CPP'); // __init__ imports the reactor
    const looping = new LoopingCall(body);
    loops.set(name, looping);
    looping.clock = env.reactor;
    looping.start(seconds(ms)).addCallback(() => env.emit('loopDone', { name }));
  }

  function* units(count: number, ms: number, at: Where): Generator<null, void> {
    for (let left = count; left > 0; left--) {
      env.emit('workUnit', { ...connOf(at), left });
      env.block(ms);
      yield null;
    }
  }

  return {
    loop: ([, name, ms, times, ops], at) => inFrame(() => loop(name, ms, times, ops, at)),
    stopLoop: ([, name]) => {
      const looping = loops.get(name);
      if (looping?.running === true) looping.stop();
    },
    cooperate: ([, count, ms, ops], at) => {
      inFrame(() =>
        cooperate(units(count, ms, at))
          .whenDone()
          .addCallback(() => run(ops, at)),
      );
    },
  };
}
