import type { RailPair } from '../../src/player/measures/rails';
import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { AlreadyCalledError } from '../../src/twisted/internet/deferredErrors';
import { Deferred } from '../../src/twisted/internet/deferred';
import { runGenerator, type DeferredGenerator } from '../../src/twisted/internet/inlineCallbacks';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { standsFor } from '../../src/twisted/internet/pyStack';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Exception, PyTypeError, ValueError } from '../../src/twisted/python/exceptions';
import type { Failure } from '../../src/twisted/python/failure';
import { named } from '../../src/twisted/python/pyName';
import { callOf, lineOf, readPairs, statementsOf, type Statement, type Trying } from './rails';

class OSError extends Exception {
  override readonly name = 'OSError';
}

type Called = (got: never) => unknown;

/** A function that a Deferred or a coroutine calls: from its first line to where whoever called it goes on. */
type CarMaker = <T, R>(name: string, f: (got: T) => R) => (got: T) => R;

/** The functions of the file that are no methods, and get a value. */
function callbacksOf(
  { reactor, at, values }: ServerEnvironment,
  car: CarMaker,
): Record<string, Called> {
  const FAILS = values.fails!;
  return {
    parse: car('parse', (line: string): number => {
      at('if FAILS == 1:');
      if (FAILS === 1) {
        at('raise ValueError("no number")');
        throw new ValueError('no number');
      }
      at('return int(line)');
      return int(line);
    }),
    save: car('save', (number: unknown): Deferred<unknown> => {
      at('saved = defer.Deferred()');
      const saved = new Deferred<unknown>();
      at('if FAILS == 2:');
      if (FAILS === 2) {
        at('reactor.callLater(1, saved.errback, OSError("disk full"))');
        const fail = (): void => standsFor(() => saved.errback(new OSError('disk full')));
        reactor.callLater(1, named('Deferred.errback', fail));
      } else {
        at('reactor.callLater(1, saved.callback, number)');
        const fire = (): void => standsFor(() => saved.callback(number));
        reactor.callLater(1, named('Deferred.callback', fire));
      }
      at('return saved');
      return saved;
    }),
  };
}

/** Those that get a Failure. */
function errbacksOf({ at, print }: ServerEnvironment, car: CarMaker): Record<string, Called> {
  return {
    log: car('log', (failure: Failure): null => {
      at('print("log:", failure.getErrorMessage())');
      print(`log: ${failure.getErrorMessage()}`);
      return null;
    }),
    pass_on: car('pass_on', (failure: Failure): Failure => {
      at('return failure');
      return failure;
    }),
  };
}

/** Those of `server-await.py` that get an exception. */
function handlersOf({ at, print }: ServerEnvironment, car: CarMaker): Record<string, Called> {
  return {
    log: car('log', (error: Exception): null => {
      at('print("log:", error)');
      print(`log: ${error.message}`);
      return null;
    }),
    pass_on: car('pass_on', (error: Exception): never => {
      at('raise error');
      throw error;
    }),
  };
}

/** The protocol of both files; `take` gives the Deferred of an order. */
function ordersOf(
  { at }: ServerEnvironment,
  take: (line: string, keep: (d: Deferred<unknown>) => void, orders: Replies) => void,
): ProtocolClass {
  return class Orders extends LineReceiver implements Replies {
    order: Deferred<unknown> | null = null;

    override lineReceived(line: string): void {
      at('if line.isdigit():');
      if (!/^\d+$/.test(line)) return this.other(line);
      const keep = (d: Deferred<unknown>): void => {
        d.hold();
        this.order = d;
      };
      take(line, keep, this);
    }

    private other(line: string): void {
      at('elif line == b"again":');
      if (line === 'again') {
        at('try:', 1);
        try {
          at('self.order.callback(line)');
          this.order!.callback(line);
        } catch (error) {
          at('except defer.AlreadyCalledError:');
          if (!(error instanceof AlreadyCalledError)) throw error;
          at('self.sendLine(b"called already")');
          this.sendLine('called already');
        }
        return;
      }
      at('elif line == b"forget":');
      if (line === 'forget') {
        at('self.order = None');
        this.order!.drop();
        this.order = null;
        at('self.sendLine(b"forgotten")');
        this.sendLine('forgotten');
        return;
      }
      at('self.sendLine(line)');
      this.sendLine(line);
    }

    reply(number: unknown): void {
      at('self.sendLine(b"saved %d" % number)');
      this.sendLine(`saved ${percentD(number)}`);
    }
  };
}

/** What the functions of the file need of the protocol. */
interface Replies {
  reply(number: unknown): void;
}

