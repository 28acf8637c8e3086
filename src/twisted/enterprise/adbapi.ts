import type { ThreadCode } from '../../simulator/threads';
import type { Deferred } from '../internet/deferred';
import { Exception } from '../python/exceptions';
import * as log from '../python/log';
import { Connection, Transaction, type DbConnection, type DbModule } from './adbapiConnection';
import { callInThisThread, threadResult, type MaybeThreadCode } from '../internet/threadCode';
import { ThreadPool } from '../python/threadpool';
import { deferToThreadPool } from '../internet/threads';
import { named } from '../python/pyName';
import { theReactor, type IReactor } from '../internet/reactorInterfaces';

export * from './adbapiConnection';

/** Arguments of a ConnectionPool, with Twisted's names and defaults. */
export interface ConnectionPoolOptions<Row> {
  /** Fewest threads, each with a connection of its own (3). */
  cp_min?: number;
  /** Most threads (5). */
  cp_max?: number;
  /** Called with each new connection, in its thread. */
  cp_openfun?: (connection: DbConnection<Row>) => void;
  /** Finds out about dead connections (false). */
  cp_reconnect?: boolean;
  /** A statement that always succeeds (`select 1`). */
  cp_good_sql?: string;
  /** The installed reactor, unless given. */
  cp_reactor?: IReactor;
}

/** An interaction: runs in a thread, with a transaction. */
export type Interaction<Row, A extends unknown[], R> = (
  txn: Transaction<Row>,
  ...args: A
) => MaybeThreadCode<R>;

/**
 * Blocking database code behind Deferreds: a thread pool of its own in which each thread has one
 * connection, opened when the thread first needs it.
 *
 * The threads start when the reactor runs. Follows twisted/enterprise/adbapi.py (class ConnectionPool).
 */
export class ConnectionPool<Row = unknown> {
  readonly reconnect: boolean;
  readonly goodSql: string;
  readonly min: number;
  readonly max: number;
  /** True from the reactor's start until `close`. */
  running = false;
  /** Connections by the thread that owns them. */
  readonly connections = new Map<unknown, DbConnection<Row>>();
  readonly threadpool: ThreadPool;
  readonly #dbapi: DbModule<Row>;
  readonly #openfun: ((connection: DbConnection<Row>) => void) | null;
  readonly #reactor: IReactor;
  #shutdownID: unknown = null;
  #startID: unknown;

  constructor(dbapi: DbModule<Row>, options: ConnectionPoolOptions<Row> = {}) {
    this.#dbapi = dbapi;
    this.#reactor = options.cp_reactor ?? theReactor();
    this.#openfun = options.cp_openfun ?? null;
    this.reconnect = options.cp_reconnect ?? false;
    this.goodSql = options.cp_good_sql ?? 'select 1';
    this.max = options.cp_max ?? 5;
    this.min = Math.min(options.cp_min ?? 3, this.max);
    this.threadpool = new ThreadPool(this.#reactor.threads, this.min, this.max);
    this.#startID = this.#reactor.callWhenRunning(
      named('ConnectionPool._start', () => {
        this.#startID = null;
        this.start();
      }),
    );
  }

  /** Starts the threads: the reactor does that by itself. */
  start(): void {
    if (this.running) return;
    this.threadpool.start();
    this.#shutdownID = this.#reactor.addSystemEventTrigger(
      'during',
      'shutdown',
      named('ConnectionPool.finalClose', () => this.#finalClose()),
    );
    this.running = true;
  }

