import type { ServerEnvironment, ServerProgram, ThreadCode } from '../../src/scenario/types';
import {
  ConnectionPool,
  type DbConnection,
  type DbModule,
} from '../../src/twisted/enterprise/adbapi';
import type { Failure } from '../../src/twisted/python/failure';
import { Factory } from '../../src/twisted/internet/protocol';
import { LoopingCall } from '../../src/twisted/internet/loopingCall';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Exception } from '../../src/twisted/python/exceptions';
import { named } from '../../src/twisted/python/pyName';

type Row = readonly null[];

/** The queries of the file, each by how long it sleeps in the database, in seconds; null: it has an error. */
const QUERIES: Readonly<Record<string, number | null>> = { PAGE: 0.05, REPORT: 1, OOPS: null };

class OperationalError extends Exception {
  override readonly name = 'OperationalError';
}

/** Python's sqlite3, as far as the file needs it: a statement sleeps for so many seconds, or has an error. */
function sqlite3({ time }: ServerEnvironment): DbModule<Row> {
  const connection: DbConnection<Row> = {
    cursor: () => ({
      *execute(_: string, seconds: number | null): ThreadCode<void> {
        if (seconds === null) throw new OperationalError('no such column: oops');
        yield* time.sleepInThread(seconds);
      },
      fetchall: () => [[null]],
      close: () => undefined,
    }),
    commit: () => undefined,
    rollback: () => undefined,
    close: () => undefined,
  };
  return { connect: () => connection };
}

/** What differs between the files: the job, made of the pool. */
interface Way {
  rebuild?(pool: ConnectionPool<Row>): unknown;
  /** Results come from another program, as lines. */
  hears?: true;
}

/** What all files have. */
function serve(env: ServerEnvironment, { rebuild, hears }: Way): void {
  const { reactor, at, values } = env;
  const open = 'db.create_function("sleep", 1, time.sleep)';

  at(
    'dbpool = adbapi.ConnectionPool("sqlite3", ":memory:", check_same_thread=False, cp_openfun=can_sleep)',
  );
  const dbpool = new ConnectionPool<Row>(sqlite3(env), {
    cp_openfun: () => at(open),
    cp_reactor: reactor,
  });

  class Site extends LineReceiver {
    static newest = '';

    override lineReceived(line: string): void {
      if (hears) {
        at('if line.startswith(b"RESULT"):');
        if (line.startsWith('RESULT')) {
          at('Site.newest = line');
          Site.newest = line;
          at('self.sendLine(b"ok")');
          this.sendLine('ok');
          at('return');
          return;
        }
      }
      at('d = dbpool.runQuery(QUERIES[line])');
      const d = dbpool.runQuery(line, QUERIES[line]);
      at('d.addCallbacks(self.rows, self.failed)');
      d.addCallbacks(
        named('Site.rows', (rows) => this.rows(rows)),
        named('Site.failed', (failure) => this.failed(failure)),
      );
    }

    private rows({ length }: Row[]): void {
      at('self.sendLine(b"%d rows" % len(rows))');
      this.sendLine(`${length} rows`);
    }

    private failed(failure: Failure): void {
      at('self.sendLine(b"error: " + failure.getErrorMessage().encode())');
      this.sendLine(`error: ${failure.getErrorMessage()}`);
    }
  }

  if (rebuild !== undefined) {
    at('task.LoopingCall(rebuild).start(EVERY, now=False)');
    void new LoopingCall(named('rebuild', () => rebuild(dbpool))).start(values.every!, false);
  }
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))');
  reactor.listenTCP(8000, Factory.forProtocol(Site));
  at('reactor.run()');
  reactor.run();
}

/** `server.py`: the job asks the database on the reactor’s own thread. */
export const onReactor: ServerProgram = (env) => {
  const { at, time, values } = env;
  at('own = sqlite3.connect(":memory:")');
  at('can_sleep(own)');
  serve(env, {
    rebuild: () => {
      at('own.execute("SELECT sleep(?)", (JOB,))');
      time.sleep(values.job!);
    },
  });
};

/** `server-thread.py`: a worker of the pool waits for the database. */
export const inThread: ServerProgram = (env) => {
  const { at, values } = env;
  serve(env, {
    rebuild: (pool) => {
      at('return dbpool.runQuery("SELECT sleep(?)", (JOB,))');
      return pool.runQuery('SELECT sleep(?)', values.job!);
    },
  });
};

/** `server-crunch.py`: a worker of the pool computes. */
export const crunching: ServerProgram = (env) => {
  const { at, time, values } = env;

  function* crunch(): ThreadCode<void> {
    at('until = time.thread_time() + JOB');
    at('while time.thread_time() < until:');
    if (values.job! > 0) {
      yield* time.computeInThread(values.job!);
      at('pass');
      at('while time.thread_time() < until:');
    }
  }

  serve(env, {
    rebuild: (pool) => {
      at('return dbpool.runInteraction(crunch)');
      return pool.runInteraction(crunch);
    },
  });
};

/** `server-two.py`: another program has the job, and is a client. */
export const twoPrograms: ServerProgram = (env) => serve(env, { hears: true });