/** `server.py`, line by line, with the pairs in the reader's order. */
export const chain: ServerProgram = (env) => {
  const { at } = env;
  /** While a handler fires a Deferred, each function that it calls comes back to that line. */
  let firing = false;
  const car: CarMaker = (name, f) => {
    const tells = env.called(name, f);
    return named(name, (got) => {
      try {
        return tells(got);
      } finally {
        if (firing) at('d.callback(line)');
      }
    });
  };
  const functions = { ...callbacksOf(env, car), ...errbacksOf(env, car) };
  const Orders = ordersOf(env, (line, keep, orders) => {
    at('self.order = d = defer.Deferred()');
    const d = new Deferred<never>();
    keep(d);
    const reply = car('reply', (number: unknown) => orders.reply(number));
    for (const pair of readPairs(env.values.rails!)) {
      at(lineOf(pair));
      couple(d, pair, (name) => functions[name] ?? reply);
    }
    at('d.callback(line)');
    firing = true;
    d.callback(line as never);
    firing = false;
  });
  listen(env, Orders);
};

const BEGIN = 'self.order = defer.Deferred.fromCoroutine(self.take(line))';

/** What the statements of a coroutine need: the file's lines, its functions, and to be told that it gives the thread back. */
interface Taking {
  at: ServerEnvironment['at'];
  call: (name: string, got: unknown) => unknown;
  back: () => void;
}

/** Does the statements one after the other. `tries`: how many `try` of the file are around them, the handler's own included. */
function* doing(
  taking: Taking,
  statements: readonly Statement[],
  given: unknown,
  tries: number,
): DeferredGenerator<unknown> {
  let got = given;
  for (const statement of statements) {
    if ('call' in statement) got = yield* awaited(taking, statement.call, got);
    else got = yield* trying(taking, statement, got, tries + 1);
  }
  return got;
}

function* awaited(
  { call, back }: Taking,
  name: string,
  given: unknown,
): DeferredGenerator<unknown> {
  const got = call(name, given);
  if (!(got instanceof Deferred)) return got;
  back();
  return yield* got as Deferred<unknown>;
}

function* trying(
  taking: Taking,
  { tried, errback, otherwise }: Trying,
  given: unknown,
  tries: number,
): DeferredGenerator<unknown> {
  const { at, call } = taking;
  at('try:', tries);
  let got: unknown;
  try {
    if (tried.length === 0) at('pass');
    got = yield* doing(taking, tried, given, tries);
  } catch (error) {
    at('except Exception as error:', excepts(tried));
    return call(errback, error);
  }
  return otherwise === null ? got : yield* awaited(taking, otherwise, got);
}

/** `server-await.py`, line by line, with the statements in the reader's order. */
export const awaiting: ServerProgram = (env) => {
  const { at } = env;
  const car: CarMaker = (name, f) => {
    const tells = env.called(name, f);
    return named(name, (got) => {
      try {
        return tells(got);
      } finally {
        at(callOf(name));
      }
    });
  };
  const functions = { ...callbacksOf(env, car), ...handlersOf(env, car) };
  /** Until the coroutine waits, whoever called it is in the file, too. */
  let calling = false;
  const back = (): void => {
    if (calling) at(BEGIN);
  };

  function* take(line: string, orders: Replies): DeferredGenerator<unknown> {
    const reply = car('reply', (number: unknown) => orders.reply(number));
    const call = (name: string, got: unknown): unknown => {
      at(callOf(name));
      return (functions[name] ?? reply)(got as never);
    };
    try {
      const statements = statementsOf(readPairs(env.values.rails!));
      const got = yield* doing({ at, call, back }, statements, line, 1);
      at('return got');
      return got;
    } finally {
      back();
    }
  }

  const Orders = ordersOf(env, (line, keep, orders) => {
    at(BEGIN);
    calling = true;
    const d = runGenerator(take(line, orders));
    calling = false;
    keep(d);
  });
  listen(env, Orders);
};

/** Which `except` of the file comes after these statements: that of the innermost `try` is the first. */
function excepts(statements: readonly Statement[]): number {
  return statements.reduce((n, one) => Math.max(n, 'call' in one ? 1 : excepts(one.tried) + 1), 1);
}

/** What the file ends with. */
function listen({ reactor, at }: ServerEnvironment, Orders: ProtocolClass): void {
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Orders))');
  reactor.listenTCP(8000, Factory.forProtocol(Orders));
  at('reactor.run()');
  reactor.run();
}

/** Adds a pair, as its line does. */
function couple(
  d: Deferred<never>,
  { callback, errback }: RailPair,
  find: (name: string) => Called,
): void {
  if (callback !== null && errback !== null) {
    d.addCallbacks(find(callback), find(errback) as never);
  } else if (callback !== null) d.addCallback(find(callback));
  else if (errback !== null) d.addErrback(find(errback) as never);
}

/** Python's `int()` of bytes, of a number, or of nothing. */
function int(value: unknown): number {
  if (typeof value === 'string' || typeof value === 'number') return Number(value);
  throw new PyTypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${nameOf(value)}'`,
  );
}

/** Python's `b"%d" %`. */
function percentD(value: unknown): string {
  if (typeof value === 'number') return String(value);
  throw new PyTypeError(`%d format: a real number is required, not ${nameOf(value)}`);
}

const nameOf = (value: unknown): string => (typeof value === 'string' ? 'bytes' : 'NoneType');