  /** Ends the threads, when they have done their work, and closes the connections. */
  close(): void {
    if (this.#shutdownID !== null) this.#reactor.removeSystemEventTrigger(this.#shutdownID);
    if (this.#startID !== null) this.#reactor.removeSystemEventTrigger(this.#startID);
    this.#startID = null;
    this.#finalClose();
  }

  /**
   * Calls `func` in a thread with its connection; commits, or rolls back when it throws. The Deferred
   * has the result or the error.
   */
  runWithConnection<A extends unknown[], R>(
    func: (connection: Connection<Row>, ...args: A) => MaybeThreadCode<R>,
    ...args: A
  ): Deferred<R> {
    const code = (): ThreadCode<R> => this.#inConnection(func, args);
    return this.#inPool('ConnectionPool._runWithConnection', code);
  }

  /** Calls `interaction` in a thread with a transaction; commits, or rolls back when it throws. */
  runInteraction<A extends unknown[], R>(
    interaction: Interaction<Row, A, R>,
    ...args: A
  ): Deferred<R> {
    const code = (): ThreadCode<R> => this.#inTransaction(interaction, args);
    return this.#inPool('ConnectionPool._runInteraction', code);
  }

  #inPool<R>(name: string, code: () => ThreadCode<R>): Deferred<R> {
    return deferToThreadPool(this.#reactor, this.threadpool, named(name, code));
  }

  /** One statement; the Deferred has its rows. */
  runQuery(sql: string, ...parameters: unknown[]): Deferred<Row[]> {
    return this.runInteraction(function* runQuery(txn: Transaction<Row>): ThreadCode<Row[]> {
      yield* txn.execute(sql, ...parameters);
      return yield* txn.fetchall();
    });
  }

  /** One statement without rows. */
  runOperation(sql: string, ...parameters: unknown[]): Deferred<null> {
    return this.runInteraction(function* runOperation(txn: Transaction<Row>): ThreadCode<null> {
      yield* txn.execute(sql, ...parameters);
      return null;
    });
  }

  /** In a thread: its connection, opened if it has none. */
  *connect(): ThreadCode<DbConnection<Row>> {
    const thread = this.#thread();
    const known = this.connections.get(thread);
    if (known !== undefined) return known;
    const connection = yield* threadResult(this.#dbapi.connect());
    if (this.#openfun !== null) this.#openfun(connection);
    this.connections.set(thread, connection);
    return connection;
  }

  /** In a thread: gives its connection up. Throws for that of another thread. */
  disconnect(connection: DbConnection<Row>): void {
    const thread = this.#thread();
    if (this.connections.get(thread) !== connection) {
      throw new Exception('wrong connection for thread');
    }
    this.#closeConnection(connection);
    this.connections.delete(thread);
  }

  *#inConnection<A extends unknown[], R>(
    func: (connection: Connection<Row>, ...args: A) => MaybeThreadCode<R>,
    args: A,
  ): ThreadCode<R> {
    const connection = new Connection(this, yield* this.connect());
    return yield* this.#committed(connection, function* () {
      return yield* callInThisThread(func, connection, ...args);
    });
  }

  *#inTransaction<A extends unknown[], R>(
    interaction: Interaction<Row, A, R>,
    args: A,
  ): ThreadCode<R> {
    const connection = new Connection(this, yield* this.connect());
    const transaction = new Transaction(this, connection);
    yield* transaction.reopen();
    return yield* this.#committed(connection, function* () {
      const result = yield* callInThisThread(interaction, transaction, ...args);
      yield* transaction.close();
      return result;
    });
  }

  /** Runs `work` and commits; when it throws, rolls back and throws the same. */
  *#committed<R>(connection: Connection<Row>, work: () => ThreadCode<R>): ThreadCode<R> {
    try {
      const result = yield* work();
      yield* connection.commit();
      return result;
    } catch (error) {
      try {
        yield* connection.rollback();
      } catch (rollbackError) {
        log.err(rollbackError, 'Rollback failed');
      }
      throw error;
    }
  }

  #finalClose(): void {
    this.#shutdownID = null;
    this.threadpool.stop();
    this.running = false;
    for (const connection of this.connections.values()) this.#closeConnection(connection);
    this.connections.clear();
  }

  #closeConnection(connection: DbConnection<Row>): void {
    try {
      connection.close();
    } catch (error) {
      log.err(error, 'Connection close failed');
    }
  }

  #thread(): unknown {
    return this.#reactor.threads.current;
  }
}
