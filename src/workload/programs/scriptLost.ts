import { BytesIO, FileSender } from '../../twisted/protocols/basic';
import {
  Deferred,
  DeferredList,
  DeferredLock,
  fail,
  gatherResults,
  inlineCallbacks,
  maybeDeferred,
  succeed,
} from '../../twisted/internet/defer';
import { RuntimeError, ValueError } from '../../twisted/python/exceptions';
import { named } from '../../twisted/python/pyName';
import { inFrame, standsFor } from '../../twisted/internet/pyStack';
import { cooperate, deferLater, LoopingCall } from '../../twisted/internet/task';
import { deferToThread } from '../../twisted/internet/threads';
import type { LostHow } from '../workload';
import { filler } from './bigWrite';
import { seconds, type ProgramEnvironment } from './environment';
import { lateFailure } from './scriptDeferreds';
import { job } from './scriptJobs';
import { peerOf, type OpNamed, type OpTable, type ScriptRunner, type Where } from './scriptRunner';

/** A file that no client reads in one go. */
const FILE_SIZE = 500_000;

function raiseLost(): never {
  throw new ValueError('lost');
}

/** How each Deferred comes to fail. */
function makersOf(
  env: ProgramEnvironment,
): Record<LostHow, (ms: number, at: Where) => Deferred<unknown>> {
  const { reactor } = env;

  function firing(ms: number, d: Deferred<unknown>, fire: () => void): Deferred<unknown> {
    if (ms === 0) fire();
    else env.later(ms, 'lost', () => standsFor(fire));
    return d;
  }

  function errback(ms: number): Deferred<unknown> {
    const d = new Deferred<unknown>();
    return firing(ms, d, () => d.errback(new RuntimeError('lost')));
  }

  function members(ms: number): Deferred<unknown>[] {
    const late = inFrame(() => errback(ms));
    const right = new Deferred<unknown>();
    env.later(ms + 1, 'lost', () => standsFor(() => right.callback(1)));
    return [late, inFrame(() => errback(0)), right];
  }

  return {
    fail: () => fail(new RuntimeError('lost')),
    errback,
    raise: (ms) => {
      const d = new Deferred<unknown>();
      d.addCallback(raiseLost);
      return firing(ms, d, () => d.callback(null));
    },
    chain: (ms) => succeed(null).addCallback(() => inFrame(() => lateFailure(env, ms))),
    later: (ms) => deferLater(reactor, seconds(ms), raiseLost),
    maybe: () => maybeDeferred(raiseLost),
    thread: (ms, at) => deferToThread(() => job(env, at, ms, { fails: true })),
    inline: (ms) =>
      inlineCallbacks(function* () {
        yield* deferLater(reactor, seconds(ms));
        raiseLost();
      })(),
    list: (ms) => new DeferredList(inFrame(() => members(ms))),
    gather: (ms) => gatherResults(inFrame(() => members(ms))),
    lock: () => new DeferredLock().run(raiseLost),
    loop: (ms) => {
      const looping = new LoopingCall(named('lost', () => inFrame(raiseLost)));
      looping.clock = reactor;
      return looping.start(seconds(ms), false);
    },
    cooperate: () =>
      cooperate(
        (function* () {
          yield null;
          raiseLost();
        })(),
      ).whenDone(),
    timeout: (ms) => {
      const d = new Deferred<unknown>();
      d.addTimeout(seconds(ms), reactor);
      return d;
    },
    cancel: (ms) => {
      const d = new Deferred<unknown>();
      env.later(ms, 'lost', () => standsFor(() => d.cancel()));
      return d;
    },
    file: (_, at) =>
      new FileSender().beginFileTransfer(
        new BytesIO(filler(FILE_SIZE)),
        peerOf(at, 'transport').transport,
      ),
  };
}

/** Operations with Deferreds that fail and have no errback: Twisted logs each when nobody holds it any more. */
export function lostOps({ env }: ScriptRunner): Pick<OpTable, 'lose' | 'forget'> {
  const kept = new Map<string, Deferred<unknown>>();
  const makers = makersOf(env);

  function lose([, how, ms, name]: OpNamed<'lose'>, at: Where): void {
    if (how === 'file') {
      const { transport } = peerOf(at, 'transport');
      if (transport.producer !== null || !transport.connected) return;
    }
    const d = inFrame(() => makers[how](ms, at));
    if (name === undefined) return;
    const before = kept.get(name);
    kept.set(name, d);
    d.hold();
    before?.drop();
  }

  return {
    lose: (op, at) => inFrame(() => lose(op, at)),
    forget: ([, name]) => {
      const d = kept.get(name);
      kept.delete(name);
      d?.drop();
    },
  };
}
