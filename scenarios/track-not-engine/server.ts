import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { Deferred } from '../../src/twisted/internet/deferred';
import { inlineCallbacks, runGenerator } from '../../src/twisted/internet/inlineCallbacks';
import { maybeDeferred } from '../../src/twisted/internet/deferredFunctions';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { standsFor } from '../../src/twisted/internet/pyStack';
import { deferToThread } from '../../src/twisted/internet/threads';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { named } from '../../src/twisted/python/pyName';

/** What each of the files ends with. */
function listen({ reactor, at }: ServerEnvironment, Chat: ProtocolClass): void {
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

/** The handler of all files but one: they differ in what it does for REPORT. */
function serve(env: ServerEnvironment, answer: (chat: LineReceiver) => void): void {
  const { at } = env;

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') answer(this);
      else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  listen(env, Chat);
}

/**
 * `call` is the line that gets a Deferred, from `report()`: then sendLine is added to it. `comesBack`: the run comes back to
 * that line from a plain function; a generator says so itself.
 */
function withDeferred(
  { at }: ServerEnvironment,
  call: string,
  report: () => Deferred<string>,
  comesBack = true,
): (chat: LineReceiver) => void {
  return (chat) => {
    at(call);
    const d = report();
    if (comesBack) at(call);
    at('d.addCallback(self.sendLine)');
    d.addCallback((rows) => chat.sendLine(rows));
  };
}

/** The job that takes its time on the reactor thread. */
function plainReport({ time, at, values }: ServerEnvironment): string {
  at('time.sleep(BLOCK)');
  time.sleep(values.block!);
  at('return b"42 rows"');
  return '42 rows';
}

/** The same job, with a Deferred around it that has its result when it is returned. */
function firedDeferred({ time, at, values }: ServerEnvironment): Deferred<string> {
  at('d = defer.Deferred()');
  const d = new Deferred<string>();
  at('time.sleep(BLOCK)');
  time.sleep(values.block!);
  at('d.callback(b"42 rows")');
  d.callback('42 rows');
  at('return d');
  return d;
}

/** `server.py`, line by line: a Deferred, and nobody else who fires it. */
export const deferred: ServerProgram = (env) =>
  serve(
    env,
    withDeferred(env, 'd = report()', () => firedDeferred(env)),
  );

/** `server-blocking.py`: the job without a Deferred. */
export const blocking: ServerProgram = (env) =>
  serve(env, (chat) => {
    const { at } = env;
    at('rows = report()');
    const rows = plainReport(env);
    at('rows = report()');
    at('self.sendLine(rows)');
    chat.sendLine(rows);
  });

/** `server-maybe.py`: Twisted makes the Deferred, of what the job has returned. */
export const maybe: ServerProgram = (env) =>
  serve(
    env,
    withDeferred(env, 'd = defer.maybeDeferred(report)', () =>
      maybeDeferred(named('report', () => plainReport(env))),
    ),
  );

/**
 * The generator of `server-inline.py` and the coroutine of `server-await.py`: each waits for what is there already. A
 * generator comes back to the line of its `caller` with each yield; `await` gives up nothing for a Deferred that has fired.
 */
function* waiting(env: ServerEnvironment, line: string, caller: string, yields: boolean) {
  env.at(line);
  const d = firedDeferred(env);
  env.at(line);
  if (yields) env.at(caller);
  const found = yield* d;
  env.at('return found');
  env.at(caller);
  return found;
}

/** `server-inline.py`. */
export const inline: ServerProgram = (env) => {
  const call = 'd = report()';
  const report = inlineCallbacks(() => waiting(env, 'found = yield rows()', call, true));
  serve(env, withDeferred(env, call, report, false));
};

/** `server-await.py`. */
export const awaiting: ServerProgram = (env) => {
  const call = 'd = defer.Deferred.fromCoroutine(report())';
  const report = () => runGenerator(waiting(env, 'found = await rows()', call, false));
  serve(env, withDeferred(env, call, report, false));
};

/** `server-timer.py`: the reactor's timer fires it. */
export const timer: ServerProgram = (env) => {
  const { reactor, at, values } = env;
  serve(
    env,
    withDeferred(env, 'd = report()', () => {
      at('d = defer.Deferred()');
      const d = new Deferred<string>();
      at('reactor.callLater(BLOCK, d.callback, b"42 rows")');
      reactor.callLater(
        values.block!,
        named('Deferred.callback', () => standsFor(() => d.callback('42 rows'))),
      );
      at('return d');
      return d;
    }),
  );
};

/** `server-thread.py`: a worker of the reactor's pool does the job, and what it returns fires it. */
export const thread: ServerProgram = (env) => {
  const { time, at, values } = env;

  function* slowReport() {
    at('time.sleep(BLOCK)');
    yield* time.sleepInThread(values.block!);
    at('return b"42 rows"');
    return '42 rows';
  }

  serve(
    env,
    withDeferred(env, 'd = report()', () => {
      at('return threads.deferToThread(slow_report)');
      return deferToThread(named('slow_report', slowReport));
    }),
  );
};

/** `server-network.py`: another program does the job, and its line fires it. */
export const network: ServerProgram = (env) => {
  const { at } = env;
  const orders: Deferred<string>[] = [];
  let maker: LineReceiver | null = null;

  const answer = withDeferred(env, 'd = report()', () => {
    at('d = defer.Deferred()');
    const d = new Deferred<string>();
    at('orders.append(d)');
    orders.push(d);
    at('Chat.maker.sendLine(b"REPORT")');
    maker!.sendLine('REPORT');
    at('return d');
    return d;
  });

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        answer(this);
        return;
      }
      at('elif line == b"maker":');
      if (line === 'maker') {
        at('Chat.maker = self');
        // eslint-disable-next-line @typescript-eslint/no-this-alias -- as the Python has it
        maker = this;
        at('self.sendLine(b"ok")', 1);
        this.sendLine('ok');
        return;
      }
      at('elif self is Chat.maker:');
      if (this === maker) {
        at('orders.pop(0).callback(line)');
        orders.shift()!.callback(line);
        at('self.sendLine(b"ok")', 2);
        this.sendLine('ok');
        return;
      }
      at('self.sendLine(line)');
      this.sendLine(line);
    }
  }

  listen(env, Chat);
};
