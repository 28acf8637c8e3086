import {
  Deferred,
  DeferredList,
  DeferredLock,
  DeferredQueue,
  DeferredSemaphore,
  fail,
  gatherResults,
  succeed,
} from '../../twisted/internet/defer';
import { RuntimeError, ValueError } from '../../twisted/python/exceptions';
import { inFrame, MAKE_DEFERRED, needs, standsFor } from '../../twisted/internet/pyStack';
import { deferLater } from '../../twisted/internet/task';
import type { DeferredStep, ListMode } from '../workload';
import { seconds, type ProgramEnvironment } from './environment';
import { seen, type OpNamed, type OpTable, type ScriptRunner, type Where } from './scriptRunner';

type DeferredOps =
  'fire' | 'fail' | 'deferred' | 'cancelDeferred' | 'list' | 'lock' | 'queuePut' | 'queueGet';

/** A Deferred that fails after `ms`. */
export function lateFailure(env: ProgramEnvironment, ms: number): Deferred<unknown> {
  const d = new Deferred<unknown>();
  env.later(ms, 'fail', () => standsFor(() => d.errback(new RuntimeError('late'))));
  return d;
}

/** Operations on Deferreds. */
export function deferredOps({ env, run }: ScriptRunner): Pick<OpTable, DeferredOps> {
  const deferreds = new Map<string, Deferred<unknown>>();
  const locks = new Map<string, DeferredLock | DeferredSemaphore>();
  const queues = new Map<string, DeferredQueue<string>>();

  function queueNamed(name: string): DeferredQueue<string> {
    needs(MAKE_DEFERRED); // Python makes a queue each time, and keeps the first
    const queue = queues.get(name) ?? new DeferredQueue<string>();
    queues.set(name, queue);
    return queue;
  }

  function withLock([, name, tokens, ms, ops]: OpNamed<'lock'>, at: Where): void {
    if (!locks.has(name)) needs(tokens === 1 ? 'CP' : 'CPP');
    const lock =
      locks.get(name) ?? (tokens === 1 ? new DeferredLock() : new DeferredSemaphore(tokens));
    locks.set(name, lock);
    const acquired: Deferred<unknown> = lock.acquire();
    acquired.addCallback(() => {
      env.emit('callback', { name: `lock:${name}` });
      run(ops, at);
      env.later(ms, `release:${name}`, () => standsFor(() => lock.release()));
      return null;
    });
  }

  return {
    fire: ([, ops], at) => {
      succeed(null).addCallback(() => run(ops, at));
    },
    fail: ([, ops], at) => {
      needs('C');
      fail(new RuntimeError('script')).addBoth(seen(env, 'fail', () => run(ops, at)));
    },
    deferred: ([, name, ms, steps]) => {
      inFrame(() => {
        needs(MAKE_DEFERRED);
        const d = new Deferred<unknown>();
        deferreds.set(name, d);
        d.name = name;
        for (const step of steps) addStep(env, d, name, step);
        d.addBoth(seen(env, `${name} done`, () => null));
        if (ms === 0) d.callback('fired');
        else env.later(ms, `fire:${name}`, () => standsFor(() => d.callback('fired')));
      });
    },
    cancelDeferred: ([, name]) => deferreds.get(name)?.cancel(),
    list: ([, mode, children, ops], at) => {
      inFrame(() => {
        const list = listOf(mode, makeChildren(env, children));
        list.name = 'list';
        list.addBoth(seen(env, 'list', () => run(ops, at)));
      });
    },
    lock: (op, at) => inFrame(() => withLock(op, at)),
    queuePut: ([, name, text]) => queueNamed(name).put(text),
    queueGet: ([, name, ops], at) => {
      queueNamed(name)
        .get()
        .addBoth(seen(env, `queue:${name}`, () => run(ops, at)));
    },
  };
}

function addStep(
  env: ProgramEnvironment,
  d: Deferred<unknown>,
  name: string,
  [kind, x]: DeferredStep,
): void {
  switch (kind) {
    case 'callback':
      d.addCallback(seen(env, x));
      break;
    case 'raise':
      d.addCallback(
        seen(env, x, () => {
          throw new ValueError(x);
        }),
      );
      break;
    case 'errback':
      d.addErrback(seen(env, x));
      break;
    case 'recover':
      d.addErrback(seen(env, x, () => 'recovered'));
      break;
    case 'both':
      d.addBoth(seen(env, x));
      break;
    case 'wait':
      d.addCallback(() => deferLater(env.reactor, seconds(x), () => 'waited'));
      break;
    case 'waitFail':
      d.addCallback(() => lateFailure(env, x));
      break;
    case 'timeout':
      d.addTimeout(seconds(x), env.reactor);
      break;
    case 'pause':
      d.pause();
      env.later(x, `unpause:${name}`, () => standsFor(() => d.unpause()));
  }
}

/** Deferreds that fire with their number, or fail, after so many ms; 0: before anyone waits for them. */
function makeChildren(
  env: ProgramEnvironment,
  children: readonly [ms: number, ok: boolean][],
): Deferred<unknown>[] {
  return children.map(([ms, ok], n) => {
    needs(MAKE_DEFERRED);
    const d = new Deferred<unknown>();
    const fire = (): void => {
      if (ok) d.callback(n);
      else d.errback(new ValueError(`child ${n}`));
    };
    if (ms === 0) fire();
    else env.later(ms, 'child', () => standsFor(fire));
    return d;
  });
}

function listOf(mode: ListMode, deferreds: Deferred<unknown>[]): Deferred<unknown> {
  if (mode === 'gather') {
    return gatherResults(deferreds, { consumeErrors: true }) as Deferred<unknown>;
  }
  const list: Deferred<never> = new DeferredList<unknown>(deferreds, {
    fireOnOneCallback: mode === 'firstResult',
    fireOnOneErrback: mode === 'firstError',
    consumeErrors: true,
  }) as unknown as Deferred<never>;
  return list;
}
