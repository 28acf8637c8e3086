import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import type { Deferred } from '../../src/twisted/internet/deferred';
import { Factory } from '../../src/twisted/internet/protocol';
import {
  blockingCallFromThread,
  deferToThread,
  deferToThreadPool,
} from '../../src/twisted/internet/threads';
import { named } from '../../src/twisted/python/pyName';
import { ThreadPool } from '../../src/twisted/python/threadpool';

/** The job that takes long: `report` in most of the files. */
function sleeper({ time, at, values }: ServerEnvironment, name: string) {
  return named(name, function* () {
    at('time.sleep(JOB)');
    yield* time.sleepInThread(values.job!);
    at('return b"42 rows"');
    return '42 rows';
  });
}

/** What differs between the files: how a report is asked for, by which lines, and what else its Deferred gets. */
interface Way {
  test: string;
  lines: readonly string[];
  call: string;
  ask(): Deferred<string>;
  patience?: number;
}

/** The class and what is around it, which all files have. */
function serve(env: ServerEnvironment, { test, lines, call, ask, patience }: Way): void {
  const { reactor, at } = env;

  class Api extends LineReceiver {
    override lineReceived(line: string): void {
      at(test);
      let d: Deferred<string>;
      if (lines.includes(line)) {
        at(call);
        d = ask();
      } else {
        at('elif line == b"LOOKUP":');
        if (line !== 'LOOKUP') {
          at('self.sendLine(line)');
          this.sendLine(line);
          at('return', 1);
          return;
        }
        at('d = reactor.resolve("db.example")');
        d = reactor.resolve('db.example');
        at('d.addCallback(str.encode)');
        d.addCallback((address) => address);
      }
      if (patience === undefined) {
        at('d.addCallback(self.sendLine)');
        d.addCallback((result) => this.sendLine(result));
      } else {
        this.answerWithin(d, line, patience);
      }
    }

    private answerWithin(d: Deferred<string>, line: string, patience: number): void {
      at('d.addTimeout(2, reactor)');
      d.addTimeout(patience, reactor);
      const then = 'd.addCallbacks(self.sendLine, lambda _: self.sendLine(b"timed out: " + line))';
      at(then);
      d.addCallbacks(
        (result) => this.sendLine(result),
        named('<lambda>', () => {
          at(then);
          this.sendLine(`timed out: ${line}`);
        }),
      );
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Api))');
  reactor.listenTCP(8000, Factory.forProtocol(Api));
  at('reactor.run()');
  reactor.run();
}

const REPORT = {
  test: 'if line == b"REPORT":',
  lines: ['REPORT'],
  call: 'd = threads.deferToThread(report)',
};

function suggestSize({ reactor, at, values }: ServerEnvironment): void {
  at('reactor.suggestThreadPoolSize(POOL)');
  reactor.suggestThreadPoolSize(values.pool!);
}

/** `server.py`: every job goes to the reactor's pool. */
export const onePool: ServerProgram = (env) => {
  const report = sleeper(env, 'report');
  suggestSize(env);
  serve(env, { ...REPORT, ask: () => deferToThread(report) });
};

/** `server-timeout.py`: nobody waits for a job for longer than 2 s. */
export const timeout: ServerProgram = (env) => {
  const report = sleeper(env, 'report');
  suggestSize(env);
  serve(env, {
    ...REPORT,
    test: 'if line in (b"REPORT", b"AGAIN"):',
    lines: ['REPORT', 'AGAIN'],
    ask: () => deferToThread(report),
    patience: 2,
  });
};

/** `server-own.py`: the reports have a pool of their own. */
export const ownPool: ServerProgram = (env) => {
  const { reactor, at, values } = env;
  const report = sleeper(env, 'report');
  at('reports = ThreadPool(0, POOL, "reports")');
  const reports = new ThreadPool(reactor.threads, 0, values.pool!, 'reports');
  at('reactor.callWhenRunning(reports.start)');
  reactor.callWhenRunning(() => reports.start());
  at('reactor.addSystemEventTrigger("during", "shutdown", reports.stop)');
  reactor.addSystemEventTrigger('during', 'shutdown', () => reports.stop());
  serve(env, {
    ...REPORT,
    call: 'd = threads.deferToThreadPool(reactor, reports, report)',
    ask: () => deferToThreadPool(reactor, reports, report),
  });
};

/** `server-nested.py`: a report is a job that waits for another job of the same pool. */
export const nested: ServerProgram = (env) => {
  const { reactor, at } = env;
  const rows = sleeper(env, 'rows');
  const report = named('report', function* () {
    at('return threads.blockingCallFromThread(reactor, threads.deferToThread, rows)');
    return yield* blockingCallFromThread(reactor, () => deferToThread(rows));
  });
  suggestSize(env);
  serve(env, { ...REPORT, ask: () => deferToThread(report) });
};
