import {
  AlreadyCalledError,
  Deferred,
  DeferredList,
  DeferredLock,
  DeferredQueue,
  fail,
  gatherResults,
  inlineCallbacks,
  maybeDeferred,
  succeed,
} from '../../twisted/internet/defer';
import { ValueError } from '../../twisted/python/exceptions';
import type { Failure } from '../../twisted/python/failure';
import { short } from '../../twisted/python/short';
import { deferLater } from '../../twisted/internet/task';
import type { ProgramParams } from '../workloadPrograms';
import { seconds, type Program, type ProgramEnvironment } from './environment';

type Demo = (env: ProgramEnvironment) => void;
type Result = unknown;

const same = (result: Result): Result => result;

function boom(): never {
  throw new ValueError('boom');
}

/** A callback that records what it gets, then returns `then` of it. */
function cb(env: ProgramEnvironment, name: string, then: (r: Result) => Result = same) {
  return (result: Result): Result => {
    env.emit('callback', { name, ...got(result) });
    return then(result);
  };
}

/** An errback that records what it gets, then returns `then` of it. */
function eb(env: ProgramEnvironment, name: string, then: (f: Failure) => Result = same) {
  return (failure: Failure): Result => {
    env.emit('errback', { name, ...got(failure) });
    return then(failure);
  };
}

/** Nothing (None) is not recorded. */
function got(result: Result): { got?: unknown } {
  const value = short(result);
  return value === null ? {} : { got: value };
}

function makeDeferred(
  name: string,
  canceller: ((d: Deferred<Result>) => void) | null = null,
): Deferred<Result> {
  const d = new Deferred<Result>(canceller);
  d.name = name;
  return d;
}

const chain: Demo = (env) => {
  const d = makeDeferred('chain');
  d.addCallback(cb(env, 'c1', (r) => (r as number) + 1));
  d.addCallbacks(cb(env, 'c2', boom), eb(env, 'e2'));
  d.addCallback(cb(env, 'c3'));
  d.addErrback(eb(env, 'e4', () => 'recovered'));
  d.addCallback(cb(env, 'c5'));
  d.callback(1);
  d.addCallback(cb(env, 'late'));
};

const sideBySide: Demo = (env) => {
  const d = makeDeferred('pair');
  d.addCallbacks(cb(env, 'ok', boom), eb(env, 'not for its own callback'));
  d.addErrback(eb(env, 'next', () => null));
  d.callback('x');
};

const nested: Demo = (env) => {
  const outer = makeDeferred('outer');
  const inner = makeDeferred('inner');
  outer.addCallback(cb(env, 'o1', () => inner));
  outer.addCallback(cb(env, 'o2'));
  outer.callback('go');
  env.emit('note', { text: 'outer waits for inner' });
  env.later(10, 'fire inner', () => inner.callback('inner result'));
  env.later(20, 'inspect inner', () => inner.addCallback(cb(env, 'inner after chaining')));
};

const pausing: Demo = (env) => {
  const d = makeDeferred('paused');
  d.addCallback(cb(env, 'p1'));
  d.pause();
  d.callback('v');
  env.emit('note', { text: 'fired while paused' });
  env.later(5, 'unpause', () => d.unpause());
};

const twice: Demo = (env) => {
  const d = makeDeferred('twice');
  d.callback(1);
  try {
    d.callback(2);
  } catch (error) {
    if (!(error instanceof AlreadyCalledError)) throw error;
    env.emit('raised', { error: error.name });
  }
};

const cancelling: Demo = (env) => {
  const d = makeDeferred('cancelled');
  d.addErrback(eb(env, 'e', () => null));
  d.cancel();
  d.callback('ignored once');
  const d2 = makeDeferred('with canceller', (self) => self.callback('from canceller'));
  d2.addCallback(cb(env, 'c'));
  d2.cancel();
  const d3 = makeDeferred('timeout');
  d3.addTimeout(seconds(15), env.reactor);
  d3.addErrback(eb(env, 'timed out', () => null));
};

const unhandled: Demo = (env) => {
  const d = makeDeferred('unhandled');
  d.addCallback(boom);
  d.callback(null);
  env.emit('note', { text: 'before del' });
  d.drop();
  env.emit('note', { text: 'after del' });
};

const lists: Demo = (env) => {
  const [a, b, c] = [makeDeferred('a'), makeDeferred('b'), makeDeferred('c')];
  const list = new DeferredList([a, b, c], { consumeErrors: true }, 'DeferredList');
  list.addCallback(cb(env, 'list', () => null));
  b.callback(2);
  a.errback(new ValueError('bad'));
  c.callback(3);
  const [x, y] = [makeDeferred('x'), makeDeferred('y')];
  const gathered = gatherResults([x, y], { consumeErrors: true });
  gathered.name = 'gatherResults';
  gathered.addErrback(eb(env, 'gather failed', () => null));
  x.errback(new ValueError('first'));
  y.callback(1);
  const empty = new DeferredList<Result>([]);
  empty.addCallback(cb(env, 'empty list'));
};

const inline: Demo = (env) => {
  const f = inlineCallbacks(function* () {
    env.emit('step', { at: 1 });
    const ready = yield* succeed('ready');
    env.emit('step', { at: 2, got: ready });
    const plain: unknown = yield 42;
    env.emit('step', { at: 3, got: plain });
    const later = yield* deferLater(env.reactor, seconds(10), () => 'later');
    env.emit('step', { at: 4, got: later });
    try {
      yield fail(new ValueError('x'));
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      env.emit('step', { at: 5 });
    }
    return 'result';
  });
  const d = f();
  d.name = 'inline';
  env.emit('note', { text: 'inlineCallbacks returned' });
  d.addCallback(cb(env, 'result'));
};

const maybe: Demo = (env) => {
  maybeDeferred(() => 5).addCallback(cb(env, 'maybe value'));
  maybeDeferred(boom).addErrback(eb(env, 'maybe raised', () => null));
};

const reentrant: Demo = (env) => {
  const d = makeDeferred('reentrant');
  d.addCallback(() => {
    env.emit('callback', { name: 'first' });
    d.addCallback(cb(env, 'added inside'));
    env.emit('note', { text: 'add returned' });
  });
  d.addCallback(cb(env, 'second'));
  d.callback(null);
};

const lock: Demo = (env) => {
  const l = new DeferredLock();
  l.acquire().addCallback(() => env.emit('callback', { name: 'lock 1' }));
  l.acquire().addCallback(() => env.emit('callback', { name: 'lock 2' }));
  env.emit('note', { text: 'release' });
  l.release();
  const queue = new DeferredQueue<string>();
  queue.get().addCallback(cb(env, 'queue get'));
  queue.put('item');
};

const DEMOS: Record<NonNullable<ProgramParams['deferreds']['demos']>[number], Demo> = {
  chain,
  side_by_side: sideBySide,
  nested,
  pausing,
  twice,
  cancelling,
  unhandled,
  lists,
  inline,
  maybe,
  reentrant,
  lock,
};

/** What Deferreds do, one demonstration after the other. No network. */
export function deferreds(env: ProgramEnvironment, params: ProgramParams['deferreds']): Program {
  env.reactor.callWhenRunning(() => {
    for (const name of params.demos ?? (Object.keys(DEMOS) as (keyof typeof DEMOS)[])) {
      env.emit('demo', { name });
      DEMOS[name](env);
    }
  });
  return { factory: null };
}
