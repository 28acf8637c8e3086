import type { ServerEnvironment, ServerProgram, ThreadCode } from '../../src/scenario/types';
import { inlineCallbacks } from '../../src/twisted/internet/inlineCallbacks';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { deferToThread } from '../../src/twisted/internet/threads';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Exception } from '../../src/twisted/python/exceptions';
import type { Failure } from '../../src/twisted/python/failure';
import * as log from '../../src/twisted/python/log';
import { named } from '../../src/twisted/python/pyName';

class OSError extends Exception {
  override readonly name = 'OSError';
}

/** What each of the files ends with. */
function listen({ reactor, at }: ServerEnvironment, Chat: ProtocolClass): void {
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

/** A protocol that answers other lines itself. */
abstract class Chatter extends LineReceiver {
  abstract readonly env: ServerEnvironment;
  abstract report(): void;

  override lineReceived(line: string): void {
    this.env.at('if line == b"REPORT":');
    if (line === 'REPORT') {
      this.report();
      return;
    }
    this.env.at('self.sendLine(line)');
    this.sendLine(line);
  }

  /** The errback of the files that have one. */
  readonly failed = named('Chat.failed', (failure: Failure): void => {
    this.env.at('log.failure("report", failure)');
    log.err(failure, 'report');
    this.env.at('self.sendLine(b"no report")');
    this.sendLine('no report');
  });
}

/** How the job ends, after its sleep. */
function outcome({ at, values }: ServerEnvironment, test = 'if RAISES:', last = true): string {
  at(test);
  if (values.raises === 1 && last) {
    at('raise OSError("no database")');
    throw new OSError('no database');
  }
  at('return b"42 rows"');
  return '42 rows';
}

/** `slow_report` in a worker. */
function inWorker(env: ServerEnvironment): () => ThreadCode<string> {
  return named('slow_report', function* () {
    env.at('time.sleep(BLOCK)');
    yield* env.time.sleepInThread(env.values.block!);
    return outcome(env);
  });
}

/** `server.py`, line by line: a worker does the job, and the Deferred brings its result. */
export const thread: ServerProgram = (env) => {
  const { at } = env;
  const slowReport = inWorker(env);

  class Chat extends Chatter {
    readonly env = env;

    report(): void {
      at('d = threads.deferToThread(slow_report)');
      const d = deferToThread(slowReport);
      at('d.addCallback(self.sendLine)');
      d.addCallback((rows) => this.sendLine(rows));
      at('d.addErrback(self.failed)');
      d.addErrback(this.failed);
    }
  }

  listen(env, Chat);
};

/** `server-busy.py`: the pool has one thread, which has something else to do at first. */
export const busy: ServerProgram = (env) => {
  const { reactor, time, at } = env;
  at('reactor.suggestThreadPoolSize(1)');
  reactor.suggestThreadPoolSize(1);
  at('reactor.callInThread(back_up)');
  reactor.callInThread(
    named('back_up', function* () {
      at('time.sleep(2)');
      yield* time.sleepInThread(2);
    }),
  );
  thread(env);
};

/** `server-inline.py`: a generator waits for two jobs, one after the other. */
export const inline: ServerProgram = (env) => {
  const { time, at, values } = env;
  const FIRST = 'yield threads.deferToThread(half_report, 1)';
  const SECOND = 'rows = yield threads.deferToThread(half_report, 2)';
  const CALL = 'self.report().addErrback(self.failed)';

  const halfReport = named('half_report', function* (half: number) {
    at('time.sleep(BLOCK / 2)');
    yield* time.sleepInThread(values.block! / 2);
    return outcome(env, 'if RAISES and half == 2:', half === 2);
  });

  class Chat extends Chatter {
    readonly env = env;

    report(): void {
      at(CALL);
      this.rows().addErrback(this.failed);
    }

    private readonly rows = inlineCallbacks(function* (this: Chat) {
      at(FIRST);
      const first = deferToThread(halfReport, 1);
      at(CALL);
      yield* first;
      at(SECOND);
      const rows = yield* deferToThread(halfReport, 2);
      at('self.sendLine(rows)');
      this.sendLine(rows);
    });
  }

  listen(env, Chat);
};

/** `server-blocking.py`: the handler does the job itself. */
export const blocking: ServerProgram = (env) => {
  const { time, at, values } = env;
  const CALL = 'self.sendLine(slow_report())';

  function slowReport(): string {
    at('time.sleep(BLOCK)');
    time.sleep(values.block!);
    return outcome(env);
  }

  /** With its result or with its error it comes back to the line that called it. */
  function comesBack(): string {
    try {
      return slowReport();
    } finally {
      at(CALL);
    }
  }

  class Chat extends Chatter {
    readonly env = env;

    report(): void {
      at('try:');
      try {
        at(CALL);
        this.sendLine(comesBack());
      } catch (error) {
        at('except OSError:');
        if (!(error instanceof OSError)) throw error;
        at('log.failure("report")');
        log.err(error, 'report');
        at('self.sendLine(b"no report")');
        this.sendLine('no report');
      }
    }
  }

  listen(env, Chat);
};
