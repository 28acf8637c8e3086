import type { RailPair } from '../../src/player/measures/rails';
import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { AlreadyCalledError } from '../../src/twisted/internet/deferredErrors';
import { Deferred } from '../../src/twisted/internet/deferred';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { standsFor } from '../../src/twisted/internet/pyStack';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Exception, PyTypeError, ValueError } from '../../src/twisted/python/exceptions';
import type { Failure } from '../../src/twisted/python/failure';
import { named } from '../../src/twisted/python/pyName';
import { lineOf, readPairs } from './rails';

class OSError extends Exception {
  override readonly name = 'OSError';
}

type Called = (got: never) => unknown;

/** A function that a Deferred calls: from its first line to where whoever fired the Deferred goes on. */
type CarMaker = <T, R>(name: string, f: (got: T) => R) => (got: T) => R;

/** The functions of the file that are no methods. */
function functionsOf(
  { reactor, at, print, values }: ServerEnvironment,
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

/** `server.py`, line by line, with the pairs in the reader's order. */
export const server: ServerProgram = (env) => {
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
  const functions = functionsOf(env, car);

  class Orders extends LineReceiver {
    order: Deferred<unknown> | null = null;

    override lineReceived(line: string): void {
      at('if line.isdigit():');
      if (/^\d+$/.test(line)) this.take(line);
      else this.other(line);
    }

    private take(line: string): void {
      at('self.order = d = defer.Deferred()');
      const d = new Deferred<never>();
      d.hold();
      this.order = d;
      const reply = car('reply', (number: unknown) => this.reply(number));
      for (const pair of readPairs(env.values.rails!)) {
        at(lineOf(pair));
        couple(d, pair, (name) => functions[name] ?? reply);
      }
      at('d.callback(line)');
      firing = true;
      d.callback(line as never);
      firing = false;
    }

    private other(line: string): void {
      at('elif line == b"again":');
      if (line === 'again') {
        at('try:');
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
  }

  listen(env, Orders);
};

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
